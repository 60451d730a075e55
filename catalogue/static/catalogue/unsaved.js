// Asks before somebody leaves a form of the desk in which something was changed. A form with `data-unsaved` came back with what
// was typed, or holds copied rows: it is unsaved from the start.
const watched = document.querySelector("form[data-sheet], .change-form #content-main > form[method=post]");
let asItCame = "";
let isSent = false;

function filledIn() {
  const values = [...new FormData(watched)].map(([name, value]) => [name, value instanceof File ? value.name : value]);
  return JSON.stringify(values);
}

if (watched) {
  addEventListener("load", () => { asItCame = filledIn(); }); // once other scripts have set up their fields
  watched.addEventListener("submit", () => { isSent = true; });
  addEventListener("beforeunload", (event) => {
    const cameUnsaved = watched.matches("[data-unsaved]") || watched.querySelector(".errornote, [data-unsaved]");
    if (!isSent && (cameUnsaved || filledIn() !== asItCame)) event.preventDefault();
  });
}
