// Scripts with data, which a page loads when they are first needed. A page that is opened from a folder can load
// nothing but scripts.
(() => {
  "use strict";

  const loading = new Map();

  /** Loads a script once; one that could not be loaded is asked for again the next time. */
  globalThis.loadScript = (src) => {
    if (!loading.has(src)) {
      const loaded = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = src;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          script.remove();
          reject(new Error(`${src} could not be loaded`));
        });
        document.head.append(script);
      });
      loaded.catch(() => loading.delete(src));
      loading.set(src, loaded);
    }
    return loading.get(src);
  };
})();
