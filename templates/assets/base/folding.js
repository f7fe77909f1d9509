// Words as they are compared by the search and by the tables. The build puts the tables of text/folding.py in
// front of all scripts, as `foldingTables`.
(() => {
  "use strict";

  const { letters, joints, empty, number, ...tables } = globalThis.foldingTables;
  const patterns = (table) => table.map(([pattern, replacement]) => [new RegExp(pattern), replacement]);
  const rules = patterns(tables.rules);
  const plurals = patterns(tables.plurals);
  const numberRules = tables.numberRules.map(([pattern, replacement]) => [
    new RegExp(pattern, "g"),
    replacement,
  ]);
  const measure = new RegExp(`^[^\\p{L}\\p{N}]*${number}(?![0-9.])(.*)$`, "u");
  const LARGEST_PLAIN = 6; // digits of a whole number that is written out
  const joint = new RegExp(joints);

  const remember = (make) => {
    const made = new Map();
    return (key) => {
      if (!made.has(key)) made.set(key, make(key));
      return made.get(key);
    };
  };

  // Rules of spelling are for words, not for formulas.
  const apply = (table, word) =>
    /^\p{L}+$/u.test(word)
      ? table.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), word)
      : word;

  /** Letters and digits alone, as every spelling of a word has them. */
  const fold = remember((word) => {
    const signs = [...word.toLowerCase().normalize("NFKD")];
    const plain = signs.map((sign) => letters[sign] ?? (/[\p{L}\p{N}]/u.test(sign) ? sign : "")).join("");
    return apply(rules, plain);
  });

  const singular = remember((word) => apply(plurals, word));

  /** The parts of a word that has joints, folded. */
  const split = remember((run) => run.split(joint).map(fold).filter(Boolean));

  /** A text in which each number with its power of ten is one run: `4.0e-3`. */
  const joinNumbers = (text) =>
    numberRules.reduce(
      (joined, [pattern, replacement]) => joined.replace(pattern, replacement),
      text.normalize("NFKC"),
    );

  /** Digits times a power of ten, without the zeros that tell nothing. */
  const spellNumber = (digits, power) => {
    const shown = digits.replace(/0+$/, "");
    const zeros = power + digits.length - shown.length;
    const telling = shown.replace(/^0+/, "");
    if (!telling) return "0";
    if (zeros >= 0 && telling.length + zeros <= LARGEST_PLAIN) return telling + "0".repeat(zeros);
    return `#${telling}e${zeros}`;
  };

  /** A run that begins with a number (`4.3V`): the number in its one spelling, and what follows it. */
  const splitNumber = (run) => {
    const found = measure.exec(run);
    if (!found) return null;
    const [, whole, fraction = "", power = "0", rest] = found;
    return {
      number: spellNumber(whole + fraction, +power.replace(/[−–]/, "-") - fraction.length),
      rest,
    };
  };

  const numberInText = new RegExp(`(?<![0-9.a-zA-Z])${number}(?![0-9])`, "g");

  /** The numbers of a text in one spelling each: 0.004 and 4.0 × 10⁻³ are both #4e-3. */
  const findNumbers = (text) =>
    [...joinNumbers(text).matchAll(numberInText)].map(([, whole, fraction = "", power = "0"]) =>
      spellNumber(whole + fraction, +power.replace(/[−–]/, "-") - fraction.length),
    );

  /** What is typed as a reader means it: formulas without the marks of LaTeX, numbers and units in one run. */
  const tidy = (query) =>
    joinNumbers(
      query
        .replace(/(?:https?:\/\/(?:dx\.)?doi\.org\/|\bdoi:?\s*)(?=10\.\d{4})/gi, "")
        .replace(/\\(?:ce|mathrm|text|rm)\b/g, "")
        .replace(/[{}$\\]|_(?=[\d(])/g, "")
        .replace(/(\p{Lu}[\p{L}\d]*) \^?(\d?[+−-])(?=\s|$)/gu, "$1$2")
        .replace(/(\p{L})[\s·⋅*]*(cm|m|s|g|kg|mol|K|L|h)(?:\^?[-−–]1|⁻¹)(?!\d)/gu, "$1/$2"),
    ).replace(/[=<>≤≥≈~?!"“”;]+/g, " ");

  globalThis.folding = {
    fold,
    singular,
    split,
    joinNumbers,
    splitNumber,
    findNumbers,
    tidy,
    joint,
    empty: new Set(empty),
  };
})();
