// A button that copies a field: shown only where this file runs. Without it the field can be selected and copied as any text.
function show() {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = said.dataset.said;
  } catch {
    field.focus(); // It is selected: the visitor's own keys copy it.
  }
});

document.addEventListener("htmx:after:swap", show);
show();
