// What the visitor wears now, typed in by them, as one more column of a comparison. It stays on the device: its fields have no names
// and nothing in them is sent. What is fetched is the empty form, with all words and units, and the data of the comparison that is
// shown anyway; remembered.js keeps it. Without this file there is neither button nor column.
const KEY = "underfoot";
const NUMBER = /^\s*(\d{1,9}(?:[.,]\d{1,9})?|[.,]\d{1,9})\s*([^\d\s.,]*)\s*$/; // as the server reads numbers

let own = kept(); // { name, values: { feature: millimetres or choice } }
let form = null;
let asked = ""; // the address that the form comes from
let loading = null;
let turn = 0; // grows with every change of the table, so that an answer that comes too late is passed over
const undo = []; // what takes the column away again

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY))?.own ?? null;
  } catch {
    return null;
  }
}

function keep(value) {
  own = value;
  document.dispatchEvent(new CustomEvent("underfoot:keep", { detail: { own } }));
}

const element = (name, className = "", textContent = "") =>
  Object.assign(document.createElement(name), { className, textContent });
const holder = element("div", "own-insole no-print");
const button = element("button", "button button--quiet button--small");
const said = element("p", "small soft");
button.type = "button";
said.setAttribute("role", "status");
holder.append(button, said);

function tellVisitor(text) {
  if (said.textContent !== text) said.textContent = text;
}

const box = () => document.querySelector("[data-own]");
const fields = () => [...form.querySelectorAll("[data-feature]")];
const optionOf = (field, value) => [...field.options].find((option) => option.value && option.value === value);

// The form

// Once, however often it is asked for; whether it came.
function load() {
  const { own: address } = box().dataset;
  if (asked !== address) {
    asked = address;
    loading = take(address).catch(() => (asked = ""));
  }
  return loading;
}

async function take(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const made = element("template");
  made.innerHTML = await answer.text();
  form?.remove();
  form = made.content.querySelector("form");
  form.spellings = JSON.parse(form.dataset.spellings);
  form.addEventListener("submit", submit);
  form.querySelector("[type=button]").addEventListener("click", cancel);
  own = usable(own);
  return form;
}

// What was kept may be old or meddled with: only what the form could have said counts.
function usable(found) {
  const values = {};
  for (const field of fields()) {
    const value = found?.values?.[field.dataset.feature];
    if (field.options ? optionOf(field, value) : value > 0 && value <= form.dataset.most) {
      values[field.dataset.feature] = value;
    }
  }
  const { maxLength } = form.querySelector("#own-name");
  return Object.keys(values).length ? { name: String(found.name ?? "").slice(0, maxLength), values } : null;
}

// The form, the button that opens it, or neither while there is a column.
function arrange(isOpen) {
  if (isOpen) said.before(form);
  else form?.remove();
  if (isOpen || own) button.remove();
  else holder.prepend(button);
}

async function open() {
  if (!(await load())) {
    tellVisitor(box().dataset.failed);
    return;
  }
  const name = form.querySelector("#own-name");
  name.value = own?.name ?? "";
  for (const field of fields()) {
    const value = own?.values[field.dataset.feature] ?? "";
    complain(field, "");
    field.value = field.defaultValue = field.options || !value ? value : numberText(inUnits(value));
  }
  if (!own) tellVisitor("");
  else if (!undo.length) add();
  arrange(true);
  name.focus();
}

function cancel() {
  arrange(false);
  (document.getElementById("own-change") ?? button).focus();
}

function complain(field, message) {
  const id = `${field.id}-error`;
  document.getElementById(id)?.remove();
  if (message) field.after(Object.assign(element("span", "field-error", message), { id }));
  field.setAttribute("aria-invalid", Boolean(message));
  field.setAttribute("aria-describedby", message ? `${id} ${field.id}-hint` : `${field.id}-hint`);
}

// What a field says; nothing where it is empty or, with a complaint beside it, where it says what cannot be.
function read(field) {
  const text = field.value.trim();
  if (!text || field.options) return text;
  if (own && text === field.defaultValue) return own.values[field.dataset.feature]; // as it was, whatever was rounded to show it
  const [, digits, word] = NUMBER.exec(text) ?? [];
  const millimetres = Math.round(Number(digits?.replace(",", ".")) * form.spellings[word?.toLowerCase()] * 1000) / 1000;
  if (millimetres > form.dataset.most) complain(field, form.dataset.tooMuch);
  else if (inUnits(millimetres) > 0) return millimetres;
  else complain(field, form.dataset.unread);
  return "";
}

function submit(event) {
  event.preventDefault();
  const values = {};
  for (const field of fields()) {
    complain(field, "");
    const value = read(field);
    if (value) values[field.dataset.feature] = value;
  }
  const wrong = () => form.querySelector("[aria-invalid=true]");
  if (!wrong() && !Object.keys(values).length) complain(fields()[0], form.dataset.empty);
  if (wrong()) {
    wrong().focus();
    return;
  }
  keep({ name: form.querySelector("#own-name").value.trim(), values });
  clear();
  arrange(false);
  add();
  document.getElementById("own-column").focus();
  box().scrollLeft = box().scrollWidth; // the whole of it, on a phone too
}

function forget() {
  clear();
  arrange(false);
}

// Numbers, in the visitor's units and language

const inUnits = (millimetres) => Math.round((millimetres / form.spellings[""]) * 100 + 1e-6) / 100;
const numberText = (number) =>
  new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, useGrouping: false }).format(number);
const withUnit = (number) => `${numberText(number)} ${form.dataset.unit}`;

const textOf = (field, value) => (field.options ? optionOf(field, value).text : withUnit(inUnits(value)));

// How a product's value stands to the visitor's. Numbers are told as far apart as they are shown; what has no place beside the
// visitor's value is not told at all.
function against(field, value) {
  const { more, less, other } = field.dataset;
  const mine = own.values[field.dataset.feature];
  if (field.options) {
    const [here, there] = [optionOf(field, value), optionOf(field, mine)];
    if (!here) return "";
    if (here === there) return form.dataset.same;
    if (!here.dataset.place || !there.dataset.place) return other;
    return Number(here.dataset.place) > Number(there.dataset.place) ? more : less;
  }
  if (typeof value !== "number") return "";
  const apart = inUnits(value) - inUnits(mine);
  if (!apart) return form.dataset.same;
  return (apart > 0 ? more : less).replace("{amount}", withUnit(Math.abs(apart)));
}

// The column

function add() {
  const table = box().querySelector("table");
  const [now, width] = /compare--(\d+)/.exec(table.className);
  const wider = `compare--${Number(width) + 1}`;
  table.classList.replace(now, wider);
  undo.push(() => table.classList.replace(wider, now));
  const [controls, head] = form.querySelector("template").content.cloneNode(true).children;
  const [change, drop] = controls.querySelectorAll("button");
  head.id = "own-column";
  if (own.name) head.querySelector("b").textContent = own.name;
  change.id = "own-change";
  change.addEventListener("click", open);
  drop.addEventListener("click", () => {
    keep(null);
    forget();
    tellVisitor(form.dataset.forgotten);
    button.focus();
  });
  for (const row of table.rows) {
    if (row.matches(".compare-pictures")) put(row, controls);
    else if (row.matches(".compare-names")) put(row, head);
    else if (row.matches(".compare-group")) widen(row.cells[0]);
    else put(row, cell(row));
  }
  tellVisitor(kept() ? form.dataset.kept : form.dataset.unkept);
  tell();
}

function put(row, added) {
  added.classList.add("own-cell");
  row.append(added);
  undo.push(() => added.remove());
}

function widen(head) {
  head.colSpan += 1;
  undo.push(() => (head.colSpan -= 1));
}

function cell(row) {
  const field = fields().find(({ dataset }) => row.id === `row-${dataset.feature}`);
  const value = own.values[field?.dataset.feature];
  if (!value) return element("td", "ns", form.dataset.notGiven);
  const { className } = row;
  row.classList.remove("quiet", "same"); // now somebody says something
  undo.push(() => (row.className = className));
  const made = element("td");
  made.append(element("span", "value", textOf(field, value)));
  return made;
}

async function tell() {
  const now = turn;
  const address = new URL(location.href);
  address.searchParams.append("format", "json");
  address.searchParams.sort(); // the one order of the address; insoles and problems keep theirs
  const data = await fetch(address).then((answer) => answer.json()).catch(() => null);
  if (now !== turn) return;
  if (!data) said.append(` ${form.dataset.alone}`);
  // By name and not by place: somebody may have edited the catalogue since the page came.
  const columns = [...box().querySelectorAll(".compare-names a")].map((link) => link.pathname);
  for (const { feature, cells } of data?.rows ?? []) {
    const field = fields().find(({ dataset }) => dataset.feature === feature);
    const row = document.getElementById(`row-${feature}`);
    if (!row || !own.values[field?.dataset.feature]) continue;
    cells.forEach(({ value }, place) => {
      say(row.cells[columns.indexOf(data.products[place].url) + 1], against(field, value));
    });
  }
}

function say(shown, text) {
  const before = shown.querySelector(".versus") ?? shown.querySelector(".value");
  if (!text || !before) return;
  const line = element("small", "versus", text);
  before.after(line);
  undo.push(() => line.remove());
}

function clear() {
  turn += 1;
  while (undo.length) undo.pop()();
}

// When the page comes and changes

async function restore() {
  if (!box()) return;
  button.textContent = box().dataset.add;
  box().before(holder);
  if (!own) return;
  button.remove(); // no need of it once the column is there
  const now = turn;
  const isLoaded = await load();
  if (now !== turn) return;
  if (isLoaded) arrange(form.isConnected);
  else holder.prepend(button);
  if (isLoaded && own && !undo.length) add();
}

let focused = null; // within what is taken away while htmx swaps

document.addEventListener("htmx:before:swap", () => {
  focused = holder.contains(document.activeElement) ? document.activeElement : null;
  clear();
  holder.remove();
});
document.addEventListener("htmx:after:swap", () => {
  restore();
  focused?.focus();
});
document.addEventListener("underfoot:forgotten", () => {
  if (!own) return;
  own = null;
  forget();
  tellVisitor("");
});
button.addEventListener("click", open);
restore();
