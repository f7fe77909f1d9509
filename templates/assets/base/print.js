// The title and the address of the page at the edges of each printed sheet, where only a stylesheet can write. They
// are set only for printing, because that makes the browser compute the styles of the whole page again.
(() => {
  "use strict";

  const { style } = document.documentElement;
  const address = document.querySelector(".vi-address > span");

  // Where the issue declares no address of its own, the page is where it has been read.
  if (!document.querySelector("link[rel=canonical]") && location.protocol !== "file:")
    address.textContent = location.origin + location.pathname;
  addEventListener("beforeprint", () => {
    style.setProperty("--vi-sheet-title", JSON.stringify(document.title));
    style.setProperty("--vi-sheet-address", JSON.stringify(address.textContent));
  });
})();
