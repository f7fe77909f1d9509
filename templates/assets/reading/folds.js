// What is folded opens for a link that leads into it or to its heading, and for print. Without this script, readers
// open it by hand, and newer browsers do the same by themselves.
(() => {
  "use strict";

  // What the address names; the browser may not have gone there yet, and anything may stand in an address.
  function find() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  }

  function follow() {
    const target = find();
    if (!target) return;
    const section = target.matches("h2, h3") ? target.nextElementSibling : target;
    const first = section?.matches(".vi-fold") ? section : section?.querySelector(".vi-fold");
    const folds = [first, ...around(target)].filter((fold) => fold && !fold.open);
    for (const fold of folds) fold.open = true;
    if (folds.length) target.scrollIntoView();
  }

  function* around(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details"))
      yield fold;
  }

  let opened = [];

  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("article details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
  follow();
})();
