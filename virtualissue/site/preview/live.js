"use strict";

// Loads the page again when the files it is made of have changed; the browser keeps the place.
//
// A browser has few connections to one server: one page, whichever holds the lock, asks for all that are open.
(() => {
  const shown = document.currentScript.dataset.number;
  const pages = new BroadcastChannel("live");
  let isLeaving = false;

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const whenSeen = () =>
    new Promise((resolve) => {
      if (document.visibilityState === "visible") {
        resolve();
      } else {
        document.addEventListener("visibilitychange", resolve, { once: true });
      }
    });

  async function follow(number) {
    if (number && number !== shown && !isLeaving) {
      isLeaving = true;
      await whenSeen();
      location.reload();
    }
  }

  async function ask(known) {
    try {
      const answer = await fetch(`/live/number?after=${known}`, { cache: "no-store" });
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      return await answer.text();
    } catch {
      await pause(1000); // the preview has ended or starts again
      return known;
    }
  }

  async function askForAll() {
    for (let number = shown; ; ) {
      number = await ask(number);
      pages.postMessage(number);
      follow(number);
    }
  }

  pages.addEventListener("message", (event) => follow(event.data));
  navigator.locks.request("live", askForAll);
  ask("").then(follow); // at once: it may have changed before this page could be told
})();
