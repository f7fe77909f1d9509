// A reader's own selection: a box beside each work of a list, and a bar that makes a file of what is selected.
// The build writes before all scripts which works there are. Their records are read when they are first asked for.
(() => {
  "use strict";

  const { words } = globalThis;
  const { issue, works } = globalThis.selectable;
  const KEY = `${issue}.selection`;
  const RECORDS = new URL("records.js", document.currentScript.src).href;
  const places = [...document.querySelectorAll("[data-work]")];

  /** The selected works in the order of the issue; what is stored from an older issue is passed over. */
  function read() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(stored) ? works.filter((work) => stored.includes(work)) : [];
    } catch {
      return []; // storage is closed, or holds something else
    }
  }

  let selected = read();

  /** Keeps the selection for the other pages, where the browser allows it. */
  function store() {
    try {
      localStorage.setItem(KEY, JSON.stringify(selected));
    } catch {
      // then it lasts as long as the page
    }
  }

  // --- boxes ----------------------------------------------------------------------------------------------

  /** The title of the work, or else all that leads to it. */
  const findTitle = (place) =>
    (place.querySelector(".vi-title, .vi-column-title a") ?? place.querySelector("a")).textContent;

  /** A box beside a work; on the page of the work itself, what it does is written beside it. */
  function makeBox(place) {
    const { work } = place.dataset;
    const line = document.createElement("label");
    const box = document.createElement("input");
    line.className = "vi-select";
    box.type = "checkbox";
    box.value = work;
    box.addEventListener("change", () => select(work, box.checked));
    line.append(box);
    if (place.matches(".vi-choose")) {
      const told = words.mark(document.createElement("span"), "select_to_save");
      told.textContent = words("select_to_save");
      line.append(" ", told);
    } else box.ariaLabel = words("select_what", { what: findTitle(place) });
    (place.matches("tr") ? place.cells[0] : place).prepend(line);
    return box;
  }

  const boxes = places.map(makeBox);

  function select(work, isSelected) {
    selected = works.filter((other) => (other === work ? isSelected : selected.includes(other)));
    store();
    show();
  }

  // --- records --------------------------------------------------------------------------------------------

  async function load() {
    await globalThis.loadScript(RECORDS);
    return globalThis.records;
  }

  /** A file with the selected records in a format. */
  function save(records, number) {
    const { suffix, type } = records.formats[number];
    const name = `${issue}-selection.${suffix}`;
    globalThis.saveFile(name, [globalThis.joinRecords(records, selected, number)], type);
    return words("saved_what", { what: name });
  }

  /** The selected references as text, in the style of the issue. */
  function copy({ works: records }) {
    const list = document.createElement("div");
    list.className = "vi-copied";
    for (const work of selected) {
      const line = document.createElement("p");
      line.innerHTML = records[work].html;
      list.append(line);
    }
    document.body.append(list);
    const done = globalThis.copyContents(list);
    list.remove();
    return done ? words("copied_what", { what: count() }) : words("not_copied");
  }

  // --- the bar --------------------------------------------------------------------------------------------

  const count = () => words("references_count", { count: selected.length });

  const bar = document.createElement("section");
  const status = document.createElement("p");

  function tell(text) {
    status.textContent = text;
  }

  /** A button that does something with the records and says what it did. */
  function addAction(name, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.ariaLabel = label;
    button.addEventListener("click", async () => {
      try {
        tell(act(await load()));
      } catch {
        tell(words("records_not_loaded"));
      }
    });
    bar.append(button);
  }

  function addClear() {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words("clear");
    button.ariaLabel = words("clear_selection");
    button.addEventListener("click", () => {
      const box = boxes.find(({ checked }) => checked) ?? boxes[0];
      selected = [];
      store();
      show();
      box.focus(); // the bar is gone
    });
    bar.append(button);
  }

  function makeBar() {
    bar.className = "vi-selection";
    bar.ariaLabel = words("selected_references");
    words.mark(bar, "selected_references");
    status.setAttribute("role", "status");
    bar.append(status);
    for (const [number, name] of ["BibTeX", "RIS", "CSL-JSON"].entries())
      addAction(name, words("save_selected", { format: name }), (records) => save(records, number));
    addAction(words("copy"), words("copy_selected"), copy);
    addClear();
    places[0].closest("article, main").append(bar);
  }

  function show() {
    for (const box of boxes) box.checked = selected.includes(box.value);
    bar.hidden = selected.length === 0;
    document.documentElement.classList.toggle("vi-selecting", !bar.hidden);
    tell(words("selected_count", { count: selected.length }));
  }

  if (boxes.length) {
    makeBar();
    show();
    window.addEventListener("storage", ({ key }) => {
      if (key !== KEY && key !== null) return;
      selected = read();
      show();
    });
    window.addEventListener("pageshow", () => {
      selected = read();
      show();
    });
  }
})();
