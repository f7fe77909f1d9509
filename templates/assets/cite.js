// Buttons that copy a reference, a record, or the records of a list, and say that they did.
(() => {
  "use strict";

  const { words } = globalThis;
  const RECORDS = new URL("records.js", document.currentScript.src).href;

  /** Says what became of a copy; a second one of the same is told as well. */
  function tell(status, text) {
    status.textContent = "";
    setTimeout(() => {
      status.textContent = text;
    }, 50);
  }

  const outcome = (done, what) => words(done ? "copied_what" : "not_copied_what", { what });

  /** Copies the text of an element as it is; by itself, a browser would copy plain spaces for all others. */
  function copyText(element) {
    const put = (event) => {
      event.clipboardData.setData("text/plain", element.textContent);
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("copy", put, { capture: true });
    const done = globalThis.copyContents(element);
    document.removeEventListener("copy", put, { capture: true });
    return done;
  }

  function copyRecords(text) {
    const place = document.createElement("pre");
    place.className = "vi-copied";
    place.textContent = text;
    document.body.append(place);
    const done = copyText(place);
    place.remove();
    return done;
  }

  for (const button of document.querySelectorAll(".vi-cite-panel .vi-copy")) {
    const status = button.closest(".vi-cite-panel").querySelector(".vi-copy-status");
    const { what } = button.dataset;
    button.hidden = false;
    button.addEventListener("click", () => {
      const element = document.getElementById(button.dataset.copies);
      const done = element.matches("pre") ? copyText(element) : globalThis.copyContents(element);
      tell(status, outcome(done, what));
    });
  }

  /** The records of works in a format, as their file has them; without works, those of the whole issue. */
  async function read(slugs, number) {
    await globalThis.loadScript(RECORDS);
    const { formats, works } = globalThis.records;
    const { opening, joint, closing } = formats[number];
    const names = slugs ? slugs.split(" ") : Object.keys(works);
    return opening + names.map((name) => works[name].records[number]).join(joint) + closing;
  }

  for (const list of document.querySelectorAll(".vi-save")) {
    const status = list.querySelector("[role=status]");
    for (const [number, button] of list.querySelectorAll(".vi-copy").entries()) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        try {
          const done = copyRecords(await read(list.dataset.works, number));
          tell(status, outcome(done, button.dataset.what));
        } catch {
          tell(status, words("records_not_loaded"));
        }
      });
    }
  }
})();
