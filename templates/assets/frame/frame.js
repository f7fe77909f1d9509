// The frame of a page: its colors, the title in the header, the marks in the contents, and the way back to the top. It
// stands in for the script of the theme, of which our pages need no more than this.
(() => {
  "use strict";

  const { body, documentElement: root } = document;
  const header = document.querySelector(".md-header");

  root.classList.replace("no-js", "js");

  // --- colors ---------------------------------------------------------------------------------------------

  const KEY = "__palette"; // under which a script in the page finds the choice before anything is seen
  const SYSTEM = "(prefers-color-scheme)";
  const prefersLight = matchMedia("(prefers-color-scheme: light)");
  const modes = [...document.querySelectorAll("[data-md-component=palette] button")];

  const read = (mode) =>
    Object.fromEntries(
      ["media", "scheme", "primary", "accent"].map((name) => [
        name,
        mode.getAttribute(`data-md-color-${name}`) ?? "",
      ]),
    );

  /** The colors of a mode; that of the system has those of the light or of the dark one. */
  function findColors(mode) {
    const colors = read(mode);
    if (colors.media !== SYSTEM) return colors;
    const media = `(prefers-color-scheme: ${prefersLight.matches ? "light" : "dark"})`;
    return { ...read(modes.find((one) => read(one).media === media) ?? mode), media: SYSTEM };
  }

  function describe(name, content) {
    let meta = document.querySelector(`meta[name="${name}"]`);
    if (!meta) {
      meta = Object.assign(document.createElement("meta"), { name });
      document.head.append(meta);
    }
    if (meta.content !== content) meta.content = content;
  }

  /** Shows the page in the colors of a mode, and only the button of this mode. An attribute that already has its
      value is not set: each change makes the browser compute the styles of the whole page again. */
  function color(index) {
    const colors = findColors(modes[index]);
    const isOther = body.getAttribute("data-md-color-scheme") !== colors.scheme;
    if (isOther) body.setAttribute("data-md-color-switching", ""); // nothing fades meanwhile
    for (const [name, value] of Object.entries(colors)) {
      if (body.getAttribute(`data-md-color-${name}`) !== value)
        body.setAttribute(`data-md-color-${name}`, value);
    }
    for (const [n, mode] of modes.entries()) mode.hidden = n !== index;
    describe("color-scheme", colors.scheme === "slate" ? "dark" : "light");
    requestAnimationFrame(() => {
      describe("theme-color", getComputedStyle(header).backgroundColor);
      if (isOther) body.removeAttribute("data-md-color-switching");
    });
    return { index, color: colors };
  }

  /** Which mode the reader has chosen, on this page or another, or else that of the system. */
  function findChosen() {
    try {
      const index = globalThis.__md_get(KEY)?.index;
      return Number.isInteger(index) && index in modes ? index : 0;
    } catch {
      return 0; // storage is closed, or holds something else
    }
  }

  if (modes.length) {
    let chosen = findChosen();
    color(chosen);
    for (const [index, mode] of modes.entries()) {
      mode.addEventListener("click", () => {
        chosen = (index + 1) % modes.length;
        globalThis.__md_set(KEY, color(chosen));
        modes[chosen].focus();
      });
    }
    prefersLight.addEventListener("change", () => color(chosen));
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return; // a page that the browser kept may not know what was chosen on the next one
      chosen = findChosen();
      color(chosen);
    });
  }

  // --- where the reader is --------------------------------------------------------------------------------

  const PASSED = 24; // pixels below the header where a heading counts as reached
  const EDGE = 60; // pixels in which tabs fade that lie beyond the edge
  const title = document.querySelector(".md-header__title");
  const heading = document.querySelector("h1");
  const top = document.querySelector(".md-top");
  const contents = [...document.querySelectorAll("[data-md-component=toc]")].map(readList);

  /** The links of a list of contents with the headings that they lead to. */
  function readList(list) {
    const links = [...list.querySelectorAll("a[href^='#']")];
    const found = links.map((link) => [
      link,
      document.getElementById(decodeURIComponent(link.hash.slice(1))),
    ]);
    return { shown: null, entries: found.filter(([, target]) => target) };
  }

  /** Marks the headings that were passed, and the last of them; the list is scrolled so that it can be seen. */
  function mark(list, line) {
    const reached = list.entries.filter(([, target]) => target.getBoundingClientRect().top <= line);
    const active = reached.at(-1)?.[0] ?? null;
    if (active === list.shown) return;
    list.shown = active;
    for (const [n, [link]] of list.entries.entries()) {
      link.classList.toggle("md-nav__link--passed", n < reached.length);
      link.classList.toggle("md-nav__link--active", link === active);
    }
    reveal(active);
  }

  /** Scrolls the column of a link, and nothing else, until the link can be seen. */
  function reveal(link) {
    const frame = link?.closest(".md-sidebar__scrollwrap");
    if (!frame || frame.scrollHeight <= frame.clientHeight) return;
    const [seen, all] = [link.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (seen.top < all.top || seen.bottom > all.bottom)
      frame.scrollTop += seen.top - all.top - frame.clientHeight / 2;
  }

  /** Scrolls the tabs, where they have not all room, until the one of this page can be seen. */
  function showTab() {
    const tab = document.querySelector(".md-tabs__item:has([aria-current])");
    if (!tab) return;
    const [seen, all] = [tab.getBoundingClientRect(), tab.parentElement.getBoundingClientRect()];
    tab.parentElement.scrollLeft = seen.right - all.right + EDGE;
  }

  let before = null; // where the page was scrolled to

  function follow() {
    const below = header.getBoundingClientRect().bottom;
    title?.classList.toggle("md-header__title--active", heading?.getBoundingClientRect().bottom <= below);
    const atEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 1;
    for (const list of contents) mark(list, atEnd ? innerHeight : below + PASSED);
    if (top && before !== null && scrollY !== before) show(scrollY > 0 && scrollY < before);
    before = scrollY;
  }

  /** The way back to the top is there for those who are on their way up. */
  function show(isSeen) {
    top.hidden = !isSeen;
    top.tabIndex = isSeen ? 0 : -1;
  }

  let waiting = false;

  function wait() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }

  for (const event of ["scroll", "resize"]) addEventListener(event, wait, { passive: true });
  if (top) {
    show(false);
    top.addEventListener("click", () => {
      scrollTo({ top: 0 });
      header.querySelector("a").focus({ preventScroll: true }); // the next key goes on from the top, too
    });
  }
  // Measured once the page is laid out, which need not happen before.
  requestAnimationFrame(() => {
    reveal(document.querySelector(".md-sidebar--primary .md-nav__link--active[href]"));
    showTab();
  });
  wait();
})();
