"use strict";

/** Saves a file that a script of the page has made. */
globalThis.saveFile = (name, parts, type) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
};

/** The text of a file with the records of works in a format, of which `records.js` has a number. */
globalThis.joinRecords = ({ formats, works }, slugs, number) => {
  const { opening, joint, closing } = formats[number];
  return opening + slugs.map((slug) => works[slug].records[number]).join(joint) + closing;
};
