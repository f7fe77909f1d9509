// Opens the theme's search box to our own worker: gives its address to the theme and, on a site opened from disk,
// where browsers start no workers, does a worker's work in the page. Runs before the theme does.
(() => {
  "use strict";

  const settings = document.getElementById("__config");
  const here = document.currentScript.src;
  const address = new URL("search.js", here).href;
  settings.textContent = JSON.stringify({ ...JSON.parse(settings.textContent), search: address });

  if (location.protocol !== "file:") return;

  const load = (src) =>
    new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), {
        src,
        onload: resolve,
        onerror: reject,
      });
      document.head.append(script);
    });

  window.Worker = class extends EventTarget {
    #ready;

    constructor(url) {
      super();
      this.#ready = load(new URL("folding.js", here)).then(() => load(url));
    }

    async postMessage(message) {
      await this.#ready;
      const data = await window.replyToSearch(message);
      if (data) this.dispatchEvent(new MessageEvent("message", { data }));
    }
  };
})();
