// What is typed -> answers: the worker behind the theme's search box. Alone knows how answers are found and ranked.
// Speaks the theme's protocol (setup, ready, query, result) and reads the index of search/ part by part, as needed.
(() => {
  "use strict";

  const SETUP = 0,
    READY = 1,
    QUERY = 2,
    RESULT = 3;
  const ANSWERS = 20; // documents of one answer
  const PAUSE = 20; // milliseconds in which another key may still follow
  const CANDIDATES = 24; // words of the vocabulary that one typed word may stand for
  const FUZZY = 5; // letters from which on a word may be mistyped
  // What a weight counts for: prose, gist, trait, word of a name; name of a relative, of a member, its own.
  const VALUES = [1, 2, 5, 12, 45, 65, 100];
  const SURE = 4; // the weight from which on a rare word counts for no more than a common one
  const EXACT = 1,
    BEGUN = 0.6,
    MISTYPED = 0.45,
    BEGUN_MISTYPED = 0.3,
    BESIDE = 0.3,
    FAR_BESIDE = 0.005;

  const inWorker = typeof importScripts === "function";
  if (inWorker) importScripts(new URL("folding.js", location.href));
  const base = new URL("../search/", inWorker ? location.href : document.currentScript.src);

  // --- the index, part by part ---------------------------------------------------------------------------

  const parts = new Map();
  const arrived = new Map();

  const read = async (name, version) => {
    const address = new URL(`${name}.js${version ? `?${version}` : ""}`, base);
    return inWorker ? readFromServer(address) : readFromDisk(address, name);
  };

  const readFromServer = async (address) => {
    const text = await (await fetch(address)).text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  };

  const readFromDisk = (address, name) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: address, onerror: reject });
      arrived.set(name, resolve);
      document.head.append(script);
    });

  if (!inWorker) globalThis.found = (name, content) => arrived.get(name)(content);

  // A part is read once; one that did not come is asked for again with the next key.
  const part = (name, version) => {
    if (!parts.has(name)) {
      const content = read(name, version);
      content.catch(() => parts.delete(name));
      parts.set(name, content);
    }
    return parts.get(name);
  };

  let index;

  const open = async () => {
    if (index) return;
    index = await part("head");
  };

  // The part of a kind that holds item `number`, with the number of its first item.
  const partOf = async (kind, number) => {
    const starts = index[kind];
    let n = starts.length - 1;
    while (starts[n] > number) n -= 1;
    return { start: starts[n], items: await part(`${kind}-${n}`, index.version) };
  };

  const setTags = (text) => text.replace(/[{}[\]~|]/g, (sign) => index.tags[sign]);

  // Its part (one digit) and its id, a space, its text.
  const readQuote = (quote) => {
    const space = quote.indexOf(" ");
    return { part: parseInt(quote[0], 16), id: quote.slice(1, space), html: setTags(quote.slice(space + 1)) };
  };

  const card = async (number) => {
    const { start, items } = await partOf("documents", number);
    const [address, sort, text] = items[number - start];
    const [title, ...quotes] = text.split(index.parting);
    return { number, address, sort: index.sorts[sort], title: setTags(title), quotes: quotes.map(readQuote) };
  };

  const DIGITS = "abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";

  const lists = new Map();

  // Pairs of document number and weight for a word.
  const places = async (number) => {
    const { start, items } = await partOf("places", number);
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

  const { fold, singular, split, empty } = globalThis.folding;

  const vocabularies = new Map();

  // All words with the first letters of one part, in order; each knows its number and its greatest weight.
  const vocabulary = async (n) => {
    if (vocabularies.has(n)) return vocabularies.get(n);
    const entries = (await part(`words-${n}`, index.version)).split(" ");
    let before = "";
    const words = entries.map((entry, at) => {
      before = before.slice(0, entry.charCodeAt(0) - 97) + entry.slice(2);
      return { text: before, number: index.words[n] + at, weight: +entry[1] };
    });
    vocabularies.set(n, words);
    return words;
  };

  const partOfLetter = (letter) => {
    let n = index.letter.length - 1;
    while (n > 0 && index.letter[n] > letter) n -= 1;
    return n;
  };

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

  const quality = (typed, word) => {
    if (word === typed || singular(word) === singular(typed)) return EXACT;
    if (word.startsWith(typed)) return BEGUN + (0.3 * typed.length) / word.length;
    if (typed.length < FUZZY - 1 || word.length < FUZZY) return 0;
    if (Math.abs(word.length - typed.length) < 2) return near(typed, word) ? MISTYPED : 0;
    const begun = typed.length >= FUZZY && word.length > typed.length;
    return begun && [-1, 0, 1].some((more) => near(typed, word.slice(0, typed.length + more)))
      ? BEGUN_MISTYPED
      : 0;
  };

  const compare = (typed, words) =>
    words.map((word) => ({ ...word, quality: quality(typed, word.text) })).filter((word) => word.quality);

  // How much of its quality a word keeps where what was typed stands in the vocabulary itself.
  const beside = (quality) => (quality === EXACT ? 1 : quality >= BEGUN ? BESIDE : FAR_BESIDE);

  // The words of the vocabulary that a typed word may stand for.
  const candidates = async (typed) => {
    const home = partOfLetter(typed[0]);
    let found = compare(typed, await vocabulary(home));
    if (!found.length && typed.length >= FUZZY - 1) {
      const all = await Promise.all(index.letter.map((_, n) => vocabulary(n)));
      found = all.flatMap((words) => compare(typed, words));
    }
    if (found.some((word) => word.quality === EXACT)) {
      found = found.map((word) => ({ ...word, quality: word.quality * beside(word.quality) }));
    }
    return found
      .sort(
        (a, b) =>
          b.quality * VALUES[b.weight] - a.quality * VALUES[a.weight] || a.text.length - b.text.length,
      )
      .slice(0, CANDIDATES);
  };

  // --- ranking -------------------------------------------------------------------------------------------

  // What one typed word finds: its weight for each document, and the words it stands for.
  const ask = async (typed, least = 0) => {
    const words = (await candidates(typed)).filter((word) => word.weight >= least);
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
    return { typed, scores, words: new Set(words.map((word) => word.text)), known: words.length > 0 };
  };

  // The words of a query; one of several parts is taken apart only where it is not known whole.
  const understand = async (query) => {
    const asked = [];
    for (const run of query.split(/\s+/)) {
      const whole = fold(run);
      if (!whole) continue;
      const answer = await ask(whole);
      const pieces = split(run);
      if (answer.known || pieces.length < 2) asked.push({ ...answer, run });
      else for (const piece of pieces) asked.push({ ...(await ask(piece)), run: piece });
    }
    const telling = asked.filter(({ typed }) => !empty.has(typed));
    return telling.length ? telling : asked;
  };

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
    if (/\s/.test(query)) {
      const { scores } = await ask(query.split(/\s+/).map(fold).join(""), SURE);
      const runs = query.split(/\s+/).length;
      for (const [number, score] of scores) {
        const apart = ranked.get(number) ?? 0;
        ranked.set(number, Math.max(2 * score * runs, apart) + apart / 100);
      }
    }
    return [...ranked].sort(([a, first], [b, second]) => second - first || a - b).slice(0, ANSWERS);
  };

  // --- what is shown -------------------------------------------------------------------------------------

  const plain = (html) =>
    html.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
  const RUN = /(?:<[^>]*>|[^\s<])+/g;

  // Which of the words asked for a run of text holds.
  const matches = (run, asked) => {
    const texts = [fold(run), ...split(run)];
    return asked.filter(({ words }) => texts.some((text) => words.has(text)));
  };

  const hits = (html, asked) => new Set((html.match(RUN) ?? []).flatMap((run) => matches(plain(run), asked)));

  const highlight = (html, asked) =>
    html.replace(RUN, (run) => {
      if (!matches(plain(run), asked).length) return run;
      const [, before, core, after] = /^([("“‘[]*)(.*?)([)\]"”’.,;:!?]*)$/su.exec(run);
      const whole = (core.match(/\(/g) ?? []).length === (core.match(/\)/g) ?? []).length;
      return whole
        ? `${before}<mark data-md-highlight>${core}</mark>${after}`
        : `<mark data-md-highlight>${run}</mark>`;
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

  const termsOf = (shown, asked, scored) => {
    const held = (shown.match(RUN) ?? []).filter((run) => !run.includes("<") && matches(run, asked).length);
    const words = held.map((run) => run.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
    const missing = asked.filter(({ scores, known }) => (scores.size || !known) && !scores.has(scored));
    return Object.fromEntries([
      ...words.map((word) => [word, true]),
      ...missing.map(({ run }) => [run, false]),
    ]);
  };

  const label = (title, sort) => `${title} <small>${sort}</small>`;

  // A document as the theme shows it: its page or a place on it.
  const show = ({ card, quote, most, score }, asked) => {
    const [page, anchor] = card.address.split("#");
    const [sort, collection, led] = card.sort;
    const shown = led && quote !== card.quotes[0] ? [card.quotes[0], quote] : [quote];
    const html = shown.map((one) => (one ? highlight(one.html, asked) : "")).join(" · ");
    const title = highlight(card.title, asked);
    const terms = termsOf(`${card.title} ${quote?.html ?? ""}`, asked, card.number);
    const place = quote?.id ? `${page}#s-${quote.id}` : card.address;
    if (anchor) {
      const section = { location: place, title: label(title, sort), text: html, score, terms };
      return {
        page,
        items: [section],
        parent: { location: page, title: collection, text: "", score: 0, terms: {} },
      };
    }
    if (!quote?.id || !most) {
      return {
        page,
        items: [],
        parent: { location: page, title: label(title, sort), text: html, score, terms },
      };
    }
    const section = { location: place, title: index.parts[quote.part], text: html, score, terms };
    return {
      page,
      items: [section],
      parent: { location: page, title: label(title, sort), text: "", score, terms },
    };
  };

  // Answers of one page stand together, where the best of them stands.
  const group = (shown) => {
    const pages = new Map();
    for (const { page, items, parent } of shown) {
      const at = pages.get(page);
      if (at) at.items.push(...items);
      else pages.set(page, { items, parent });
    }
    return [...pages.values()].map(({ items, parent }) => [...items, parent]);
  };

  // What the last word could become, in the letters of the best answer.
  const suggest = (query, best) => {
    const begun = query.split(/\s+/).at(-1);
    const runs = best ? plain(`${best.card.title} ${best.quote?.html ?? ""}`).split(/[^\p{L}\p{N}-]+/u) : [];
    return runs.filter((run) => begun && run.startsWith(begun)).slice(0, 1);
  };

  const search = async (query) => {
    if (!query) return { items: [], suggest: [] };
    await open();
    const asked = await understand(query);
    const ranked = await rank(query, asked);
    const cards = await Promise.all(ranked.map(([number]) => card(number)));
    const answers = cards.map((card, n) => {
      const found = { card, ...bestQuote(card.quotes, asked) };
      return { ...found, score: ranked[n][1] * (1 + Math.max(0, found.most - 1) / 4) };
    });
    answers.sort((a, b) => b.score - a.score || a.card.number - b.card.number);
    return {
      items: group(answers.map((answer) => show(answer, asked))),
      suggest: suggest(query, answers[0]),
    };
  };

  // --- the theme's protocol ------------------------------------------------------------------------------

  let latest;

  // The reply to a message of the theme; none to a query that a later one has overtaken.
  const reply = async ({ type, data }) => {
    if (type === SETUP) return { type: READY };
    if (type !== QUERY) return null;
    latest = data;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const result = latest === data && (await search(data.trim()));
    return latest === data ? { type: RESULT, data: result } : null;
  };

  if (inWorker) {
    addEventListener("message", async ({ data }) => {
      const message = await reply(data);
      if (message) postMessage(message);
    });
  } else {
    globalThis.replyToSearch = reply;
  }
})();
