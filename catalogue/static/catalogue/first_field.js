// The stock script puts the focus on the first field of a new form. Where a list that is searched by typing was laid over that field,
// before or after, nobody would see the focus: it goes on to what is seen.
function goOn(field) {
  if (field?.matches(".select2-hidden-accessible")) field.parentElement.querySelector("[role=combobox]")?.focus();
}

document.addEventListener("focusin", (event) => goOn(event.target));
// Behind the stock script that lays the lists over their fields, which waits for the same.
window.django?.jQuery?.(() => goOn(document.activeElement));
