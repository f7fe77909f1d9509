// Citations and terms explain themselves in a panel beside the link: on hover, on focus, at the first tap.
// All that it shows is cloned from the page's own foot; a link that finds nothing there stays a plain link.
(() => {
  "use strict";

  const LINKS = "a[data-cite], a[data-term]";
  const OPEN_AFTER = 120; // ms: a mouse that only passes opens nothing
  const CLOSE_AFTER = 200; // ms: enough to move from the link into the panel
  const GAP = 6; // px between link and panel
  const MARGIN = 8; // px between panel and edge of the window
  const FAR = 120; // px that the link may be scrolled out of the window

  const root = document.documentElement;
  if (root.dataset.viTooltips || !("popover" in root)) return;
  root.dataset.viTooltips = "yes";

  const panel = make("div", "vi-tooltip");
  panel.id = "vi-tooltip";
  panel.popover = "manual"; // the top layer: nothing clips it, and it may stand right behind its link
  panel.tabIndex = -1;

  let shown = null; // the link that is explained
  let means = ""; // how it was opened: "hover", "focus" or "tap"
  let timer = 0;
  let pointer = ""; // the kind of pointer that was lifted last; a click itself does not tell it everywhere

  function make(name, className, ...children) {
    const element = document.createElement(name);
    element.className = className;
    element.append(...children);
    return element;
  }

  const copy = (element) => element.cloneNode(true).childNodes;
  const isOurs = (node) => shown?.contains(node) || panel.contains(node);

  // --- what it says ---------------------------------------------------------------------------------

  function opener(href, name) {
    const { words } = globalThis;
    const link = words.mark(make("a", "vi-open", words("open")), "open");
    link.href = href;
    link.setAttribute("aria-label", words("open_what", { what: name }));
    return link;
  }

  function explainWork(entry, canOpen) {
    const { short, year, href, journal } = entry.dataset;
    const [found, doi] = [entry.querySelector(".vi-finding"), entry.querySelector(".vi-doi")];
    const parts = [
      make("span", "vi-who", `${short} ${year}`),
      make("span", "vi-what", ...copy(entry.querySelector(".vi-title"))),
    ];
    if (found) parts.push(make("span", "vi-finding", ...copy(found)));
    if (journal || doi) {
      const place = make("span", "vi-appeared", ...(journal ? [make("em", "", journal)] : []));
      if (doi) place.append(journal ? " · " : "", doi.cloneNode(true));
      parts.push(place);
    }
    if (canOpen) parts.push(opener(href, `${short} ${year}`));
    return make("p", "vi-work", ...parts.flatMap((part, at) => (at ? [" ", part] : [part])));
  }

  function explainCitation(link, tapped) {
    const slugs = link.dataset.cite.split(" ");
    const entries = slugs.map((slug) => document.getElementById(`ref-${slug}`)).filter(Boolean);
    return entries.map((entry) => explainWork(entry, tapped || slugs.length > 1));
  }

  function explainTerm(link, tapped) {
    const about = document.getElementById(`about-${link.dataset.term}`);
    if (!about?.hasChildNodes()) return [];
    return [make("p", "", ...copy(about), ...(tapped ? [" ", opener(link.href, link.textContent)] : []))];
  }

  // --- opening and closing --------------------------------------------------------------------------

  function show(link, how) {
    const tapped = how === "tap";
    const content = link.dataset.cite ? explainCitation(link, tapped) : explainTerm(link, tapped);
    if (!content.length) return false;
    hide();
    [shown, means] = [link, how];
    panel.replaceChildren(...content);
    link.after(panel); // so that Tab and a screen reader come from the link into the panel
    panel.showPopover();
    place();
    (tapped ? introduce : describe)(link);
    return true;
  }

  function describe(link) {
    panel.setAttribute("role", panel.querySelector("a") ? "group" : "tooltip");
    panel.removeAttribute("aria-label"); // a label would take the place of the words as a description
    link.setAttribute("aria-describedby", panel.id);
  }

  function introduce(link) {
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
    panel.focus({ preventScroll: true });
  }

  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    panel.remove();
  }

  function soon(act, delay) {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  function leave() {
    soon(() => means === "hover" && hide(), CLOSE_AFTER);
  }

  // --- where it stands ------------------------------------------------------------------------------

  function place() {
    const lines = [...shown.getClientRects()];
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const below =
      last.bottom + GAP + panel.offsetHeight <= innerHeight || first.top < innerHeight - last.bottom;
    const top = below ? last.bottom + GAP : first.top - GAP - panel.offsetHeight;
    const room = root.clientWidth - panel.offsetWidth - MARGIN;
    const left = Math.max(MARGIN, Math.min((below ? last : first).left, room));
    panel.style.top = `${top + scrollY}px`;
    panel.style.left = `${left + scrollX}px`;
  }

  function keepPlace() {
    if (!shown) return;
    const { top, bottom } = shown.getBoundingClientRect();
    if (bottom < -FAR || top > innerHeight + FAR) hide();
    else place();
  }

  // --- the way back ---------------------------------------------------------------------------------

  // Back then returns to the sentence that was left, and :target marks it.
  function markPassage(link) {
    const passage = link.closest(".vi-sentence");
    if (passage) history.replaceState(history.state, "", `#${passage.id}`);
  }

  // A page that was kept in memory knows the new address, but only a navigation gives it its :target.
  function restorePassage({ persisted }) {
    const passage = document.getElementById(location.hash.slice(1));
    if (!persisted || !passage?.matches(".vi-sentence:not(:target)")) return;
    const top = scrollY;
    location.replace(location.hash);
    scrollTo({ top, behavior: "instant" });
  }

  // --- what happens ---------------------------------------------------------------------------------

  document.addEventListener("pointerover", ({ target, relatedTarget, pointerType }) => {
    if (pointerType === "touch") return;
    const link = target.closest(LINKS);
    if (link?.contains(relatedTarget)) return; // within the link, from one index of a formula to the next
    if (isOurs(target)) clearTimeout(timer);
    else if (link) soon(() => show(link, "hover"), OPEN_AFTER);
    else if (relatedTarget?.closest(`${LINKS}, .vi-tooltip`)) leave();
  });

  document.addEventListener("pointerout", ({ relatedTarget }) => {
    if (!relatedTarget) leave(); // out of the window
  });

  document.addEventListener("pointerup", ({ target, pointerType }) => {
    pointer = pointerType;
    if (!isOurs(target)) hide();
  });

  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches(":focus-visible")) return;
    if (isOurs(target)) means = means === "hover" ? "focus" : means;
    else if (target.matches(LINKS)) show(target, "focus");
  });

  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (!isOurs(target) || isOurs(relatedTarget)) return;
    if (relatedTarget || means === "focus") hide(); // a tap may take the focus away and give it to nothing
  });

  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !shown) return;
    if (panel.contains(document.activeElement)) shown.focus();
    hide();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const tapped = event.detail > 0 && pointer === "touch"; // the key Enter clicks without a count
    const again = link === shown && means === "tap";
    if (tapped && !again && link.matches(LINKS) && show(link, "tap")) event.preventDefault();
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) markPassage(link);
  });

  addEventListener("scroll", keepPlace, { capture: true, passive: true });
  addEventListener("resize", keepPlace);
  addEventListener("pagehide", hide);
  addEventListener("pageshow", restorePassage);
})();
