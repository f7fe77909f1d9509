"use strict";

// Loads the page again when the files it is made of have changed; the browser keeps the place.
(() => {
  const shown = document.currentScript.dataset.number;
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  async function wait() {
    for (;;) {
      try {
        const answer = await fetch(`/live/number?after=${shown}`, { cache: "no-store" });
        if (answer.ok && (await answer.text()) !== shown) {
          location.reload();
          return;
        }
      } catch {
        await pause(1000); // the preview has ended, or starts again
      }
    }
  }

  wait();
})();
