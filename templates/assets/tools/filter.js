// The glossary and the references show the entries that have all words of the field above them; without this script,
// all of them are shown.
(() => {
  "use strict";

  const form = document.querySelector(".vi-list-filter");
  if (!form) return;

  const { fold, singular } = globalThis.folding;
  const read = (text) =>
    text
      .split(/[\s,;:()]+/)
      .map(fold)
      .filter(Boolean);
  const status = form.querySelector("[role=status]");
  const lists = [...document.querySelectorAll("main :is(.vi-terms, .vi-references)")];
  const entries = lists.flatMap((list) => [...list.children]).map((row) => [row, read(row.textContent)]);

  function filter() {
    const asked = read(form.elements.find.value);
    const fits = (known) =>
      asked.every((word) => known.some((one) => one.startsWith(word) || one.startsWith(singular(word))));
    let count = 0;
    for (const [row, known] of entries) {
      row.hidden = !fits(known);
      count += row.hidden ? 0 : 1;
    }
    for (const list of lists) {
      list.hidden = ![...list.children].some((row) => !row.hidden);
      const heading = list.previousElementSibling;
      if (heading.matches("h2"))
        for (const part of [heading, heading.previousElementSibling]) part.hidden = list.hidden;
    }
    status.textContent = asked.length ? globalThis.words("rows_shown", { count, all: entries.length }) : "";
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter(); // something may have been typed before this script came
  addEventListener("hashchange", () => {
    if (!document.querySelector("main [hidden] :target, main [hidden]:target")) return;
    form.reset();
    filter();
  });
})();
