// Suggestions under a search box while one types: the combobox of the ARIA practices. The server writes the list. Without this
// file, or when no answer comes, the box is a plain form that leads to the page of results.
const FEWEST_LETTERS = 2;
const PAUSE = 150; // milliseconds without a key before the server is asked

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.said = document.createElement("span");
    this.said.className = "vh";
    this.said.setAttribute("role", "status");
    form.append(this.said);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!form.contains(relatedTarget)) this.close();
    });
    form.addEventListener("submit", () => this.close());
    addEventListener("pagehide", () => this.close());
  }

  get list() {
    return this.form.querySelector("[role=listbox]");
  }

  get options() {
    return [...(this.list?.children ?? [])];
  }

  get chosen() {
    return this.options.find((option) => option.ariaSelected === "true");
  }

  askSoon() {
    this.leaveOff();
    this.choose(); // what was chosen among the last suggestions is no longer what is typed
    if (this.input.value.trim().length < FEWEST_LETTERS) this.close();
    else this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.leaveOff();
    const words = this.input.value.trim();
    if (words.length < FEWEST_LETTERS) return;
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const address = new URL(this.form.dataset.suggestions, location);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal });
      const fragment = answer.ok ? await answer.text() : "";
      if (!signal.aborted) this.show(fragment);
    } catch {
      if (!signal.aborted) this.close();
    }
  }

  leaveOff() {
    clearTimeout(this.waiting);
    this.asking?.abort();
  }

  show(fragment) {
    this.close();
    const holder = document.createElement("template");
    holder.innerHTML = fragment;
    const list = holder.content.firstElementChild;
    this.said.textContent = list?.dataset.said ?? "";
    if (!list?.childElementCount) return;
    // A press on a row must not take the focus, and with it the list, away before it counts.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    this.form.append(list);
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", list.id);
  }

  close() {
    this.leaveOff();
    this.list?.remove();
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list) this.step(event.key === "ArrowDown" ? 1 : -1);
      else this.ask();
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault();
      this.chosen.click();
    } else if (event.key === "Escape" && this.list) {
      event.preventDefault();
      this.close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.choose();
    }
  }

  // One row on; beyond the last and before the first stands the box itself.
  step(by) {
    const places = this.options.length + 1;
    const place = (this.options.indexOf(this.chosen) + 1 + by + places) % places;
    this.choose(this.options[place - 1]);
  }

  choose(wanted) {
    for (const option of this.options) option.ariaSelected = String(option === wanted);
    wanted?.scrollIntoView({ block: "nearest" });
    if (wanted) this.input.setAttribute("aria-activedescendant", wanted.id);
    else this.input.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);
