// What is wrong with a page for the eye and the hand: contrast, targets, clipped words.
// Returns one line for each fault; nothing where there is none.
([leastContrast, leastTarget]) => {
  const faults = [];
  const linear = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found.length === 3 || found[3] > 0.99) return found;
    }
    return [255, 255, 255];
  };
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1 && !one.closest(".sr");
  const named = (one) => `${one.tagName.toLowerCase()}#${one.id}.${one.className} "${one.textContent.trim().slice(0, 24)}"`;
  const top = document.querySelector("dialog[open]") ?? document.body;
  for (const one of [...top.querySelectorAll("*")].filter(isSeen)) {
    const style = getComputedStyle(one);
    if ([...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) {
      const [high, low] = [light(colour(style.color)), light(ground(one))].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < leastContrast) faults.push(`contrast ${ratio.toFixed(1)} of ${named(one)}`);
      const height = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
      if (height < 1.39 && !one.closest(".num, .figure, kbd, .svc, .clock b")) faults.push(`line height ${height.toFixed(2)} of ${named(one)}`);
    }
    if (!one.matches("button, a[href], select, input")) continue;
    const { width, height } = one.getBoundingClientRect();
    if (!one.matches("[type=checkbox]") && Math.min(width, height) < leastTarget) faults.push(`target ${Math.round(width)}x${Math.round(height)} of ${named(one)}`);
    if (!(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.[0]?.textContent)) faults.push(`no name of ${named(one)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} px wide in ${innerWidth}`);
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size < ids.length) faults.push("an id stands twice");
  if ([...document.querySelectorAll("h1")].filter(isSeen).length !== 1) faults.push("not one h1");
  return faults;
};
