// The menu of a phone: a button opens it and leads into it, Escape closes it and leads back. A link that is followed
// closes it too, so that it is not open when the reader comes back.
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

  addEventListener("hashchange", () => menu.checked && menu.click());
  sidebar.addEventListener("click", ({ target }) => {
    if (menu.checked && target.closest("a[href]")) menu.click();
  });

  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.checked) {
      menu.click();
      button.focus();
    }
  });
})();
