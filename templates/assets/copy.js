// What is copied says what it says on the page: powers, charges and counts stay raised and lowered as Unicode, the
// bar of a space group stands over its sign, and citations stand in brackets, never as one more digit of a number.
(() => {
  "use strict";

  const RAISED = { from: "0123456789+−-()n", to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ" };
  const LOWERED = { from: "0123456789+−-()xnma", to: "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₓₙₘₐ" };
  const OVERLINE = "\u0305";
  const CHANGED = "sub, sup, .vi-bar, .vi-anchor";

  const shift = (text, { from, to }) => [...text].map((sign) => [...to][from.indexOf(sign)] ?? sign).join("");

  function selected(selection) {
    const copy = document.createElement("div");
    for (let n = 0; n < selection.rangeCount; n += 1) copy.append(selection.getRangeAt(n).cloneContents());
    return copy;
  }

  function change(copy) {
    for (const element of copy.querySelectorAll(".vi-anchor, .vi-tooltip")) element.remove();
    for (const element of copy.querySelectorAll(".vi-bar")) element.replaceWith(element.textContent + OVERLINE);
    for (const element of copy.querySelectorAll(".vi-cite")) element.replaceWith(` ${element.textContent}`);
    for (const element of copy.querySelectorAll("sup")) element.replaceWith(shift(element.textContent, RAISED));
    for (const element of copy.querySelectorAll("sub")) element.replaceWith(shift(element.textContent, LOWERED));
    for (const link of copy.querySelectorAll("a[href]")) link.href = link.href; // whole, wherever it is pasted
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
  }
})();
