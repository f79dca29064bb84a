// Rows that stay what they are while others come and go: a field is never taken away from
// under somebody's hands, and a button that had the focus has it again.

// Draw again, and give the focus back to what is called the same, if it was in here.
export function keepingFocus(element, draw) {
  const held = document.activeElement;
  const name = held && held !== element && element.contains(held) ? nameOf(held) : null;
  draw();
  if (name === null || element.contains(document.activeElement)) return;
  [...element.querySelectorAll(held.tagName)].find((one) => nameOf(one) === name)?.focus({ preventScroll: true });
}

const nameOf = (one) => one.dataset.at ?? one.getAttribute("aria-label") ?? one.textContent;

// Show items as rows, each { key, shows, make(), update(row)? }: a row is made once for its
// key, and anew only where what it shows is new; one with an `update` is never made anew.
export function rows(element, items) {
  const had = new Map([...element.children].map((row) => [row.dataset.row, row]));
  const now = items.map((item) => drawn(item, had.get(item.key)));
  keepingFocus(element, () => {
    for (const row of had.values()) if (!now.includes(row)) row.remove();
    for (const [n, row] of now.entries()) if (element.children[n] !== row) element.insertBefore(row, element.children[n] ?? null);
  });
}

function drawn({ key, shows, make, update }, was) {
  const wanted = JSON.stringify(shows ?? null);
  const isSame = was?.dataset.shows === wanted;
  const row = was && (isSame || update) ? was : make();
  row.dataset.row = key;
  row.dataset.shows = wanted;
  update?.(row);
  return row;
}
