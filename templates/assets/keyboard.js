// The menu of a phone by the keyboard: a button opens it and leads into it, Escape closes it and leads back. No
// single key does anything, for speech input may press one by mistake.
(() => {
  "use strict";

  const menu = document.getElementById("__drawer"); // the unseen switch by which the theme opens its drawer
  const sidebar = document.querySelector(".md-sidebar--primary");

  /** The button in the place of the theme's label, which no key reaches. */
  function makeButton() {
    const label = document.querySelector(".md-header label[for=__drawer]");
    const made = document.createElement("button");
    made.type = "button";
    made.className = `${label.className} vi-menu`;
    made.ariaLabel = globalThis.words("menu");
    made.ariaExpanded = menu.checked;
    made.append(...label.childNodes);
    made.addEventListener("click", () => menu.click());
    label.replaceWith(made);
    return made;
  }

  const button = makeButton();

  /** The first link of the list that is on top: that of the section, where the page lies in one. */
  function findFirstLink() {
    const lists = [sidebar, ...sidebar.querySelectorAll(".md-nav__toggle:checked ~ .md-nav")];
    return lists.at(-1).querySelector("a[href]");
  }

  menu.addEventListener("change", () => {
    button.ariaExpanded = menu.checked;
    if (menu.checked && button.matches(":focus-visible")) findFirstLink().focus();
  });

  /** The theme listens for single letters. They are kept from it, except in a field that is being typed in. */
  window.addEventListener(
    "keydown",
    (event) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key.length === 1 && !ctrlKey && !metaKey && !altKey && !target.matches("input, textarea"))
        event.stopPropagation();
    },
    true,
  );

  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.checked) {
      menu.click();
      button.focus();
    }
  });
})();
