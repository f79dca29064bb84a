// Fields whose text is read as it is written here, whatever the browser's language:
// 22/11/2026, 07:30, 40. What cannot be read stays as it was typed, says so beside the
// field, and keeps everything from being saved until it is mended.

import { el, write } from "./console_dom.js";
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

// Each tells what a text means, or why it means nothing.
const asDate = (text) => {
  const found = iso(text);
  if (text && !found) return { why: BAD_DATE };
  return found && found < EARLIEST ? { why: TOO_EARLY } : { found };
};
const asTime = (text) => (clock(text) ? { found: clock(text) } : { why: "Ghi giờ như 07:30." });
const asName = (text) => (text && !UNSEEN.test(text) ? { found: text } : { why: nameFault(text, "tên") });
const asNumber = (min, max, isOptional) => (text) => {
  if (text === "" && isOptional) return { found: null };
  const found = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return found >= min && found <= max ? { found } : { why: `Ghi số nguyên từ ${min} đến ${max}${isOptional ? ", hoặc để trống" : ""}.` };
};

const asTeam = (text) => {
  const found = text.toLowerCase();
  return text === "" ? { found: null } : TEAM.test(found) ? { found } : { why: BAD_TEAM };
};

export const EARLIEST = "2000-01-01";
export const BAD_DATE = "Ghi ngày như 22/11/2026.";
export const TOO_EARLY = "Ghi ngày từ 01/01/2000 trở đi.";
const TEAM = /^[a-z][a-z0-9-]{0,39}$/;
const BAD_TEAM = "Ghi chữ không dấu, số, gạch nối, như to-1; hoặc để trống.";
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

// Why a name cannot be taken; null where it can.
export const nameFault = (text, what) => (!text ? `Ghi ${what}.` : UNSEEN.test(text) ? "Tên có ký tự không thấy được. Gõ lại tên." : null);

let fields = 0;

// The field and the place beside it. A field names itself by its label; `place` is the
// draft, the row's key and the part of the row; `means` says more of a value that is taken.
function field([draft, key, part], value, given, { read, shown = String, take, means = () => "", isLive = false, of = null, tag = "input" }) {
  const label = [given["aria-label"], of].filter(Boolean).join(" ");
  const name = given.id ?? label;
  const mistake = draft.mistakeIn(name);
  const says = el("small", { class: "says", id: `says-${(fields += 1)}` });
  const input = el(tag, { type: tag === "input" && "text", autocomplete: "off", spellcheck: "false", "aria-describedby": says.id, ...given });
  input.value = mistake ? mistake.text : value === null ? "" : shown(value);
  const show = ({ why, found }) => {
    if (why) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    says.classList.toggle("bad", Boolean(why));
    write(says, why ?? means(found));
  };
  const look = () => {
    const text = input.value.trim();
    const told = read(text);
    draft.mistake(name, told.why && { key, part, label, text: input.value, why: told.why });
    if (!told.why) take(told.found);
    return told;
  };
  input.addEventListener("input", () => {
    const told = look();
    if (isLive || !told.why) show(told);
  });
  input.addEventListener("change", () => {
    const told = look();
    if (!told.why && told.found !== null) input.value = shown(told.found);
    show(told);
  });
  show(mistake ?? { found: value });
  return [input, says];
}

export const dateField = (place, value, given, take) =>
  field(place, value, { class: "date", maxlength: 10, placeholder: "ngày/tháng/năm", ...given }, { read: asDate, shown: date, take });

export const timeField = (place, value, given, take) => field(place, value, { class: "time", maxlength: 5, ...given }, { read: asTime, take });

// A name is one line of text, shown in as many lines as it needs.
export function nameField(place, value, given, of, take) {
  const [input, says] = field(place, value, { maxlength: 80, rows: 1, ...given }, { read: asName, take, of, tag: "textarea" });
  const room = el("span", { class: "grows" }, input);
  const grow = () => (room.dataset.text = input.value);
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  for (const kind of ["input", "change"]) room.addEventListener(kind, grow);
  grow();
  return [room, says];
}

export const numberField = (place, value, given, [min, max], take, { isOptional = false, means } = {}) =>
  field(place, value, { class: "count", inputmode: "numeric", ...given }, { read: asNumber(min, max, isOptional), take, means, isLive: true });

// A team is a short code as well: nobody's name.
export const teamField = (place, value, given, take) => field(place, value, { class: "team", maxlength: 40, ...given }, { read: asTeam, take });

// A switch with its word, so that its state is read and not only seen.
export function toggle(isOn, [on, off], given, take) {
  const word = el("span", {}, isOn ? on : off);
  const onchange = ({ target }) => {
    word.textContent = target.checked ? on : off;
    take(target.checked);
  };
  return el("label", { class: "check" }, el("input", { type: "checkbox", class: "switch", checked: isOn, onchange, ...given }), word);
}
