// The menu of a phone by the keyboard: its switch opens it and leads into it, Escape closes it and leads back. Search
// gives the focus back as well.
(() => {
  "use strict";

  const menu = document.getElementById("__drawer");
  const sidebar = document.querySelector(".md-sidebar--primary");
  let before = null; // what had the focus before the search box took it

  /** The first link of the list that is on top: that of the section, where the page lies in one. */
  function findFirstLink() {
    const lists = [sidebar, ...sidebar.querySelectorAll(".md-nav__toggle:checked ~ .md-nav")];
    return lists.at(-1).querySelector("a[href]");
  }

  menu.addEventListener("change", () => {
    if (menu.checked && menu.matches(":focus-visible")) findFirstLink().focus();
  });

  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    if (target.matches(".md-search__input")) before = relatedTarget;
  });

  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target === menu) {
      menu.click();
    } else if (key === "Escape" && target.matches(".md-search__input")) {
      setTimeout(() => before?.focus()); // after the theme has closed the box
    } else if (key === "Escape" && menu.checked) {
      menu.click();
      menu.focus();
    }
  });
})();
