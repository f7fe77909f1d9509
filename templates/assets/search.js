// What is typed -> answers: the only file that knows how answers are found and ranked. It reads the index of
// search/ as scripts, which a page can load from disk as well as from a server.
(() => {
  "use strict";

  const CANDIDATES = 24; // words of the vocabulary that one typed word may stand for
  const FUZZY = 5; // letters from which on a word may be mistyped
  const STEM = 6; // letters at least that words of one stem share
  const ENDING = 5; // letters at most by which a word may differ from another of its stem
  const ACRONYM = /^\p{Lu}{2,4}$/u; // a longer word matches capitals if little follows them
  const FOLLOWING = 2; // letters that may follow capitals
  const DOI = /^10\.\d{4,9}(?:\/|$)/;
  const SHORT = 2; // letters up to which a word is a unit or an element rather than the beginning of a name
  const COMPARED = 20; // documents whose sentences are compared before the best is shown
  // What a weight counts for: prose, gist, trait, word of a name; name of a relative, of a member, its own.
  const VALUES = [1, 2, 5, 12, 45, 65, 100];
  const SURE = 4; // the weight from which on a rare word counts for no more than a common one
  const MEMBER = 5;
  const EXACT = 1,
    SYNONYM = 0.95,
    BEGUN = 0.6,
    MISTYPED = 0.45,
    BEGUN_MISTYPED = 0.3,
    BESIDE = 0.3,
    FAR_BESIDE = 0.005,
    NAMESAKE = 0.1;
  const NEAR_ENOUGH = 0.3; // how much two substances must have in common to be called near

  const { fold, singular, split, splitNumber, tidy, empty } = globalThis.folding;
  const base = new URL("../search/", document.currentScript.src);

  // --- the index -----------------------------------------------------------------------------------------

  const parts = new Map();
  const arrived = new Map();
  globalThis.found = (name, content) => arrived.get(name)(content);

  const read = (name, version) =>
    new Promise((resolve, reject) => {
      const src = new URL(`${name}.js${version ? `?${version}` : ""}`, base);
      arrived.set(name, resolve);
      document.head.append(Object.assign(document.createElement("script"), { src, onerror: reject }));
    });

  // A part is read once; one that did not come is asked for again with the next key.
  const part = (name, version) => {
    if (!parts.has(name)) {
      const content = read(name, version);
      content.catch(() => parts.delete(name));
      parts.set(name, content);
    }
    return parts.get(name);
  };

  let index, vocabulary, substances, elements, placeholders;

  const open = async () => {
    if (index) return;
    const head = await part("head");
    vocabulary = readWords(head.words);
    elements = new Map(Object.entries(head.elements));
    placeholders = new Set(head.placeholders);
    substances = head.formulas.map(([number, text]) => {
      const varies = VARIABLE.test(text); // then it stands for many substances
      return { number, word: fold(text), varies, atoms: readFormula(text) ?? new Map() };
    });
    index = head;
  };

  // All words in order; each knows its number and its greatest weight.
  const readWords = (text) => {
    let before = "";
    return text.split(" ").map((entry, number) => {
      before = before.slice(0, entry.charCodeAt(0) - 97) + entry.slice(2);
      return { text: before, number, weight: +entry[1] };
    });
  };

  // The part of a kind that holds item `number`, with the number of its first item.
  const partOf = async (kind, number) => {
    const starts = index[kind];
    let n = starts.length - 1;
    while (starts[n] > number) n -= 1;
    return { start: starts[n], items: await part(`${kind}-${n}`, index.version) };
  };

  const setTags = (text) => text.replace(/[{}[\]~|]/g, (sign) => index.tags[sign]);
  const expand = (text) => text.replace(/[\u0100-\u04ff]/g, (sign) => index.phrases[sign] ?? sign);

  // Its part (one digit) and its id, a space, its text.
  const readQuote = (quote) => {
    const space = quote.indexOf(" ");
    return { part: parseInt(quote[0], 16), id: quote.slice(1, space), html: setTags(quote.slice(space + 1)) };
  };

  const kindOf = (number) => index.kinds.findLast(([start]) => start <= number)[1];

  const readDocument = async (number) => {
    const { start, items } = await partOf("documents", number);
    const [address, text] = items[number - start];
    const [title, lead, ...quotes] = expand(text).split(index.parting);
    return { number, address, title: setTags(title), lead: setTags(lead), quotes: quotes.map(readQuote) };
  };

  const DIGITS = "abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";

  const lists = new Map();

  // Pairs of document number and weight for a word.
  const places = async (number) => {
    const { start, items } = index.list ? { start: 0, items: index.list } : await partOf("places", number);
    if (!lists.has(start)) lists.set(start, items.split(" "));
    const found = [];
    let value = 0,
      scale = 1,
      at = 0;
    for (const sign of lists.get(start)[number - start]) {
      const digit = DIGITS.indexOf(sign);
      value += (digit % 32) * scale;
      scale *= 32;
      if (digit < 32) continue;
      at += value >> 3;
      found.push([at, value & 7]);
      value = 0;
      scale = 1;
    }
    return found;
  };

  // --- words ---------------------------------------------------------------------------------------------

  // Whether two words are the same but for one letter wrong, missing, too many, or two swapped.
  const near = (a, b) => {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n += 1;
    return (
      a.slice(n + 1) === b.slice(n + 1) ||
      a.slice(n + 1) === b.slice(n) ||
      a.slice(n) === b.slice(n + 1) ||
      (a[n] === b[n + 1] && a[n + 1] === b[n] && a.slice(n + 2) === b.slice(n + 2))
    );
  };

  const quality = (typed, word, exactly) => {
    if (word === typed || singular(word) === singular(typed)) return EXACT;
    if (word.startsWith(typed)) return BEGUN + (0.3 * typed.length) / word.length;
    // A digit is never mistyped: NMC622 and NMC811, Li3PS4 and Li3PO4 are different substances.
    if (exactly || typed.length < FUZZY - 1 || word.length < FUZZY || /\d/.test(typed + word)) return 0;
    const apart = Math.abs(word.length - typed.length);
    // a plural may have two letters more than a singular: glass, glasses
    if (apart < 4 && (near(typed, word) || near(singular(typed), singular(word)))) return MISTYPED;
    if (apart < 2) return 0;
    const begun = typed.length >= FUZZY && word.length > typed.length;
    return begun && [-1, 0, 1].some((more) => near(typed, word.slice(0, typed.length + more)))
      ? BEGUN_MISTYPED
      : 0;
  };

  const compare = (typed, words, exactly) =>
    words
      .map((word) => ({ ...word, quality: quality(typed, word.text, exactly) }))
      .filter((word) => word.quality);

  // How much of its quality a word keeps where what was typed stands in the vocabulary itself. What is as
  // short as a symbol is one, a unit, an element or an ion, and not the beginning of a name.
  const beside = (quality, typed) => {
    if (quality >= SYNONYM) return 1;
    if (typed.length <= SHORT) return 0;
    return quality >= BEGUN ? BESIDE : FAR_BESIDE;
  };

  const findWord = (text) => {
    let low = 0,
      high = vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle].text < text) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low]?.text === text ? vocabulary[low] : null;
  };

  const beginsAName = (text) =>
    vocabulary.some((word) => word.weight >= MEMBER && word.text.startsWith(text) && word.text !== text);

  // The words of the vocabulary that a typed word may stand for.
  const candidates = (typed, exactly) => {
    if (typed.startsWith("#"))
      return [findWord(typed)].filter(Boolean).map((word) => ({ ...word, quality: 1 }));
    const letter = typed[0];
    const home = vocabulary.filter(({ text }) => text[0] === letter);
    let found = compare(typed, home, exactly);
    if (!found.length && typed.length >= FUZZY - 1) found = compare(typed, vocabulary, exactly);
    const same = findWord(synonymOf(typed) ?? "");
    if (same) found.push({ ...same, quality: SYNONYM });
    const meant = found.length ? null : findWord(synonymNear(typed) ?? "");
    if (meant) found.push({ ...meant, quality: MISTYPED });
    // a whole word that was mistyped is likelier than the beginning of a longer one
    if (found.some(({ quality }) => quality === MISTYPED))
      found = found.filter(({ quality }) => quality !== BEGUN_MISTYPED);
    if (found.some((word) => word.quality >= SYNONYM)) {
      found = found.map((word) => ({ ...word, quality: word.quality * beside(word.quality, typed) }));
    }
    return found
      .filter((word) => word.quality)
      .sort(
        (a, b) =>
          b.quality * VALUES[b.weight] - a.quality * VALUES[a.weight] || a.text.length - b.text.length,
      )
      .slice(0, CANDIDATES);
  };

  // Words of the same stem, for a long word that is not known: crystallization, crystallize.
  const related = (typed) => {
    const stem = typed.slice(0, Math.max(STEM, typed.length - ENDING));
    if (typed.length < STEM + 2 || /\d/.test(typed)) return [];
    return vocabulary
      .filter(({ text }) => text.startsWith(stem))
      .map((word) => ({ ...word, quality: BEGUN_MISTYPED }));
  };

  const synonymOf = (typed) => index.synonyms[typed] ?? index.synonyms[singular(typed)];

  // What a mistyped synonym stands for.
  const synonymNear = (typed) => {
    if (typed.length < FUZZY) return undefined;
    const fits = (name) => name.length >= FUZZY && !/\d/.test(name) && near(typed, name);
    return index.synonyms[Object.keys(index.synonyms).find(fits)];
  };

  // --- formulas ------------------------------------------------------------------------------------------

  const VARIABLE = /[xyzδ]|-(?=\p{Lu})/u;
  const COUNT = /^(?:\d+(?:\.\d+)?(?:\/\d+)?)?/;

  // The atoms of a formula with their counts, a variable count as one; null for what is no formula.
  const readFormula = (text) => {
    const plain = text
      .normalize("NFKC")
      .replace(/[−–]/g, "-")
      .replace(/\((?:IV|VI|V?I{1,3}|V)\)/g, "")
      .replace(/(?:\^\d*[+-]|(?<=\d)\d[+-]|[+-])$/, "")
      .replace(/[\d.]*[+-]?[\d./]*[xyzδ](?:[+-][\d./xy]+)?/g, "1")
      .replace(/\d+(?:\.\d+)?[+-]\d+(?:\.\d+)?/g, "1");
    const atoms = new Map();
    return addAtoms(plain, 1, atoms) ? atoms : null;
  };

  const addAtoms = (text, times, atoms) => {
    let rest = text;
    const count = () => {
      const [typed] = COUNT.exec(rest);
      rest = rest.slice(typed.length);
      const [whole, parts = 1] = typed.split("/");
      return typed ? whole / parts : 1;
    };
    while (rest) {
      const group = /^[([]([^()[\]]+)[)\]]/.exec(rest);
      if (group) {
        rest = rest.slice(group[0].length);
        if (!addAtoms(group[1], times * count(), atoms)) return false;
        continue;
      }
      const symbol = [rest.slice(0, 2), rest.slice(0, 1)].find(
        (one) => elements.has(one) || placeholders.has(one),
      );
      if (/^[-·.]/.test(rest) && atoms.size) {
        rest = rest.slice(1); // what follows may have a count in front: ·2H2O
        const parts = count();
        return addAtoms(rest, times * parts, atoms);
      }
      if (!symbol) return false;
      rest = rest.slice(symbol.length);
      atoms.set(symbol, (atoms.get(symbol) ?? 0) + times * count());
    }
    return true;
  };

  // A run that can only be a formula: two elements or more, with a count or a symbol of two letters. In small
  // letters, each symbol begins wherever one can.
  const readTypedFormula = (run) => {
    if (!/^\p{L}/u.test(run) || run.length < 3) return null;
    const small = !/\p{Lu}/u.test(run) && /\d/.test(run);
    const atoms = small ? readSmall(run) : readFormula(run);
    return atoms?.size > 1 && /[\d\p{Ll}]/u.test(run) ? atoms : null;
  };

  const readSmall = (run) => {
    const spelled = run.replace(/[a-z]+/g, (letters) => capitalize(letters) ?? "?");
    return spelled.includes("?") ? null : readFormula(spelled);
  };

  const capitalize = (letters) => {
    if (!letters) return "";
    for (const length of [2, 1]) {
      const symbol = letters[0].toUpperCase() + letters.slice(1, length);
      if (letters.length < length || !elements.has(symbol)) continue;
      const rest = capitalize(letters.slice(length));
      if (rest !== null) return symbol + rest;
    }
    return null;
  };

  // Elements that often take each other's place in solids.
  const GROUPS =
    "Li Na K Rb Cs|F Cl Br I|O S Se Te|N P As Sb Bi|C Si Ge Sn|Ti Zr Hf|Mn Fe Co Ni|" +
    "B Al Ga In Sc Y La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu";
  const groupOf = new Map(
    GROUPS.split("|").flatMap((group, n) => group.split(" ").map((symbol) => [symbol, n])),
  );

  const gather = (atoms) => {
    const groups = new Map();
    for (const [symbol, count] of atoms) {
      const group = groupOf.get(symbol) ?? symbol;
      groups.set(group, (groups.get(group) ?? 0) + count);
    }
    return groups;
  };

  // The same atoms as fractions of all: Li3PS4 is near Li7P3S11, which has more of each.
  const normalize = (atoms) => {
    const all = [...atoms.values()].reduce((sum, count) => sum + count, 0);
    return new Map([...atoms].map(([symbol, count]) => [symbol, count / all]));
  };

  // How near two substances are: by their elements, and by the groups of these; as formulas, and as compositions.
  const nearness = (a, b) => {
    const pairs = [
      [a, b],
      [normalize(a), normalize(b)],
    ];
    const shares = pairs.flatMap(([one, other]) => [
      similarity(one, other),
      similarity(gather(one), gather(other)),
    ]);
    return shares.reduce((sum, share) => sum + share) / shares.length;
  };

  // How much two substances have in common: the share of their atoms, and that of their elements.
  const similarity = (a, b) => {
    const symbols = new Set([...a.keys(), ...b.keys()]);
    let shared = 0,
      common = 0,
      all = 0;
    for (const symbol of symbols) {
      const counts = [a.get(symbol) ?? 0, b.get(symbol) ?? 0];
      shared += a.has(symbol) && b.has(symbol);
      common += Math.min(...counts);
      all += Math.max(...counts);
    }
    return all ? (common / all) * (shared / symbols.size) : 0;
  };

  const nearestTo = (atoms) => {
    const [best] = substances
      .map((substance) => ({ ...substance, share: nearness(atoms, substance.atoms) }))
      .sort((a, b) => b.share - a.share);
    return best;
  };

  // What a typed run is if it is the formula of a substance: one of this issue, written in another order, or
  // one that the issue does not have.
  const identify = (run, whole) => {
    const declared = index.absent[whole];
    if (declared !== undefined) return { absent: declared };
    if (findWord(whole) || synonymOf(whole)) return null;
    const atoms = readTypedFormula(run);
    if (!atoms || beginsAName(whole)) return null;
    const same = substances.find((one) => !one.varies && similarity(atoms, one.atoms) > 0.999);
    if (same) return { same: same.word };
    const best = nearestTo(atoms);
    return { absent: best?.share > NEAR_ENOUGH ? best.number : null };
  };

  // --- ranking -------------------------------------------------------------------------------------------

  // What one typed word finds: its weight for each document, and the words it stands for.
  // At most `following` letters may come after it, unless the word has a number.
  const ask = async (typed, least = 0, exactly = false, following = Infinity) => {
    const fits = ({ text }) => text.length <= typed.length + following || /\d/.test(text);
    const close = candidates(typed, exactly);
    const words = (close.length || exactly || least ? close : related(typed)).filter(
      (word) => word.weight >= least && (word.quality >= SYNONYM || fits(word)),
    );
    const found = await Promise.all(words.map((word) => places(word.number)));
    const scores = new Map();
    found.forEach((list, n) => {
      const rare = 1 + Math.log(index.total / (list.length || 1)) / Math.log(index.total);
      for (const [number, weight] of list) {
        if (weight < least) continue;
        const score = words[n].quality * VALUES[weight] * (weight < SURE ? rare : 1);
        scores.set(number, Math.max(score, scores.get(number) ?? 0));
      }
    });
    const best = Math.max(0, ...words.map((word) => word.quality));
    return { typed, scores, words: new Set(words.map((word) => word.text)), known: words.length > 0, best };
  };

  // The words of a run; one of several parts is taken apart only where it is not known whole.
  const askRun = async (run) => {
    const whole = fold(run);
    if (DOI.test(run)) return [{ ...(await ask(whole, 0, true)), run }];
    const measured = splitNumber(run);
    if (measured && (measured.number.startsWith("#") || !findWord(whole))) {
      const unit = fold(measured.rest);
      const asked = [{ ...(await ask(measured.number, 0, true)), run }];
      return unit ? [...asked, { ...(await ask(unit, 0, true, 0)), run }] : asked;
    }
    if (!whole) return [];
    if (run.startsWith("°")) return [{ ...(await ask(whole, 0, true, 0)), run }];
    const ion = elements.get(/^(\p{Lu}\p{Ll}?)\^?\d?[+−-]$/u.exec(run)?.[1]);
    if (ion) return [{ ...(await ask(ion)), run }];
    const substance = identify(run, whole);
    if (substance?.same) return [{ ...(await ask(substance.same)), run }];
    if (substance) {
      return [
        { typed: whole, scores: new Map(), words: new Set(), known: false, run, absent: substance.absent },
      ];
    }
    const answer = await ask(whole, 0, false, ACRONYM.test(run) ? FOLLOWING : Infinity);
    const pieces = split(run);
    if (answer.known || pieces.length < 2) return [{ ...answer, run }];
    return Promise.all(pieces.map(async (piece) => ({ ...(await ask(piece)), run: piece })));
  };

  // The symbol of an element, asked for alone: its name, and then what else is written so, as the surname Li is.
  const askElement = async (symbol, run) => {
    const [element, other] = await Promise.all([ask(elements.get(symbol)), ask(fold(symbol))]);
    const scores = new Map(element.scores);
    for (const [number, score] of other.scores)
      scores.set(number, (scores.get(number) ?? 0) + NAMESAKE * score);
    const known = element.known || other.known;
    return { ...element, scores, known, words: new Set([...element.words, ...other.words]), run };
  };

  const understand = async (query) => {
    const runs = tidy(query).split(/\s+/).filter(Boolean);
    const symbol = runs.length === 1 && runs[0][0].toUpperCase() + runs[0].slice(1);
    if (elements.has(symbol)) return [await askElement(symbol, runs[0])];
    const asked = (await Promise.all(runs.map(askRun))).flat();
    const telling = asked.filter(({ typed }) => !empty.has(typed));
    return telling.length ? telling : asked;
  };

  // Numbers of documents with their scores, the best first.
  const rank = async (query, asked) => {
    const telling = asked.filter(({ scores, known }) => scores.size || !known);
    const total = new Map();
    for (const { scores } of telling) {
      for (const [number, score] of scores) {
        const sum = total.get(number) ?? { score: 0, words: 0 };
        total.set(number, { score: sum.score + score, words: sum.words + 1 });
      }
    }
    const ranked = new Map();
    for (const [number, { score, words }] of total) ranked.set(number, score * (words / telling.length) ** 2);
    const runs = query.split(/\s+/);
    if (runs.length > 1) {
      const { scores } = await ask(runs.map(fold).join(""), SURE);
      for (const [number, score] of scores) {
        const apart = ranked.get(number) ?? 0;
        ranked.set(number, Math.max(2 * score * runs.length, apart) + apart / 100);
      }
    }
    return [...ranked].sort(([a, first], [b, second]) => second - first || a - b);
  };

  // --- what is shown -------------------------------------------------------------------------------------

  const plain = (html) =>
    html.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
  const RUN = /(?:<[^>]*>|[^\s<])+/g;

  // Which of the words asked for a run of text holds.
  const matches = (run, asked) => {
    const number = splitNumber(run)?.number;
    const texts = [fold(run), ...split(run), ...(number ? [number] : [])];
    return asked.filter(({ words }) => texts.some((text) => words.has(text)));
  };

  const hits = (html, asked) => new Set((html.match(RUN) ?? []).flatMap((run) => matches(plain(run), asked)));

  const highlight = (html, asked) =>
    html.replace(RUN, (run) => {
      if (!matches(plain(run), asked).length) return run;
      const [, before, core, after] = /^([("“‘[]*)(.*?)([)\]"”’.,;:!?]*)$/su.exec(run);
      const whole = (core.match(/\(/g) ?? []).length === (core.match(/\)/g) ?? []).length;
      return whole ? `${before}<mark>${core}</mark>${after}` : `<mark>${run}</mark>`;
    });

  // The sentence that holds most of what was asked, of several the first.
  const bestQuote = (quotes, asked) => {
    let best,
      most = -1;
    for (const quote of quotes) {
      const size = hits(quote.html, asked).size;
      if (size > most) [best, most] = [quote, size];
    }
    return { quote: best, most };
  };

  const show = ({ document, quote, most, nearest }, asked) => {
    const [page, anchor] = document.address.split("#");
    const [kind] = index.sorts[kindOf(document.number)];
    return {
      kind,
      nearest: Boolean(nearest),
      title: highlight(document.title, asked),
      lead: highlight(document.lead, asked),
      part: quote && most > 0 ? index.parts[quote.part] : "",
      text: quote ? highlight(quote.html, asked) : "",
      address: !anchor && quote?.id && most > 0 ? `${page}#s-${quote.id}` : document.address,
    };
  };

  /** One question with all that it finds: `total` documents, of `kinds` with their counts. */
  class Answer {
    constructor(asked, ranked, nearest) {
      this.asked = asked;
      this.ranked = ranked;
      this.nearest = nearest;
      this.numbers = [...new Set([...nearest, ...ranked.map(([number]) => number)])];
      this.total = this.numbers.length;
      const counts = new Map();
      for (const number of this.numbers) {
        const kind = kindOf(number);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      this.kinds = [...counts].map(([kind, count]) => ({ kind, name: index.sorts[kind][1], count }));
    }

    /** What was typed and is no substance of this issue. */
    get absent() {
      return this.asked.filter(({ absent }) => absent !== undefined).map(({ run }) => run);
    }

    /** What was typed and does not occur with this spelling. */
    get respelled() {
      return this.asked.filter(({ best }) => best > 0 && best <= MISTYPED).map(({ run }) => run);
    }

    /** The lines from the one of this number on; `kind` is that of head.sorts to which they are restricted. */
    async show(from, count, kind = null) {
      const numbers = kind === null ? this.numbers : this.numbers.filter((number) => kindOf(number) === kind);
      return Promise.all(
        numbers.slice(from, from + count).map(async (number) => {
          const document = await readDocument(number);
          const nearest = this.nearest.includes(number);
          return show({ document, nearest, ...bestQuote(document.quotes, this.asked) }, this.asked);
        }),
      );
    }
  }

  // The best documents in the order in which their sentences hold what was asked.
  const compareSentences = async (ranked, asked) => {
    const best = await Promise.all(
      ranked.slice(0, COMPARED).map(async ([number, score]) => {
        const { most } = bestQuote((await readDocument(number)).quotes, asked);
        return [number, score * (1 + Math.max(0, most - 1) / 4)];
      }),
    );
    best.sort(([a, first], [b, second]) => second - first || a - b);
    return [...best, ...ranked.slice(COMPARED)];
  };

  /** Fetches what every question needs. */
  const warm = async () => {
    await open();
    if (index.documents.length === 1) await part("documents-0", index.version);
  };

  const find = async (query) => {
    await open();
    const asked = await understand(query);
    const ranked = await compareSentences(await rank(query, asked), asked);
    const nearest = asked.map(({ absent }) => absent).filter((number) => number || number === 0);
    return new Answer(asked, ranked, nearest);
  };

  globalThis.siteSearch = { warm, find };
})();
