"use strict";

// Loads the page again when the files it is made of have changed; the browser keeps the place.
(() => {
  const shown = document.currentScript.dataset.number;
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // A browser has few connections to one server: a page in the background keeps none of them.
  const whenSeen = () =>
    new Promise((resolve) => {
      if (document.visibilityState === "visible") {
        resolve();
      } else {
        document.addEventListener("visibilitychange", resolve, { once: true });
      }
    });

  async function ask() {
    const request = new AbortController();
    const stop = () => request.abort();
    document.addEventListener("visibilitychange", stop);
    try {
      const address = `/live/number?after=${shown}`;
      const answer = await fetch(address, { cache: "no-store", signal: request.signal });
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      return await answer.text();
    } catch {
      await pause(request.signal.aborted ? 0 : 1000); // hidden, or the preview has ended or starts again
      return shown;
    } finally {
      document.removeEventListener("visibilitychange", stop);
    }
  }

  async function wait() {
    do {
      await whenSeen();
    } while ((await ask()) === shown);
    location.reload();
  }

  wait();
})();
