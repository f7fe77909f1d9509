// A table is sorted by its heads and filtered by its tools; what is chosen stands in the address, to be shared.
// The page brings everything: the places of cells in each order, the keys of rows, the rows as CSV.
(() => {
  "use strict";

  const LETTERS = { "ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ß": "ss", "×": "x" }; // no form of these is plainer
  const REVERSE = { ascending: "descending", descending: "ascending" };

  /** Text as it is compared: without case, diacritics, raised and lowered figures, kinds of hyphen and space. */
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[łøæđß×]/g, (letter) => LETTERS[letter])
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\s+/g, " ");

  /** One table with its tools: `sorting` is the head that rules the order, if one does. */
  class DataTable {
    constructor(root) {
      this.root = root;
      this.form = root.querySelector(".tools");
      this.body = root.querySelector("tbody");
      this.heads = [...root.querySelectorAll("th[data-column]")];
      this.rows = [...this.body.rows];
      this.texts = this.rows.map((row) => fold([...row.cells].map((cell) => cell.textContent).join(" ")));
      this.sorting = null;
      this.heads.forEach((head, column) => this.makeSortable(head, column));
      this.listen();
      this.restore();
      this.form.hidden = false;
      root.querySelector(".take [hidden]").hidden = false;
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
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("reset", () => {
        this.sort(null);
        setTimeout(() => this.update()); // a form is empty only after this event
      });
      this.root.querySelector(".take button").addEventListener("click", () => this.download());
      window.addEventListener("hashchange", () => this.reveal());
    }

    // --- what is asked ------------------------------------------------------------------------------

    get fields() {
      return [...this.form.elements].filter((field) => field.name);
    }

    /** From the address to the tools; what it asks that the table lacks is passed over. */
    restore() {
      const asked = new URLSearchParams(location.search);
      for (const field of this.fields) {
        const value = asked.get(field.name) ?? "";
        const known = !field.options || [...field.options].some((option) => option.value === value);
        field.value = known ? value : "";
      }
      const head = this.heads.find(({ dataset }) => dataset.column === asked.get("sort"));
      this.sort(head ?? null, asked.get("dir") === "desc" ? "descending" : "ascending");
      this.show();
      if (location.search) this.target?.scrollIntoView(); // the browser went there before rows moved
    }

    /** From the tools to the address; parameters of others and the fragment stay. */
    remember() {
      const asked = new URLSearchParams(location.search);
      const chosen = { sort: this.sorting?.dataset.column, dir: this.sorting?.ariaSort === "descending" && "desc" };
      for (const field of this.fields) chosen[field.name] = field.value;
      for (const name of Object.keys(chosen)) asked.delete(name);
      for (const [name, value] of Object.entries(chosen)) if (value) asked.append(name, value);
      const query = String(asked) && `?${asked}`;
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    }

    update() {
      this.show();
      this.remember();
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

    show() {
      const words = fold(this.form.elements.find.value).split(" ");
      const chosen = this.fields.filter((field) => field.options && field.value);
      this.rows.forEach((row, number) => {
        const has = (field) => row.getAttribute(`data-is-${field.name}`).split(" ").includes(field.value);
        row.hidden = !chosen.every(has) || !words.every((word) => this.texts[number].includes(word));
      });
      this.body.append(...this.sorted);
      const shown = this.visible.length;
      this.root.querySelector(".count").textContent = `${shown} of ${this.rows.length}`;
      this.root.querySelector(".none").hidden = shown > 0;
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

    /** The rows that are seen, with all fields of the data, in the order in which they are seen. */
    download() {
      const lines = [this.root, ...this.visible].map(({ dataset }) => `${dataset.csv}\n`);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(lines, { type: "text/csv" }));
      link.download = `${this.root.dataset.name}-selection.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    }
  }

  for (const root of document.querySelectorAll(".data")) new DataTable(root);
})();
