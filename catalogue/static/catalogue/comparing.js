// A comparison works without this file. Where it changes in place, what was pressed stays where it is on the screen, the selects
// keep up with what is shown, and whoever pressed a link that has moved or gone goes on at the next best one. What is focused
// comes out from under the label of its row, which a browser thinks unnecessary while a corner of it is in sight.
const insoleOf = (link) => link.closest(".column-controls")?.querySelector(".remove").textContent;
let pressed = null;

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const { sourceElement, request } = ctx;
  pressed = sourceElement.localName === "a" ? { text: sourceElement.textContent, insole: insoleOf(sourceElement) } : null;
  delete request.anchor;
  // A button in the label of a row says the same word as the select: what was pressed counts.
  const orders = request.body.getAll("sort");
  if (orders.length > 1) request.body.set("sort", orders.at(-1));
});

function next({ text, insole }) {
  const main = document.querySelector("#main");
  if (!insole) return main.querySelector(".views a");
  const column = [...main.querySelectorAll(".column-controls")].find((one) => insoleOf(one) === insole);
  const links = [...(column?.querySelectorAll("a") ?? [])];
  return links.find((link) => link.textContent === text) ?? links[0] ?? main.querySelector(".compare-box");
}

const heightOf = (element) => (element === document.body ? null : element.getBoundingClientRect().top);
let height = null;

document.addEventListener("htmx:before:swap", () => (height = heightOf(document.activeElement)));

document.addEventListener("htmx:after:swap", () => {
  for (const select of document.querySelectorAll("#arrange select")) {
    select.value = [...select.options].find((option) => option.defaultSelected)?.value ?? select.options[0].value;
  }
  if (pressed) next(pressed)?.focus();
  pressed = null;
  const focused = document.activeElement;
  if (height === null || focused === document.body) return;
  for (const scrolled of [focused.closest(".compare-box"), window]) scrolled?.scrollBy(0, heightOf(focused) - height);
});

document.addEventListener("focusin", ({ target }) => {
  const box = target.closest(".compare-box");
  const label = target.closest("tr")?.firstElementChild;
  if (!box || !label || label.contains(target)) return;
  const own = target.getBoundingClientRect();
  const { right, top, bottom } = label.getBoundingClientRect();
  if (right > own.left && top < own.bottom && bottom > own.top) box.scrollBy(own.left - right - 8, 0);
});
