// The menu of a phone: a button opens it and leads into it, others lead from one of its lists to another, Escape closes
// it and leads back. A link that is followed closes it too, so that it is not open when the reader comes back.
(() => {
  "use strict";

  const menu = document.getElementById("__drawer"); // the unseen switch by which the theme opens its drawer
  const sidebar = document.querySelector(".md-sidebar--primary");

  /** A button in the place of one of the theme's labels, which no key reaches. */
  function makeButton(label, toggle) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = label.className;
    if (label.id) made.id = label.id;
    made.setAttribute("for", label.htmlFor); // by which the theme knows it
    made.append(...label.childNodes);
    made.addEventListener("click", () => toggle.click());
    label.replaceWith(made);
    return made;
  }

  const button = makeButton(document.querySelector(".md-header label[for=__drawer]"), menu);
  button.classList.add("vi-menu");
  button.ariaLabel = globalThis.words("menu");
  button.ariaExpanded = menu.checked;

  /** Makes the buttons that open a list and lead back from it; only an open menu needs them. */
  function makeListButtons() {
    for (const label of sidebar.querySelectorAll("label:not([for=__drawer])")) {
      const toggle = document.getElementById(label.htmlFor);
      const title = label.textContent.trim();
      const opener = makeButton(label, toggle);
      if (opener.matches(".md-nav__title")) opener.ariaLabel = globalThis.words("menu_back", { title });
      opener.addEventListener("click", () => {
        if (!opener.matches(":focus-visible")) return;
        const back = toggle.parentElement.querySelector(`:scope > button[for="${toggle.id}"]`);
        (toggle.checked ? findFirstLink() : back).focus();
      });
    }
  }

  /** The first link of the list that is on top: that of the section, where the page lies in one. */
  function findFirstLink() {
    const lists = [sidebar, ...sidebar.querySelectorAll(".md-nav__toggle:checked ~ .md-nav")];
    return lists.at(-1).querySelector("a[href]");
  }

  menu.addEventListener("change", () => {
    button.ariaExpanded = menu.checked;
    if (menu.checked) makeListButtons();
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
