// Words as they are compared by the search and by the tables. The build puts the tables of text/folding.py in
// front of this file, as `foldingTables`.
(() => {
  "use strict";

  const { letters, joints, empty, ...tables } = globalThis.foldingTables;
  const patterns = (table) => table.map(([pattern, replacement]) => [new RegExp(pattern), replacement]);
  const rules = patterns(tables.rules);
  const plurals = patterns(tables.plurals);
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

  globalThis.folding = { fold, singular, split, empty: new Set(empty) };
})();
