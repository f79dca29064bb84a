// The procedures that people are helped with, and their levels, each in its dates.

import { el, plain } from "./console_dom.js";
import { dateField } from "./manage_fields.js";
import { date } from "./manage_words.js";

const LISTS = ["levels", "procedures"];

export function catalogue(about, draft, now, { again }) {
  const isOwn = LISTS.some((list) => draft.all(list).length > 0);
  if (!isOwn) {
    const copy = () => (LISTS.forEach((list) => (draft.standard[list] ?? []).forEach((row) => draft.add(list, row))), again("new-procedure"));
    return [
      el("p", {}, "Đang dùng danh mục kèm theo Layso. Danh mục chỉ để ghi việc; Cổng Dịch vụ công quốc gia mới là căn cứ."),
      el("button", { type: "button", class: "btn", id: "own-catalogue", onclick: copy }, "Sửa danh mục"),
      shown(draft.standard),
    ];
  }
  const forget = () => (LISTS.forEach((list) => draft.all(list).forEach(([key]) => draft.put(key, undefined))), again("own-catalogue"));
  const rows = draft.all("procedures").sort(([, a], [, b]) => a.service.localeCompare(b.service));
  const head = ["Dịch vụ", "Thủ tục", "Mức", "Từ ngày", "Đến hết ngày", ""].map((text) => el("th", { scope: "col" }, text));
  return [
    adding(about, draft, again),
    el("table", { class: "procedures" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows.map(([key]) => procedure(key, about, draft, now, again)))),
    el("button", { type: "button", class: "btn", onclick: forget }, "Bỏ, dùng danh mục kèm theo"),
  ];
}

function shown({ procedures = [], levels = [] }) {
  const named = new Map(levels.map((level) => [level.id, level.names.vi]));
  const rows = procedures.map((row) => el("tr", {}, el("td", {}, el("span", { class: "svc" }, row.service)), el("th", { scope: "row" }, row.names.vi, " ", el("span", { class: "en", lang: "en" }, row.names.en)), el("td", {}, named.get(row.level) ?? row.level)));
  return el("table", {}, el("thead", {}, el("tr", {}, ...["Dịch vụ", "Thủ tục", "Mức"].map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...rows));
}

const levelsOf = (draft) => {
  const own = draft.all("levels").map(([, row]) => row);
  return new Map((own.length ? own : (draft.standard.levels ?? [])).map((row) => [row.id, row.names.vi]));
};

const choice = (label, choices, chosen, take) =>
  el("select", { "aria-label": label, onchange: take }, ...[...choices].map(([value, text]) => el("option", { value, selected: value === chosen }, text)));

function procedure(key, about, draft, now, again) {
  const held = draft.get(key);
  const change = (part) => draft.put(key, { ...draft.get(key), ...part });
  const name = (language, label) => el("input", { value: held.names[language], maxlength: 80, lang: language, "aria-label": label, onchange: ({ target }) => target.value.trim() && change({ names: { ...draft.get(key).names, [language]: target.value.trim() } }) });
  const day = (part, label) => dateField(held[part], { "aria-label": `${held.names.vi}: ${label}` }, (found) => change({ [part]: found }));
  const isOver = held.valid_until !== null && held.valid_until < now.today;
  return el(
    "tr",
    { "data-key": key, "data-over": isOver },
    el("td", {}, choice(`Dịch vụ của ${held.names.vi}`, about.services.map((s) => [s.id, s.id]), held.service, ({ target }) => change({ service: target.value }))),
    el("td", { class: "names" }, name("vi", "Tên thủ tục"), name("en", "Tên tiếng Anh")),
    el("td", {}, choice(`Mức của ${held.names.vi}`, levelsOf(draft), held.level, ({ target }) => change({ level: target.value }))),
    el("td", {}, day("valid_from", "từ ngày")),
    el("td", {}, day("valid_until", "đến hết ngày"), isOver ? el("small", {}, "đã hết hạn") : null),
    el("td", { class: "acts" }, ...acts(key, held, draft, now, again)),
  );
}

function acts(key, held, draft, now, again) {
  const button = (text, title, act) => el("button", { type: "button", class: "btn small", title, "aria-label": `${title}: ${held.names.vi}`, onclick: () => (act(), again()) }, text);
  if (draft.was(key) === undefined) return [button("Bỏ", "Bỏ dòng này", () => draft.put(key, undefined))];
  if (held.valid_until !== null) return [];
  return [
    button("Hết hôm nay", `Chỉ dùng đến hết ${date(now.today)}`, () => draft.put(key, { ...held, valid_until: now.today })),
    button("Đổi từ mai", "Dòng cũ hết hôm nay, dòng mới từ mai", () => {
      draft.put(key, { ...held, valid_until: now.today });
      draft.add("procedures", { ...held, valid_from: now.tomorrow });
    }),
  ];
}

function adding(about, draft, again) {
  const service = choice("Dịch vụ", about.services.map((s) => [s.id, `${s.id} ${s.name}`]), null, () => {});
  const level = choice("Mức", levelsOf(draft), null, () => {});
  const vi = el("input", { id: "new-procedure", maxlength: 80, placeholder: "Tên thủ tục" });
  const says = el("span", { class: "bad", role: "alert" });
  const en = el("input", { maxlength: 80, lang: "en", placeholder: "English name" });
  const add = (event) => {
    event.preventDefault();
    if (!vi.value.trim()) return (says.textContent = "Ghi tên thủ tục."), vi.focus();
    const names = { vi: vi.value.trim(), en: en.value.trim() || vi.value.trim() };
    draft.add("procedures", { id: fresh(names.en, draft), service: service.value, names, level: level.value });
    again("new-procedure");
  };
  return el("form", { class: "add", novalidate: true, onsubmit: add }, el("label", {}, "Thủ tục mới ", vi), el("label", {}, "Tiếng Anh ", en), service, level, el("button", { class: "btn" }, "Thêm thủ tục"), says);
}

// An id that no row has had: from the name, in plain small letters.
function fresh(name, draft) {
  const taken = new Set(draft.all("procedures").map(([, row]) => row.id));
  const word = plain(name).replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 34) || "procedure";
  let id = word;
  for (let n = 2; taken.has(id); n += 1) id = `${word}-${n}`;
  return id;
}
