// The dialog of the search: a combobox with a list, as the ARIA Authoring Practices describe it. What finds the
// answers, search.js, is fetched when it is first needed.
(() => {
  "use strict";

  const { words } = globalThis;

  const BATCH = 15; // results that are shown at first, and with each "show more"
  const PAUSE = 30; // milliseconds in which another key may still follow

  const dialog = document.querySelector(".vi-search");
  const opener = document.querySelector(".vi-search-open");
  if (!dialog || !opener) return;
  const field = dialog.querySelector("input");
  const kinds = dialog.querySelector(".vi-search-kinds");
  const status = dialog.querySelector(".vi-search-status");
  const list = dialog.querySelector(".vi-search-results");
  const foot = dialog.querySelector(".vi-search-foot");
  const more = dialog.querySelector("[data-action=more]");
  const help = status.innerHTML;
  const root = new URL("../", new URL(dialog.dataset.engine, document.baseURI));

  let answer = null; // to what was asked last
  let kind = null; // the one kind that is shown, if the reader has chosen one
  let asked = 0; // questions so far: an answer that a later question has overtaken is not shown

  // --- what finds the answers ----------------------------------------------------------------------------

  const loadEngine = async () => {
    await globalThis.loadScript(dialog.dataset.engine); // where that fails, the next key tries again
    return globalThis.siteSearch;
  };

  const warm = () =>
    loadEngine()
      .then((search) => search.warm())
      .catch(() => {}); // a question tries again, and says so if that fails too

  // --- making elements -----------------------------------------------------------------------------------

  const make = (tag, className, html = "") => {
    const made = document.createElement(tag);
    made.className = className;
    made.innerHTML = html; // of the index, which the build has escaped
    return made;
  };

  const say = (...lines) => {
    status.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
  };

  const makeOption = (result, number) => {
    const option = make("a", "vi-found");
    option.id = `vi-found-${number}`;
    option.role = "option";
    option.tabIndex = -1;
    option.ariaSelected = "false";
    option.href = new URL(result.address, root).href;
    const label = result.nearest ? words("nearest", { kind: words.inSentence(result.kind) }) : result.kind;
    option.append(make("span", "vi-found-title", result.title), make("span", "vi-found-kind", label));
    if (result.nearest) option.classList.add("vi-found-nearest");
    if (result.lead) option.append(make("span", "vi-found-lead", result.lead));
    if (result.text) {
      const text = make("span", "vi-found-text", result.text);
      if (result.part) text.prepend(make("span", "vi-found-part", `${result.part}: `));
      option.append(text);
    }
    return option;
  };

  const makeKind = (name, count, value) => {
    const button = make("button", "vi-search-kind", `${name} <span>${count}</span>`);
    button.type = "button";
    button.ariaPressed = value === kind;
    button.addEventListener("click", () => {
      kind = value;
      for (const other of kinds.children) other.ariaPressed = other === button;
      fill();
    });
    return button;
  };

  // --- what is shown -------------------------------------------------------------------------------------

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    const before = active();
    if (before) before.ariaSelected = "false";
    if (option) {
      option.ariaSelected = "true";
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };

  const countOf = (value) =>
    value === null ? answer.total : (answer.kinds.find((one) => one.kind === value)?.count ?? 0);

  const sayCount = (query) => {
    const total = countOf(kind);
    const absent = answer.absent.map((name) =>
      words(answer.nearest.length ? "not_in_issue_nearest" : "not_in_issue", { name }),
    );
    const respelled = answer.respelled.map((name) => words("respelled", { name }));
    const found = words("result_count", { count: total });
    const nothing = words("nothing_found", { query });
    say(...absent, ...respelled, ...(total || !absent.length ? [total ? found : nothing] : []));
  };

  const showKinds = () => {
    kinds.hidden = answer.kinds.length < 2;
    kinds.replaceChildren(
      makeKind(words("all"), answer.total, null),
      ...answer.kinds.map(({ kind, name, count }) => makeKind(name, count, kind)),
    );
  };

  const addResults = async () => {
    const [of, restricted] = [answer, kind];
    const shown = list.children.length;
    const results = await of.show(shown, BATCH, restricted);
    if (of !== answer || restricted !== kind || shown !== list.children.length) return;
    list.append(...results.map((result, n) => makeOption(result, shown + n)));
    const rest = countOf(kind) - list.children.length;
    more.hidden = rest <= 0;
    const count = Math.min(rest, BATCH);
    const last = rest === count;
    words.mark(more, last ? "show_last" : "show_more_of");
    more.textContent = words(last ? "show_last" : "show_more_of", { count, rest });
  };

  const fill = async () => {
    choose(null);
    list.replaceChildren();
    list.scrollTop = 0;
    const total = countOf(kind);
    list.hidden = foot.hidden = !total;
    field.ariaExpanded = total > 0;
    sayCount(field.value.trim());
    await addResults();
  };

  const clear = () => {
    answer = null;
    choose(null);
    list.replaceChildren();
    list.hidden = foot.hidden = kinds.hidden = true;
    field.ariaExpanded = "false";
    status.innerHTML = help;
    list.ariaBusy = "false";
  };

  const ask = async () => {
    asked += 1;
    const question = asked;
    const query = field.value.trim();
    if (!query) return clear();
    list.ariaBusy = "true";
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (question !== asked) return;
    try {
      const found = await (await loadEngine()).find(query);
      if (question !== asked) return;
      answer = found;
      if (!countOf(kind)) kind = null;
      showKinds();
      await fill();
      if (question === asked) list.ariaBusy = "false";
    } catch {
      if (question !== asked) return;
      clear();
      say(words("search_not_loaded"));
    }
  };

  // --- what the reader does ------------------------------------------------------------------------------

  const open = () => {
    if (dialog.open) return;
    warm();
    dialog.showModal();
    field.select();
  };

  const move = (key) => {
    const all = options();
    const at = all.indexOf(active());
    const steps = {
      ArrowDown: at + 1 < all.length ? at + 1 : 0,
      ArrowUp: at > 0 ? at - 1 : all.length - 1,
      Home: 0,
      End: all.length - 1,
    };
    choose(all[steps[key]]);
  };

  field.addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event;
    if (isComposing || altKey || !list.children.length) return;
    const moves = /^Arrow(?:Down|Up)$/.test(key) || (/^(?:Home|End)$/.test(key) && active() && !shiftKey);
    if (moves) {
      event.preventDefault();
      move(key);
    } else if (key === "Enter") {
      event.preventDefault();
      const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
      (active() ?? list.firstElementChild).dispatchEvent(new MouseEvent("click", click));
    }
  });

  field.addEventListener("input", ask);
  field.addEventListener("focus", warm);
  for (const event of ["pointerenter", "focus"]) opener.addEventListener(event, warm);
  opener.addEventListener("click", open);
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await addResults();
    choose(list.children[first]);
    field.focus();
  });

  dialog.addEventListener("click", (event) => {
    const box = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y, target, ctrlKey, metaKey, shiftKey } = event;
    const outside = x < box.left || x > box.right || y < box.top || y > box.bottom;
    const leaves = target.closest(".vi-found") && !(ctrlKey || metaKey || shiftKey);
    if (target.closest("[data-action=close]") || leaves || (target === dialog && outside)) dialog.close();
  });

  // No single key opens the search: speech input may press one by mistake.
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() !== "k" || !(ctrlKey || metaKey) || altKey || shiftKey) return;
    event.preventDefault();
    open();
  });
})();
