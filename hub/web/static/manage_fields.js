// Fields for dates and times as they are written here, whatever the browser's language:
// 22/11/2026, 07:30. What cannot be read is marked and not taken.

import { el } from "./console_dom.js";
import { date } from "./manage_words.js";

export const iso = (text) => {
  const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? [];
  if (!year) return null;
  const found = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${found}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(found) ? found : null;
};

const clock = (text) => {
  const [, hour, minute] = /^\s*(\d{1,2})\s*[:hg.]?\s*(\d{2})\s*$/i.exec(text) ?? [];
  return minute && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null;
};

// `take` gets the value as the hub wants it, null for an empty field that may be empty.
function field(value, given, read, write, complaint, take) {
  const onchange = ({ target }) => {
    const text = target.value.trim();
    const found = read(text);
    const isFit = found !== null || (text === "" && !given.required);
    target.setCustomValidity(isFit ? "" : complaint);
    if (!isFit) return target.reportValidity();
    if (found) target.value = write(found);
    take(found);
  };
  return el("input", { type: "text", autocomplete: "off", spellcheck: "false", value, onchange, ...given });
}

export const dateField = (value, given, take) =>
  field(date(value), { class: "date", maxlength: 10, placeholder: "ngày/tháng/năm", ...given }, iso, date, "Ghi ngày như 22/11/2026.", take);

export const timeField = (value, given, take) =>
  field(value, { class: "time", maxlength: 5, required: true, ...given }, clock, (found) => found, "Ghi giờ như 07:30.", take);

// A switch with its word, so that its state is read and not only seen.
export function toggle(isOn, [on, off], given, take) {
  const word = el("span", {}, isOn ? on : off);
  const onchange = ({ target }) => {
    word.textContent = target.checked ? on : off;
    take(target.checked);
  };
  return el("label", { class: "check" }, el("input", { type: "checkbox", class: "switch", checked: isOn, onchange, ...given }), word);
}
