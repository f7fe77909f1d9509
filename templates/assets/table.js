// A table is sorted by its heads and filtered by its tools; what is chosen stands in the address, to be shared.
// The page brings the rows as they are seen. All else is loaded at the first use of the table: the places of cells in
// each order, the choices of the filters, further words of the rows, the rows as CSV.
(() => {
  "use strict";

  const { words } = globalThis;

  const REVERSE = { ascending: "descending", descending: "ascending" };
  const PAGE = matchMedia("(width < 45em)").matches ? 20 : 50; // rows shown at first, and with each step
  const LONG = 12; // values from which on a facet has a box to find one of them

  const { fold, singular, joint, splitNumber, findNumbers, tidy, empty } = globalThis.folding;

  // --- words ----------------------------------------------------------------------------------------------

  const VARIABLE = /^[xyzδ]$/; // the beginning of no word: Zn1-xPS4 is not found by XPS

  /** A part of a word, or the elements of a formula, by any of which it is found. */
  const divide = (part) => (/\d|\p{Ll}\p{Lu}/u.test(part) ? part.split(/(?=\p{Lu})/u) : [part]);

  const known = new Map();

  /** The folded run from each place on where it is found: pb3o4 and o4. */
  const readRun = (run) => {
    if (!known.has(run)) {
      const parts = run.split(joint).flatMap(divide);
      const folded = parts.map(fold);
      const begun = parts.map((part, n) => (n && VARIABLE.test(part) ? "" : folded.slice(n).join("")));
      known.set(run, [fold(run), ...begun].filter(Boolean));
    }
    return known.get(run);
  };

  /** All beginnings of the words of a text, each in a line of its own. */
  const readBeginnings = (text) => `\n${[...new Set(text.split(/\s+/).flatMap(readRun))].join("\n")}`;

  const begins = (beginnings, word) =>
    beginnings.includes(`\n${word}`) || beginnings.includes(`\n${singular(word)}`);

  /** What was typed in runs; words without meaning of their own count only if there are no others. */
  const readRuns = (typed) => {
    const runs = tidy(typed).split(/\s+/).filter(fold);
    const telling = runs.filter((run) => !empty.has(fold(run)));
    return telling.length ? telling : runs;
  };

  const joined = (text) => text.split(/\s+/).map(fold).join("");

  // --- a row ----------------------------------------------------------------------------------------------

  /** A row with all by which it is found and sorted; its words are read when they are first asked for. */
  class Row {
    #text = null;
    #beginnings = null;
    #numbers = null;

    constructor(element, number, table) {
      Object.assign(this, { element, number, table });
    }

    /** All that the row shows, with its names and with its values under every facet. */
    get text() {
      if (this.#text === null) {
        const { element, number, table } = this;
        const formulas = [...element.querySelectorAll("math")].map((math) => math.getAttribute("alttext"));
        const values = table.facets.flatMap((facet) => facet.findTexts(number));
        const shown = Array.from(element.cells, (cell) => cell.textContent);
        this.#text = [...shown, table.data.rows[number].words, ...formulas, ...values].join(" ");
      }
      return this.#text;
    }

    /** The beginnings of its words. */
    get beginnings() {
      this.#beginnings ??= readBeginnings(this.text);
      return this.#beginnings;
    }

    /** Its numbers, which are read only where one is looked for. */
    get numbers() {
      this.#numbers ??= new Set(findNumbers(this.text));
      return this.#numbers;
    }
  }

  // --- a facet --------------------------------------------------------------------------------------------

  /** One of the properties to filter by; its values are written out when they are first needed. */
  class Facet {
    choices = []; // its values: of each the key, the text, and the number of rows
    rows = []; // of each row, the numbers of its values

    constructor(element) {
      this.element = element;
      this.name = element.dataset.name;
      this.title = element.querySelector(".vi-name").textContent;
    }

    /** The values of a row as text; having none is no value. */
    findTexts(number) {
      const values = this.rows[number].map((value) => this.choices[value]);
      return values.map(([key, text]) => (key === "-" ? "" : text));
    }

    /** Whether a row has one of the values with these keys. */
    fits(number, keys) {
      return this.rows[number].some((value) => keys.has(this.choices[value][0]));
    }

    write() {
      const field = this.element.querySelector("fieldset");
      if (field.querySelector("label")) return;
      if (this.choices.length > LONG) field.append(this.makeBox());
      for (const [key, text, count] of this.choices) {
        const label = document.createElement("label");
        const box = document.createElement("input");
        const name = document.createElement("span");
        const size = document.createElement("span");
        Object.assign(box, { type: "checkbox", name: this.name, value: key });
        name.textContent = text;
        Object.assign(size, { className: "vi-size", textContent: `(${count})` });
        label.append(box, name, " ", size);
        field.append(label);
      }
    }

    /** A box in which the values are narrowed down to those that begin so. */
    makeBox() {
      const box = document.createElement("input");
      box.type = "search";
      box.ariaLabel = words("find_in", { list: this.title });
      box.placeholder = words("find");
      box.addEventListener("input", (event) => {
        event.stopPropagation();
        this.narrow(box.value);
      });
      return box;
    }

    narrow(typed) {
      const runs = readRuns(typed);
      for (const label of this.element.querySelectorAll("label")) {
        const beginnings = readBeginnings(label.querySelector("span").textContent);
        label.hidden = !runs.every((run) => begins(beginnings, fold(run)));
      }
    }

    choose(values) {
      const known = values.filter((value) => this.choices.some(([key]) => key === value));
      if (known.length) this.write();
      for (const box of this.element.querySelectorAll("[type=checkbox]"))
        box.checked = known.includes(box.value);
    }

    get chosen() {
      return [...this.element.querySelectorAll(":checked + span")].map((name) => name.textContent);
    }

    /** It says what is chosen in it: the one value, or how many. */
    tell() {
      const { chosen } = this;
      this.element.querySelector(".vi-chosen").textContent =
        chosen.length > 1 ? words("chosen_count", { count: chosen.length }) : (chosen[0] ?? words("all"));
      this.element.classList.toggle("vi-used", chosen.length > 0);
    }
  }

  // --- a table --------------------------------------------------------------------------------------------

  /** One table with its tools: `sorting` is the head that rules the order, if one does. */
  class DataTable {
    constructor(root) {
      this.root = root;
      this.form = root.querySelector(".vi-tools");
      this.facets = [...this.form.querySelectorAll(".vi-facet")].map((element) => new Facet(element));
      this.order = this.form.querySelector(".vi-sort select");
      this.body = root.querySelector("tbody");
      this.heads = [...root.querySelectorAll("th[data-column]")];
      this.rows = [...this.body.rows].map((element, number) => new Row(element, number, this));
      this.data = null; // until the table is first used
      this.sorting = null;
      this.limit = PAGE;
      this.shown = this.rows;
      for (const [column, head] of this.heads.entries()) this.makeSortable(head, column);
      this.listen();
      this.named = this.target; // the row that the address names, shown whatever else is asked
      const { find } = this.form.elements;
      const asked = new URLSearchParams(location.search);
      if (find.value) asked.set("find", find.value); // typed before this script came
      find.value = "";
      this.show();
      this.goToNamed();
      if (["find", "sort", ...this.facets.map(({ name }) => name)].some((name) => asked.has(name))) {
        find.value = asked.get("find") ?? ""; // more may be typed before the data come
        if (!this.named) this.awaitRows();
        this.use(() => this.restore(asked)).finally(() => root.classList.remove("vi-waiting"));
      }
      const sizes = new ResizeObserver(() => this.fit()); // at first, and whenever rows or the window change
      for (const element of [root, root.querySelector("table")]) sizes.observe(element);
    }

    /** Loads what a script says of the table, and returns it, or nothing where that fails. */
    async load(source, name) {
      try {
        await globalThis.loadScript(source);
        return globalThis.tables[name];
      } catch {
        return null;
      }
    }

    /** Says that a file is missing. The text is not set twice, because it would be read aloud again. */
    complain(source) {
      const count = this.root.querySelector(".vi-count");
      const text = words("table_not_loaded", { file: source.split("?")[0] });
      if (count.textContent !== text) count.textContent = text;
    }

    /** Does something for which the data of the table are needed; they are loaded if they are not there yet. */
    async use(act) {
      const { name, source } = this.root.dataset;
      if (!this.data) {
        const data = await this.load(source, name);
        if (data && !this.data) this.take(data); // it may have been asked for more than once
      }
      if (this.data) act?.();
      else if (act) this.complain(source);
    }

    take(data) {
      this.data = data;
      this.synonyms = new Map(Object.entries(data.synonyms).map(([name, same]) => [joined(name), same]));
      for (const [n, facet] of this.facets.entries()) {
        facet.choices = data.filters[n];
        facet.rows = data.rows.map(({ values }) => values[n]);
      }
      this.readWords();
    }

    makeSortable(head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        this.use(() => {
          this.sort(head, REVERSE[head.ariaSort] ?? "ascending");
          this.update();
        });
      });
      head.append(button);
      head.column = column;
    }

    listen() {
      const { form, root } = this;
      this.order.addEventListener("input", () => {
        const [column, direction] = this.order.value.split(" ");
        this.use(() => this.sort(this.findHead(column), direction));
      });
      form.addEventListener("input", () => this.use(() => this.update()));
      for (const kind of ["focusin", "pointerover"])
        form.addEventListener(kind, () => this.use(), { once: true });
      for (const facet of this.facets)
        facet.element.firstElementChild.addEventListener("click", () => this.use(() => facet.write()));
      form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => this.clear());
      form.querySelector(".vi-more-filters")?.addEventListener("click", ({ target }) => {
        target.ariaExpanded = String(form.classList.toggle("vi-all"));
      });
      for (const kind of ["click", "focusin"])
        document.addEventListener(kind, ({ target }) => this.leave(target));
      root.querySelector(".vi-download button").addEventListener("click", () => this.download());
      root.querySelector(".vi-further-rows button").addEventListener("click", () => this.showFurther());
      window.addEventListener("hashchange", () => this.reveal());
      window.addEventListener("beforeprint", () => this.render(this.rows.length));
      window.addEventListener("afterprint", () => this.render());
    }

    /** Reads the words of all rows while the browser is idle, so that no key waits for them. */
    readWords() {
      const rows = [...this.rows];
      const read = (deadline) => {
        while (rows.length && deadline.timeRemaining() > 2) rows.pop().beginnings;
        if (rows.length) requestIdleCallback(read);
      };
      globalThis.requestIdleCallback?.(read);
    }

    findHead(column) {
      return this.heads.find(({ dataset }) => dataset.column === column) ?? null;
    }

    // --- what is asked ------------------------------------------------------------------------------

    /** Chooses in the tools what the address asks for; values that the table does not have are ignored. */
    restore(asked) {
      for (const facet of this.facets) facet.choose(asked.getAll(facet.name));
      this.sort(this.findHead(asked.get("sort")), asked.get("dir") === "desc" ? "descending" : "ascending");
      this.show();
      this.goToNamed();
    }

    /** Scrolls to the table before its data arrive, so that nothing moves when they do; the rows are hidden until
        they are filtered. For a reader who comes back, the browser itself scrolls to where the reader was. */
    awaitRows() {
      this.root.classList.add("vi-waiting");
      if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
      this.root.classList.add("vi-arrived");
      this.root.scrollIntoView({ behavior: "instant" });
    }

    goToNamed() {
      if (!this.named) return;
      this.limit = Math.max(this.limit, this.fitting.indexOf(this.named) + 1);
      this.render();
      location.replace(location.hash); // the browser went there before rows moved
    }

    /** From the tools to the address; parameters of others and the fragment stay. */
    remember() {
      const asked = new URLSearchParams(location.search);
      for (const { name } of [...this.facets, { name: "find" }, { name: "sort" }, { name: "dir" }])
        asked.delete(name);
      if (this.sorting) asked.append("sort", this.sorting.dataset.column);
      if (this.sorting?.ariaSort === "descending") asked.append("dir", "desc");
      for (const [name, value] of new FormData(this.form)) if (value) asked.append(name, value);
      const query = String(asked) && `?${asked}`;
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    }

    update() {
      this.named = null;
      this.limit = PAGE;
      this.show();
      this.remember();
    }

    clear() {
      const isHere = this.form.contains(document.activeElement);
      this.sort(null);
      setTimeout(() => {
        for (const facet of this.facets) facet.narrow(""); // a form is empty only after this event
        this.update();
        if (isHere) this.form.elements.find.focus(); // the button is gone
      });
    }

    /** A facet that was opened closes when the hand goes elsewhere. */
    leave(target) {
      for (const { element } of this.facets) if (!element.contains(target)) element.open = false;
    }

    close() {
      const opened = this.facets.find(({ element }) => element.open)?.element;
      opened?.querySelector("summary").focus();
      if (opened) opened.open = false;
    }

    // --- what is shown ------------------------------------------------------------------------------

    sort(head, direction) {
      this.sorting?.removeAttribute("aria-sort");
      this.sorting = head;
      head?.setAttribute("aria-sort", direction);
      this.order.value = head ? `${head.dataset.column} ${direction}` : "";
    }

    /** Rows by the place of their cell, equal ones as they were written; those without a place come last. */
    arrange(rows) {
      if (!this.sorting) return rows;
      const { column } = this.sorting;
      const sign = this.sorting.ariaSort === "descending" ? -1 : 1;
      const find = ({ number }) => this.data.rows[number];
      return rows.toSorted((a, b) => {
        const [{ places: one, groups: first }, { places: other, groups: second }] = [find(a), find(b)];
        return (
          (one[column] === null) - (other[column] === null) ||
          first[column] - second[column] ||
          sign * (one[column] - other[column])
        );
      });
    }

    /** A function that tells whether a row has the words and numbers typed. */
    understand(typed) {
      const runs = readRuns(typed);
      const isStated = (number) => this.rows.some(({ numbers }) => numbers.has(number));
      const tests = runs.map((run) => {
        const word = fold(run);
        const same = readRuns(this.synonyms.get(word) ?? this.synonyms.get(singular(word)) ?? "").map(fold);
        const { number, rest } = splitNumber(run) ?? {};
        const exact = number !== undefined && isStated(number);
        return (row) =>
          (exact && row.numbers.has(number) && begins(row.beginnings, fold(rest))) ||
          ((!exact || rest !== "") && begins(row.beginnings, word)) ||
          (same.length > 0 && same.every((one) => begins(row.beginnings, one)));
      });
      const whole = joined(runs.join(" "));
      const same = readRuns(this.synonyms.get(whole) ?? "").map(fold);
      return (row) =>
        tests.every((test) => test(row)) ||
        (runs.length > 1 && begins(row.beginnings, whole)) ||
        (same.length > 0 && same.every((one) => begins(row.beginnings, one)));
    }

    /** A row fits that has all words and, of each facet that is asked, any of the values chosen. */
    show() {
      const form = new FormData(this.form);
      const typed = form.get("find");
      form.delete("find");
      const asked = new Map([...new Set(form.keys())].map((name) => [name, new Set(form.getAll(name))]));
      const has = typed.trim() ? this.understand(typed) : () => true;
      const facets = this.facets.filter(({ name }) => asked.has(name));
      const rows = this.rows.filter(
        (row) => facets.every((facet) => facet.fits(row.number, asked.get(facet.name))) && has(row),
      );
      const named = this.named && !rows.includes(this.named);
      this.fitting = this.arrange(
        named ? this.rows.filter((row) => row === this.named || rows.includes(row)) : rows,
      );
      this.tell(typed.trim(), rows.length);
      this.render();
    }

    /** Of the rows that fit, the first ones; the others wait until they are asked for. */
    render(limit = this.limit) {
      const shown = this.fitting.slice(0, limit);
      const kept = new Set(shown);
      for (const row of this.shown) if (!kept.has(row)) row.element.hidden = true;
      for (const row of shown) row.element.hidden = false;
      if (shown.some((row, n) => row !== this.shown[n])) {
        this.body.prepend(...shown.map(({ element }) => element)); // the hidden ones wait below, in any order
      }
      this.shown = shown;
      const left = this.fitting.length - limit;
      const further = this.root.querySelector(".vi-further-rows");
      further.hidden = left <= 0;
      further.firstElementChild.textContent = words("show_more_rows", { count: Math.min(left, PAGE) });
    }

    showFurther() {
      const first = this.fitting[this.limit];
      this.limit += PAGE;
      this.render();
      first.element.querySelector("a, input")?.focus();
    }

    /** Shows the active filters, the number of matching rows, and the button that clears everything. */
    tell(typed, count) {
      for (const facet of this.facets) facet.tell();
      const used = this.facets.filter(({ chosen }) => chosen.length);
      const filters = used.map(({ title, chosen }) => `${title}: ${chosen.join(` ${words("or_else")} `)}`);
      if (typed) filters.unshift(words("quoted", { text: typed }));
      const said = [];
      if (filters.length) said.push(words("filters_on", { filters: filters.join("; ") }));
      if (this.sorting) said.push(words("sorted_by", { column: this.sorting.textContent }));
      const asked = this.form.querySelector(".vi-asked");
      asked.firstElementChild.textContent = said.join(" ");
      asked.hidden = !said.length;
      this.root.querySelector(".vi-count").textContent = words("rows_shown", {
        count,
        all: this.rows.length,
      });
      this.root.querySelector(".vi-no-rows").hidden = count > 0;
    }

    get isAsked() {
      return !this.form.querySelector(".vi-asked").hidden;
    }

    /** The heads hold on to the page; where a table is too wide, to a frame in which it scrolls. */
    fit() {
      const frame = this.root.querySelector(".vi-scroll");
      frame.classList.toggle("vi-fits", frame.firstElementChild.scrollWidth <= this.root.clientWidth + 1);
    }

    get target() {
      const id = location.hash.slice(1);
      return this.rows.find(({ element }) => element.id === id) ?? null;
    }

    /** A row that a link on the page leads to is shown, whatever was asked before. */
    reveal() {
      const { target } = this;
      if (!target?.element.hidden) return;
      if (this.isAsked) this.form.reset();
      setTimeout(() => {
        this.limit = Math.max(this.limit, this.fitting.indexOf(target) + 1);
        this.render();
        location.replace(location.hash);
      });
    }

    // --- what is taken along ------------------------------------------------------------------------

    /** The rows that fit, with all fields of the data, in the order in which they are seen.
        The byte order mark tells spreadsheets that the file is in UTF-8. */
    async download() {
      const { name, lines } = this.root.dataset;
      const known = await this.load(lines, `${name}-csv`);
      if (!known) {
        this.complain(lines);
        return;
      }
      const [head, ...rows] = known;
      const taken = [head, ...this.fitting.map(({ number }) => rows[number])].map((line) => `${line}\n`);
      globalThis.saveFile(`${name}-selection.csv`, ["\ufeff", ...taken], "text/csv");
    }
  }

  for (const root of document.querySelectorAll(".vi-data:has(.vi-tools)")) new DataTable(root);
})();
