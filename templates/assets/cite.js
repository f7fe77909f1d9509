// Buttons that copy a reference or a record, and say that they did.
(() => {
  "use strict";

  for (const button of document.querySelectorAll(".vi-copy")) {
    const status = button.closest(".vi-cite-panel").querySelector(".vi-copy-status");
    const what = button.ariaLabel.replace("Copy ", "");
    button.hidden = false;
    button.addEventListener("click", () => {
      const done = globalThis.copyContents(document.getElementById(button.dataset.copies));
      status.textContent = ""; // so that a second copy is told as well
      setTimeout(() => {
        status.textContent = done ? `Copied ${what}` : `The browser did not allow copying ${what}`;
      }, 50);
    });
  }
})();
