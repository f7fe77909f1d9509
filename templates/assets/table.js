// A table is sorted by its heads and filtered by its tools; what is chosen stands in the address, to be shared.
// The page brings everything: the places of cells in each order, the keys of rows, the rows as CSV.
(() => {
  "use strict";

  const REVERSE = { ascending: "descending", descending: "ascending" };

  const { fold, split } = globalThis.folding;

  /** A word, or the elements of a formula, by any of which it is found. */
  const divide = (word) => (/\d|\p{Ll}\p{Lu}/u.test(word) ? word.split(/(?=\p{Lu})/u) : [word]);

  /** The folded words of a text in one run, and where each of them, or a part of it, begins. */
  const readWords = (text) => {
    const starts = new Set();
    let run = "";
    for (const part of text.split(/\s+/).flatMap(divide).flatMap(split)) {
      starts.add(run.length);
      run += part;
    }
    return { run, starts };
  };

  /** Whether a word that was typed stands in a text from the beginning of a word on. */
  const isIn = ({ run, starts }, word) => {
    let at = run.indexOf(word);
    while (at >= 0 && !starts.has(at)) at = run.indexOf(word, at + 1);
    return at >= 0;
  };

  /** One table with its tools: `sorting` is the head that rules the order, if one does. */
  class DataTable {
    constructor(root) {
      this.root = root;
      this.form = root.querySelector(".vi-tools");
      this.facets = [...this.form.querySelectorAll("details")];
      this.body = root.querySelector("tbody");
      this.heads = [...root.querySelectorAll("th[data-column]")];
      this.rows = [...this.body.rows];
      const formulas = (cell) =>
        [...cell.querySelectorAll("math")].map((math) => math.getAttribute("alttext"));
      // what is found, and not seen
      const text = (cell) => [cell.textContent, cell.dataset.also, ...formulas(cell)].join(" ");
      this.texts = this.rows.map((row) => readWords([...row.cells].map(text).join(" ")));
      this.sorting = null;
      for (const [column, head] of this.heads.entries()) this.makeSortable(head, column);
      this.listen();
      this.restore();
      this.form.hidden = false;
      root.querySelector(".vi-download [hidden]").hidden = false;
    }

    makeSortable(head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        this.sort(head, REVERSE[head.ariaSort] ?? "ascending");
        this.update();
      });
      head.append(button);
      head.column = column;
    }

    listen() {
      this.form.addEventListener("input", () => this.update());
      this.form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      for (const kind of ["click", "focusin"])
        document.addEventListener(kind, ({ target }) => this.leave(target));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("reset", () => {
        this.sort(null);
        setTimeout(() => this.update()); // a form is empty only after this event
      });
      this.root.querySelector(".vi-download button").addEventListener("click", () => this.download());
      window.addEventListener("hashchange", () => this.reveal());
    }

    // --- what is asked ------------------------------------------------------------------------------

    get boxes() {
      return this.form.querySelectorAll("[type=checkbox]");
    }

    /** From the address to the tools; what it asks that the table lacks is passed over. */
    restore() {
      const asked = new URLSearchParams(location.search);
      this.form.elements.find.value = asked.get("find") ?? "";
      for (const box of this.boxes) box.checked = asked.getAll(box.name).includes(box.value);
      const head = this.heads.find(({ dataset }) => dataset.column === asked.get("sort"));
      this.sort(head ?? null, asked.get("dir") === "desc" ? "descending" : "ascending");
      this.show();
      if (location.search) this.target?.scrollIntoView(); // the browser went there before rows moved
    }

    /** From the tools to the address; parameters of others and the fragment stay. */
    remember() {
      const asked = new URLSearchParams(location.search);
      for (const { name } of this.form.elements) asked.delete(name);
      for (const name of ["sort", "dir"]) asked.delete(name);
      if (this.sorting) asked.append("sort", this.sorting.dataset.column);
      if (this.sorting?.ariaSort === "descending") asked.append("dir", "desc");
      for (const [name, value] of new FormData(this.form)) if (value) asked.append(name, value);
      const query = String(asked) && `?${asked}`;
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    }

    update() {
      this.show();
      this.remember();
    }

    /** A facet that was opened closes when the hand goes elsewhere. */
    leave(target) {
      for (const facet of this.facets) if (!facet.contains(target)) facet.open = false;
    }

    close() {
      const facet = this.facets.find(({ open }) => open);
      facet?.querySelector("summary").focus();
      if (facet) facet.open = false;
    }

    // --- what is shown ------------------------------------------------------------------------------

    sort(head, direction) {
      this.sorting?.removeAttribute("aria-sort");
      this.sorting = head;
      head?.setAttribute("aria-sort", direction);
    }

    /** Rows by the place of their cell, equal ones as they were written; those without a place come last. */
    get sorted() {
      if (!this.sorting) return this.rows;
      const sign = this.sorting.ariaSort === "descending" ? -1 : 1;
      const place = (row) => row.cells[this.sorting.column].dataset.sort;
      const compare = (a, b) => (a === undefined) - (b === undefined) || sign * (a - b) || 0;
      return this.rows.toSorted((a, b) => compare(place(a), place(b)));
    }

    /** A row fits that has all words and, of each facet that is asked, any of the values chosen. */
    show() {
      const asked = new FormData(this.form);
      const words = asked.get("find").split(/\s+/).map(fold).filter(Boolean);
      asked.delete("find");
      const names = [...new Set(asked.keys())];
      this.rows.forEach((row, number) => {
        const keys = (name) => row.getAttribute(`data-is-${name}`).split(" ");
        const has = (name) => keys(name).some((key) => asked.getAll(name).includes(key));
        row.hidden = !names.every(has) || !words.every((word) => isIn(this.texts[number], word));
      });
      this.tell();
      this.body.append(...this.sorted);
      const shown = this.visible.length;
      this.root.querySelector(".vi-count").textContent = `${shown} of ${this.rows.length}`;
      this.root.querySelector(".vi-no-rows").hidden = shown > 0;
    }

    /** Each facet says what is chosen in it: the one value, or how many. */
    tell() {
      for (const facet of this.facets) {
        const chosen = [...facet.querySelectorAll(":checked + span")];
        const said = chosen.length > 1 ? `${chosen.length} chosen` : chosen[0]?.textContent;
        facet.querySelector(".vi-chosen").textContent = said ?? "All";
      }
    }

    get visible() {
      return this.sorted.filter((row) => !row.hidden);
    }

    get target() {
      const row = document.getElementById(location.hash.slice(1));
      return this.rows.includes(row) ? row : null;
    }

    /** A row that a link on the page leads to is shown, whatever was asked before. */
    reveal() {
      if (!this.target?.hidden) return;
      this.form.reset();
      setTimeout(() => this.target.scrollIntoView());
    }

    // --- what is taken along ------------------------------------------------------------------------

    /** The rows that are seen, with all fields of the data, in the order in which they are seen.
        The byte order mark tells spreadsheets that the file is in UTF-8. */
    download() {
      const lines = [this.root, ...this.visible].map(({ dataset }) => `${dataset.csv}\n`);
      globalThis.saveFile(`${this.root.dataset.name}-selection.csv`, ["\ufeff", ...lines], "text/csv");
    }
  }

  for (const root of document.querySelectorAll(".vi-data:has(.vi-tools)")) new DataTable(root);
})();
