// Units, shoe size and currency that were chosen are kept on the device, to fill in their fields next time, and nowhere else. The
// address always wins, and what is filled in counts only when the visitor sends the form. Without this file, or where the browser
// keeps nothing, the fields work all the same.
const KEY = "underfoot";
const SIZE = /^\d\d([.,]\d)?$/;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep(values) {
  try {
    if (Object.keys(values).length) localStorage.setItem(KEY, JSON.stringify(values));
    else localStorage.removeItem(KEY);
  } catch {
    // Kept nowhere, then.
  }
}

const fields = () => document.querySelectorAll(".show-in [name]");

function asWritten(field) {
  return field.localName === "select"
    ? ([...field.options].find((option) => option.defaultSelected)?.value ?? "")
    : field.defaultValue;
}

// Fills in what the address does not say. Where that differs from what is shown, the fields are opened, so that nobody overlooks it.
function fillIn() {
  const values = kept();
  const asked = new URLSearchParams(location.search);
  for (const field of fields()) {
    const value = values[field.name];
    if (typeof value !== "string" || asked.has(field.name) || field.value === value) continue;
    if (field.name === "currency" && (asked.has("price_min") || asked.has("price_max"))) continue; // they are in the address's currency
    field.value = value;
    if (field.value !== value) field.value = asWritten(field);
    else field.closest("details").open = true;
  }
  for (const note of document.querySelectorAll(".kept")) note.hidden = !Object.keys(values).length;
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".show-in [name]")) return;
  for (const said of document.querySelectorAll(".forgotten")) said.textContent = "";
  const values = kept();
  delete values[target.name];
  if (target.value && (target.name !== "size" || SIZE.test(target.value))) values[target.name] = target.value;
  keep(values);
  fillIn();
  // Enter changes the field and then sends the form itself: once is enough.
  const { form } = target;
  const sending = setTimeout(() => form.matches("[data-htmx-powered]") && form.requestSubmit());
  form.addEventListener("submit", () => clearTimeout(sending), { once: true });
});

document.addEventListener("click", ({ target }) => {
  const note = target.closest(".kept");
  if (!note || target.localName !== "button") return;
  keep({});
  document.dispatchEvent(new Event("underfoot:forgotten"));
  for (const field of fields()) field.value = asWritten(field);
  const said = note.parentElement.querySelector(".forgotten");
  note.parentElement.querySelector("summary").focus();
  note.hidden = true;
  said.textContent = said.dataset.said;
});

// Other scripts keep what is theirs here too, so that one button forgets all of it: they say `underfoot:keep`, name by name, with
// nothing where a name is to be forgotten, and hear `underfoot:forgotten`.
document.addEventListener("underfoot:keep", ({ detail }) => {
  const values = { ...kept(), ...detail };
  for (const [name, value] of Object.entries(values)) if (!value) delete values[name];
  keep(values);
  fillIn();
});

document.addEventListener("htmx:after:swap", fillIn);
fillIn();
