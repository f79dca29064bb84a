// Rows that hold from a day to a day, as the catalogue's lists have them: what both share.

import { el, plain } from "./console_dom.js";
import { dateField, nameField } from "./manage_fields.js";
import { date } from "./manage_words.js";

export const head = (...texts) => el("thead", {}, el("tr", {}, ...texts.map((text) => el("th", { scope: "col" }, text))));

export const choice = (label, choices, chosen, given = {}) =>
  el("select", { "aria-label": label, ...given }, ...[...choices].map(([value, text]) => el("option", { value, selected: value === chosen }, text)));

export const isOver = (row, now) => row.valid_until !== null && row.valid_until < now.today;

// Rows of one id stand under each other, those that were added last as well.
export function together(rows) {
  const first = new Map();
  rows.forEach(([, { id }], n) => first.has(id) || first.set(id, n));
  return rows.sort(([, a], [, b]) => first.get(a.id) - first.get(b.id));
}

// One row: what comes before its names, after them, its days, and what can be done to it.
export function datedRow(key, draft, now, again, { before = [], after = [], says = [], called }) {
  const held = draft.get(key);
  const change = (part) => draft.put(key, { ...draft.get(key), ...part });
  const name = (language, label) => nameField([draft, key, "names"], held.names[language], { id: `${language}-${key}`, lang: language, "aria-label": label }, `(${held.names.vi})`, (found) => change({ names: { ...draft.get(key).names, [language]: found } }));
  const [vi, viSays] = name("vi", `Tên ${called}`);
  const [en, enSays] = name("en", "Tên tiếng Anh");
  const day = (part, label) => dateField([draft, key, part], held[part], { id: `${part}-${key}`, "aria-label": `${held.names.vi}: ${label}` }, (found) => change({ [part]: found }));
  return el(
    "tr",
    { "data-key": key, "data-over": isOver(held, now) },
    ...before,
    el("td", { class: "names" }, vi, viSays, el("span", { class: "english" }, en), enSays, ...says),
    ...after,
    el("td", {}, ...day("valid_from", "từ ngày")),
    el("td", {}, ...day("valid_until", "đến hết ngày"), isOver(held, now) ? el("small", {}, "đã hết hạn") : null),
    el("td", { class: "acts" }, ...acts(key, draft, now, again, says.length > 0)),
  );
}

// What has held stays, in its days; what has not begun, or is of a service that is gone,
// goes without a trace.
function acts(key, draft, now, again, isGone) {
  const held = draft.get(key);
  const was = draft.was(key);
  const [list] = key.split("/", 1);
  const button = (text, title, act) => el("button", { type: "button", class: "btn small", title, "aria-label": `${title}: ${held.names.vi}`, onclick: () => again(act()) }, text);
  const end = () => (draft.put(key, { ...draft.get(key), valid_until: now.today }), `valid_until-${key}`);
  if (isGone || was === undefined || was.valid_from > now.today) return [button("Bỏ", "Bỏ dòng này", () => (draft.put(key, undefined), `new-${list}`))];
  if (held.valid_until !== null) return [];
  return [
    button("Hết hôm nay", `Chỉ dùng đến hết ${date(now.today)}`, end),
    button("Đổi từ mai", "Dòng cũ hết hôm nay, dòng mới từ mai", () => {
      end();
      draft.add(list, { ...held, valid_from: now.tomorrow });
      return `valid_from-${list}/${held.id}@${now.tomorrow}`;
    }),
  ];
}

// An id that no row has had: from the name, in plain small letters.
export function fresh(list, name, draft) {
  const taken = new Set(draft.all(list).map(([, row]) => row.id));
  const word = plain(name).replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 34) || list.replace(/s$/, "");
  let id = word;
  for (let n = 2; taken.has(id); n += 1) id = `${word}-${n}`;
  return id;
}
