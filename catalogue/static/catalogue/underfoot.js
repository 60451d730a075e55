// The site works without this file. It makes an open panel (menu or filters on a phone) behave like a dialog: Tab stays inside,
// Apply closes it, and a panel that no longer is one, because the window grew, is closed. It also sends forms as the addresses that
// they lead to.
const outside = [];

function keepInside(panel) {
  for (let node = panel; node !== document.body; node = node.parentElement) {
    for (const sibling of node.parentElement.children) {
      if (sibling !== node && !sibling.inert && sibling.localName !== "script") {
        sibling.inert = true;
        outside.push(sibling);
      }
    }
  }
}

function release() {
  while (outside.length) outside.pop().inert = false;
}

for (const panel of document.querySelectorAll("[popover]")) {
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed") release();
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") keepInside(panel);
  });
}

matchMedia("(min-width: 60rem)").addEventListener("change", () => {
  document.querySelector(":popover-open")?.hidePopover();
});

// A button that shuts one value out leaves the panel open, as a tick does.
document.addEventListener("submit", ({ target, submitter }) => {
  if (target.id === "filters" && !submitter?.name) target.hidePopover?.();
});

// "Not this" is a button until it is chosen and a tick from then on: whoever pressed one goes on at the other.
let pressed = null;
document.addEventListener("submit", ({ submitter }) => (pressed = submitter?.name ? submitter : null));
document.addEventListener("change", ({ target }) => (pressed = target.closest(".not") ? target : null));
document.addEventListener("htmx:after:swap", () => {
  if (!pressed || document.activeElement !== document.body) return;
  const { name, value } = pressed;
  pressed = null;
  document.querySelector(`#filters [name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)?.focus();
});

// Parameters as they stand in an address: by name and value, foot problems and insoles as they were chosen.
function inOrder(pairs) {
  const keepsOrder = (name) => name === "problem" || name === "with";
  return pairs.sort(([a, x], [b, y]) => (a === b ? (keepsOrder(a) || x === y ? 0 : x < y ? -1 : 1) : a < b ? -1 : 1));
}

// What is sent is put as the address says it, without empty fields and in order, which spares the way over a redirect.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  const pairs = inOrder([...formData].filter(([, value]) => value));
  for (const name of [...formData.keys()]) formData.delete(name);
  for (const [name, value] of pairs) formData.append(name, value);
});

// The same filters are the same page: they get no second place in the history.
document.addEventListener("htmx:before:history:update", (event) => {
  const { history: step } = event.detail;
  if (step.path === location.pathname + location.search) event.preventDefault();
});

// Filters change the list but not the header above it: the way to the other language must keep up with the address.
document.addEventListener("htmx:after:history:update", () => {
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
});
