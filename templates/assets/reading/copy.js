// What is copied says the same as the page: powers, charges and counts stay raised or lowered, as Unicode, the bar
// of a space group stands over its sign, mathematics is on one line, and a citation stands in brackets, never as one
// more digit of a number.
(() => {
  "use strict";

  const RAISED = ["0123456789+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"];
  const LOWERED = ["0123456789+−xnma", "₀₁₂₃₄₅₆₇₈₉₊₋ₓₙₘₐ"];
  const OVERLINE = "\u0305";
  const SIGNS = "sub, sup, .vi-bar, math";
  const SILENT = ".vi-anchor, .vi-tooltip"; // what stands on the page and is no part of its text

  /** The text with each sign in its raised or lowered form, where Unicode has one. */
  const shift = (text, [plain, shifted]) =>
    [...text].map((sign) => shifted[plain.indexOf(sign)] ?? sign).join("");

  function copySelected(selection) {
    const copy = document.createElement("div");
    copy.className = "vi-copied";
    for (let n = 0; n < selection.rangeCount; n += 1) copy.append(selection.getRangeAt(n).cloneContents());
    return copy;
  }

  /** What any program may take: whole addresses, no ids, citations set apart, the bar in a style of its own. */
  function prepare(copy) {
    for (const element of copy.querySelectorAll(SILENT)) element.remove();
    for (const citation of copy.querySelectorAll(".vi-cite"))
      citation.replaceWith(` ${citation.textContent}`);
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
    for (const bar of copy.querySelectorAll(".vi-bar")) bar.style.textDecoration = "overline";
  }

  /** For what takes only plain text, signs instead of tags. */
  function setSigns(copy) {
    for (const math of copy.querySelectorAll("math")) math.replaceWith(math.getAttribute("alttext"));
    for (const bar of copy.querySelectorAll(".vi-bar")) bar.replaceWith(bar.textContent + OVERLINE);
    for (const raised of copy.querySelectorAll("sup")) raised.replaceWith(shift(raised.textContent, RAISED));
    for (const lowered of copy.querySelectorAll("sub"))
      lowered.replaceWith(shift(lowered.textContent, LOWERED));
  }

  /** The text as it is laid out, with its line ends, which only an element on the page has, in its place there. */
  function readText(copy, place) {
    place.append(copy);
    // biome-ignore lint/performance/useDomNodeTextContent: textContent knows no line ends
    const text = copy.innerText;
    copy.remove();
    return text;
  }

  /** Copies what an element holds, as if a reader had selected it; says whether the browser allowed it. */
  globalThis.copyContents = (element) => {
    const selection = document.getSelection();
    const before = selection.rangeCount ? selection.getRangeAt(0) : null;
    selection.selectAllChildren(element);
    const done = document.execCommand("copy"); // works without network and without a permission
    selection.removeAllRanges();
    if (before) selection.addRange(before);
    return done;
  };

  document.addEventListener("copy", (event) => {
    if (document.activeElement?.matches("input:not([type=checkbox]), textarea")) return; // what was typed
    const selection = document.getSelection();
    const copy = copySelected(selection);
    if (!copy.querySelector(SIGNS)) return; // the browser copies that as well
    prepare(copy);
    event.clipboardData.setData("text/html", copy.innerHTML);
    setSigns(copy);
    const place = selection.getRangeAt(0).commonAncestorContainer;
    event.clipboardData.setData("text/plain", readText(copy, place.closest ? place : place.parentElement));
    event.preventDefault();
  });
})();
