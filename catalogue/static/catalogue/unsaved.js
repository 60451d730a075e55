// Asks before somebody leaves a page of the desk with a form in which something was changed. A form with `data-unsaved` on or in it
// came back with what was typed, or holds copied rows: it is unsaved from the start.
const watched = [...document.querySelectorAll("form[data-sheet], .change-form #content-main > form[method=post]")];
const asTheyCame = new Map();
const sent = new Set();

function filledIn(form) {
  const values = [...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]);
  return JSON.stringify(values);
}

function isUnsaved(form) {
  if (sent.has(form) || !asTheyCame.has(form)) return false;
  const cameUnsaved = form.matches("[data-unsaved]") || form.querySelector(".errornote, [data-unsaved]");
  return cameUnsaved || filledIn(form) !== asTheyCame.get(form);
}

// Once other scripts have set up their fields. Back and forward show the page as it was left: nothing is on its way then.
addEventListener("load", () => watched.forEach((form) => asTheyCame.set(form, filledIn(form))));
addEventListener("pageshow", () => sent.clear());
watched.forEach((form) => form.addEventListener("submit", () => sent.add(form)));
addEventListener("beforeunload", (event) => {
  if (watched.some(isUnsaved)) event.preventDefault();
});
