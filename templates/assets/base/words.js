// The words of the scripts in the language of the issue, with its plurals and numbers. The build writes before
// all scripts which words there are.
(() => {
  "use strict";

  const { language, capitals, texts, english } = globalThis.fixedWords;
  const plurals = new Intl.PluralRules(language);
  let numbers = null; // made for the first long number: on a slow phone it takes as long as all our other scripts

  const isShort = (number) => Number.isInteger(number) && Math.abs(number) < 1000;

  /** A number with the separators of the language; anything else as it is. */
  const write = (value) => {
    if (typeof value !== "number" || isShort(value)) return value;
    numbers ??= new Intl.NumberFormat(language);
    return numbers.format(value);
  };

  /** A word by its name, with what is put in for {name}; `count` chooses the plural. */
  const words = (name, values = {}) => {
    const text = texts[name];
    const chosen = typeof text === "string" ? text : (text[plurals.select(values.count)] ?? text.other);
    return chosen.replace(/\{(\w+)\}/g, (_, value) => write(values[value]));
  };

  /** A name that begins with a capital as it is in the middle of a sentence. */
  words.inSentence = (name) =>
    capitals || /^.\p{Lu}/u.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1);

  /** Marks an element that shows or says a word as English, where the language of the issue lacks that word. */
  words.mark = (element, name) => {
    if (english.includes(name)) element.lang = "en";
    return element;
  };

  globalThis.words = words;
})();
