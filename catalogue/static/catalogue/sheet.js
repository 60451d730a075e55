// The sheet of a product at the desk: one key decides on a feature, arrows go from one to the next, and more rows come
// without a new page. Without this file every one of these has another way.
const STATES = { n: "not_stated", a: "not_applicable", c: "not_checked", r: "" };
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const form = document.querySelector("form[data-sheet]");

function names() {
  return [...form.querySelectorAll(".fill-help > summary")].filter((name) => name.offsetParent);
}

function go(from, step) {
  const all = names();
  all[all.indexOf(from) + step]?.focus();
}

function decide(name, state) {
  const list = name.closest(".fill-line").querySelector(".fill-decision select");
  list.value = state;
  form.querySelector("[data-told]").textContent = `${name.textContent}: ${list.selectedOptions[0].text}`;
  go(name, 1);
}

form.addEventListener("keydown", (event) => {
  const name = event.target.closest(".fill-help > summary");
  if (!name || event.ctrlKey || event.altKey || event.metaKey || form.querySelector(".fill-all").disabled) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key in STEPS) go(name, STEPS[key]);
  else if (key in STATES) decide(name, STATES[key]);
  else return;
  event.preventDefault();
});

// A row like the last one of its feature, empty and with the next number in its names.
function rowAfter(last) {
  const [old, start, number] = last.querySelector("[name$='-ids']").name.match(/^(r\d+-)(\d+)-/);
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("*")) {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replaceAll(old, `${start}${Number(number) + 1}-`));
    }
    part.removeAttribute("aria-invalid");
  }
  for (const part of row.querySelectorAll(".errorlist, .fill-copied")) part.remove();
  for (const field of row.querySelectorAll("input, select")) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
  }
  row.classList.remove("fill-row--copied");
  row.classList.add("fill-row--blank");
  return row;
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=another]");
  if (!button) return;
  event.preventDefault();
  const last = [...button.closest(".fill-rows").querySelectorAll(".fill-row")].at(-1);
  const row = rowAfter(last);
  last.after(row);
  row.querySelector(".fill-value :is(input, select)").focus();
});

// What has to be corrected is read and reached first: its links lead to each feature.
document.querySelector(".errornote")?.focus();

for (const keys of form.querySelectorAll("[data-keys]")) keys.hidden = false;
