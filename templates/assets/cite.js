// Buttons that copy a reference or a record, and say that they did.
(() => {
  "use strict";

  for (const button of document.querySelectorAll(".vi-copy")) {
    const status = button.closest(".vi-cite-panel").querySelector(".vi-copy-status");
    const { what } = button.dataset;
    button.hidden = false;
    button.addEventListener("click", () => {
      const done = globalThis.copyContents(document.getElementById(button.dataset.copies));
      status.textContent = ""; // so that a second copy is told as well
      setTimeout(() => {
        status.textContent = globalThis.words(done ? "copied_what" : "not_copied_what", { what });
      }, 50);
    });
  }
})();
