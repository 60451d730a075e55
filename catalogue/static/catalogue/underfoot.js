// The site works without this file. It only makes an open panel (menu or filters on a phone) behave like a dialog:
// Tab stays inside, and a panel that no longer is one, because the window grew, is closed.
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
