// What is typed and not in the draft: in forms whose row is not added yet, and in fields.
//
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
    const same = active && [...section.querySelectorAll("input, textarea, select, button")].find((field) => nameOf(field) === nameOf(active));
    if (!same) return;
    if (["text", "textarea"].includes(active.type)) same.value = active.value;
    same.focus();
  };
}

const texts = (form) => [...form.querySelectorAll("input")].filter(({ value }) => value.trim());

// Rows that somebody has begun to type and not added.
export const halfTyped = () => [...document.querySelectorAll("main form.add")].filter((form) => texts(form).length > 0);

export const empty = (forms) => forms.forEach((form) => form.reset());

// Which row it is, as its button calls it, with what stands there, and where.
export function halfOf(form) {
  const [field] = texts(form);
  const adds = form.querySelector("button").textContent;
  const typedSoFar = texts(form).map(({ value }) => value.trim()).join(", ");
  return { part: form.closest("section").id, field, adds, called: `${adds.replace("Thêm ", "")} “${typedSoFar}”` };
}
