// What stands in a section's fields but not in the draft yet, and where the cursor is:
// taken before the section is shown anew, put back by what this returns.

export function typed(section) {
  const nameOf = (field) => field.id || field.getAttribute("aria-label");
  const adding = () => [...section.querySelectorAll("form.add :is(input, select)")];
  const values = adding().map((field) => field.value);
  const active = section.contains(document.activeElement) ? document.activeElement : null;
  const put = (field, n) => {
    field.value = values[n];
    if (field.selectedIndex === -1) field.selectedIndex = 0; // What was chosen is gone.
  };
  return () => {
    if (values.length === adding().length) adding().forEach(put);
    const same = active && [...section.querySelectorAll("input, select, button")].find((field) => nameOf(field) === nameOf(active));
    if (!same) return;
    if (active.type === "text") same.value = active.value;
    same.focus();
  };
}
