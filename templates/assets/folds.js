// What is folded opens for a link that leads into it or to its heading, and for print. Without this script, readers
// open it by hand, and newer browsers do the same by themselves.
(() => {
  "use strict";

  function follow() {
    const target = document.querySelector(":target");
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
    opened = [...document.querySelectorAll(".vi-fold:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
  follow();
})();
