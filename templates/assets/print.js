// What each printed sheet says of its page: title and address. They stand at the edges, where only a stylesheet writes;
// it is told of them only for print, since that makes the browser find the styles of the whole page again.
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
