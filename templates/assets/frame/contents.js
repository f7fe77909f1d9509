// The contents of a page on a phone: a list that closes when a link in it is followed or the focus moves elsewhere.
(() => {
  "use strict";

  const contents = document.querySelector(".vi-contents");
  if (!contents) return;

  contents.addEventListener("click", ({ target }) => {
    if (target.closest("a")) contents.open = false;
  });
  for (const kind of ["click", "focusin"])
    document.addEventListener(kind, ({ target }) => {
      if (!contents.contains(target)) contents.open = false;
    });
  contents.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !contents.open) return;
    contents.open = false;
    contents.querySelector("summary").focus();
  });
})();
