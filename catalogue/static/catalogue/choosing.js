// Insoles chosen for comparison. The address says which (`with=`): a tick, "Add" or "Remove" changes it where it stands, so that
// Back, a reload and whoever is sent the address find the same choice. Nothing is kept anywhere else. Without this file the
// controls are links, and ticks are sent by the buttons of the tray.
const TAKES_A_CHOICE = /\/(insoles\/([^/]+\/)?|problems\/[^/]+\/|search\/|compare\/|finder\/)$/;
const PLAN = "0 -4 260 112"; // of the drawing on a card, the part that the tray shows
const NARROW = matchMedia("(max-width: 40rem)");

const tray = () => document.getElementById("tray");
const removers = () => [...tray().querySelectorAll("[data-drop]")];
const asked = (search) => new URLSearchParams(search).getAll("with");
const chosen = () => (tray() ? removers().map((link) => link.dataset.drop) : asked(location.search));

// Parameters stand in the order of their names, insoles in the order in which they were chosen.
function searchWith(slugs, search) {
  const pairs = [...new URLSearchParams(search)].filter(([name]) => name !== "with");
  const behind = pairs.findIndex(([name]) => name > "with");
  pairs.splice(behind < 0 ? pairs.length : behind, 0, ...slugs.map((slug) => ["with", slug]));
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
}

let wanted = chosen();

function say(text, isRefusal = false) {
  const said = tray().querySelector(".tray-said");
  said.textContent = text;
  said.classList.toggle("vh", !isRefusal);
}

// Everything on the page that shows what is chosen, brought in step with the tray.
function settle() {
  const slugs = chosen();
  for (const tick of document.querySelectorAll(".pick input")) tick.checked = slugs.includes(tick.value);
  for (const link of document.querySelectorAll("[data-choose]")) {
    link.classList.toggle("is-chosen", slugs.includes(link.dataset.choose));
  }
  tray().classList.toggle("tray--on", slugs.length > 0);
  tray().querySelector(".tray-count").textContent = tray().dataset.count.replace("#", slugs.length);
  for (const link of removers()) {
    link.search = searchWith(slugs.filter((slug) => slug !== link.dataset.drop), location.search);
  }
}

function noteInAddress() {
  wanted = chosen();
  history.replaceState(history.state, "", location.pathname + searchWith(wanted, location.search) + location.hash);
  settle();
}

// The drawing stands on the card; where there is no card the server is asked for it.
async function draw(link, control) {
  const drawn = control.closest(".card")?.querySelector("svg.draw")?.cloneNode(true);
  if (drawn) {
    drawn.setAttribute("viewBox", PLAN);
    link.prepend(drawn);
    return;
  }
  const answer = await fetch(tray().dataset.drawing.replace("/-/", `/${link.dataset.drop}/`)).catch(() => null);
  if (answer?.ok) link.insertAdjacentHTML("afterbegin", await answer.text());
}

function add(slug, control) {
  const { limit, full, added } = tray().dataset;
  const name = control.lastElementChild.textContent.trim();
  const filledIn = (text) => text.replace("#", () => name);
  if (chosen().length >= limit) {
    tray().querySelector(".tray-fold").open = true;
    say(filledIn(full), true);
    settle();
    return;
  }
  const item = tray().querySelector("template").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = location.pathname;
  link.dataset.drop = slug;
  item.querySelector("b").textContent = name;
  tray().querySelector(".tray-items").append(item);
  noteInAddress();
  say(filledIn(added));
  draw(link, control);
}

// Whoever removes an insole in the tray goes on at the next one there.
function remove(slug) {
  const links = removers();
  const at = links.findIndex((link) => link.dataset.drop === slug);
  if (at < 0) return;
  const hadFocus = links[at] === document.activeElement;
  const name = links[at].querySelector("b").textContent;
  links[at].closest("li").remove();
  noteInAddress();
  if (hadFocus) (links[at + 1] ?? links[at - 1] ?? tray()).focus();
  say(tray().dataset.removed.replace("#", () => name));
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".pick input")) return;
  if (target.checked) add(target.value, target.closest(".pick"));
  else remove(target.value);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-drop], [data-choose]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const slug = link.dataset.drop ?? link.dataset.choose;
  if (chosen().includes(slug)) remove(slug);
  else add(slug, link);
});

// Links to pages that take a choice take this one along, at the moment they are followed or copied. Those that change the
// choice, and those to a comparison of their own, stay as they are.
function carry({ target }) {
  const link = target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || !TAKES_A_CHOICE.test(link.pathname)) return;
  if (link.matches("[data-drop], [data-choose]")) return;
  if (link.pathname.endsWith("/compare/") && link.closest("main")) return;
  if (tray() || asked(location.search).length) link.search = searchWith(chosen(), link.search);
}
for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, carry, true);

// The same for forms. What is ticked is in the tray too, in the order in which it was chosen.
document.addEventListener(
  "formdata",
  ({ target, formData }) => {
    if (target.method !== "get" || !TAKES_A_CHOICE.test(new URL(target.action).pathname)) return;
    if (!tray() && !asked(location.search).length) return;
    formData.delete("with");
    for (const slug of chosen()) formData.append("with", slug);
  },
  true,
);

// On a phone, where the tray lies over a list, what is chosen stays folded until it is wanted.
if (NARROW.matches && tray() && !tray().closest(".product-facts")) tray().querySelector(".tray-fold").open = false;

// A list that was asked for before the last tick does not know of it. A comparison is what its address says.
document.addEventListener("htmx:after:swap", () => {
  if (!tray()) wanted = chosen();
  else if (String(chosen()) !== String(wanted)) location.replace(location.pathname + searchWith(wanted, location.search));
  else settle();
});
