// The glossary shows the terms that have all words of the field above them; without this script, all terms are shown.
(() => {
  "use strict";

  const form = document.querySelector(".vi-terms-filter");
  if (!form) return;

  const { fold, singular } = globalThis.folding;
  const read = (text) =>
    text
      .split(/[\s,;:()]+/)
      .map(fold)
      .filter(Boolean);
  const status = form.querySelector("[role=status]");
  const entries = [...document.querySelectorAll("main .vi-terms > div")].map((row) => [
    row,
    read(row.textContent),
  ]);

  function filter() {
    const asked = read(form.elements.find.value);
    const fits = (known) =>
      asked.every((word) => known.some((one) => one.startsWith(word) || one.startsWith(singular(word))));
    let count = 0;
    for (const [row, known] of entries) {
      row.hidden = !fits(known);
      count += row.hidden ? 0 : 1;
    }
    for (const list of document.querySelectorAll("main .vi-terms")) {
      list.hidden = ![...list.children].some((row) => !row.hidden);
      const heading = list.previousElementSibling;
      for (const part of [heading, heading.previousElementSibling]) part.hidden = list.hidden;
    }
    status.textContent = asked.length ? globalThis.words("term_count", { count }) : "";
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
