// Buttons that copy a reference, a record, or the records of a list, and say that they did.
(() => {
  "use strict";

  const { words } = globalThis;
  const RECORDS = new URL("records.js", document.currentScript.src).href;

  /** Says whether a copy was made; the text is cleared first, so that a second copy is read aloud, too. */
  function tell(status, text) {
    status.textContent = "";
    setTimeout(() => {
      status.textContent = text;
    }, 50);
  }

  const outcome = (done, what) => words(done ? "copied_what" : "not_copied_what", { what });

  /** Copies the text of an element unchanged; a browser on its own replaces fixed spaces with plain ones. */
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
    button.addEventListener("click", () => {
      const element = document.getElementById(button.dataset.copies);
      const done = element.matches("pre") ? copyText(element) : globalThis.copyContents(element);
      tell(status, outcome(done, what));
    });
  }

  /** The records of works in a format, as their file has them; without works, those of the whole issue. */
  async function read(slugs, number) {
    await globalThis.loadScript(RECORDS);
    const { records } = globalThis;
    return globalThis.joinRecords(records, slugs?.split(" ") ?? Object.keys(records.works), number);
  }

  for (const list of document.querySelectorAll(".vi-save")) {
    const status = list.querySelector("[role=status]");
    for (const [number, button] of list.querySelectorAll(".vi-copy").entries()) {
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
