// The procedures that people are helped with, and their levels, each in its days.

import { el, icon } from "./console_dom.js";
import { choice, datedRow, fresh, head, together } from "./manage_dated.js";
import { nameFault } from "./manage_fields.js";
import { levelChoices, levelNames, levels, levelsShown } from "./manage_levels.js";

const LISTS = ["levels", "procedures"];

// A list of which nothing is the office's own holds as it comes with Layso.
export function catalogue(about, draft, now, { again }) {
  const lent = LISTS.filter((list) => draft.all(list).length === 0);
  const copy = () => (lent.forEach((list) => (draft.standard[list] ?? []).forEach((row) => draft.add(list, row))), again("new-procedures"));
  const forget = () => (LISTS.forEach((list) => draft.all(list).forEach(([key]) => draft.put(key, undefined))), again("own-catalogue"));
  const button = (text, onclick, given = {}) => el("button", { type: "button", class: "btn", onclick, ...given }, text);
  return [
    ...(lent.length ? [el("p", {}, "Đang dùng danh mục kèm theo Layso. Danh mục chỉ để ghi việc; Cổng Dịch vụ công quốc gia mới là căn cứ."), button("Sửa danh mục", copy, { id: "own-catalogue" })] : []),
    el("p", { class: "warned", id: "levels-mean", role: "status", hidden: true }, icon("alert"), el("span")),
    el("h3", {}, "Mức dịch vụ công ", el("span", { class: "en", lang: "en" }, "Service levels")),
    ...(lent.includes("levels") ? [levelsShown(draft.standard.levels ?? [])] : levels(draft, now, again)),
    el("h3", {}, "Thủ tục ", el("span", { class: "en", lang: "en" }, "Procedures")),
    ...(lent.includes("procedures") ? [shown(draft, now)] : procedures(about, draft, now, again)),
    ...(lent.length < LISTS.length ? [button("Bỏ, dùng danh mục kèm theo", forget)] : []),
  ];
}

function shown(draft, now) {
  const names = levelNames(draft, now);
  const rows = (draft.standard.procedures ?? []).map((row) => el("tr", {}, el("td", {}, el("span", { class: "svc" }, row.service)), el("th", { scope: "row" }, row.names.vi, " ", el("span", { class: "en", lang: "en" }, row.names.en)), el("td", {}, names.get(row.level) ?? row.level)));
  return el("table", { class: "procedures" }, head("Dịch vụ", "Thủ tục", "Mức"), el("tbody", {}, ...rows));
}

function procedures(about, draft, now, again) {
  const rows = together(draft.all("procedures")).sort(([, a], [, b]) => a.service.localeCompare(b.service));
  return [
    adding(about, draft, now, again),
    el("table", { class: "dated procedures" }, head("Dịch vụ", "Thủ tục", "Mức", "Từ ngày", "Đến hết ngày", ""), el("tbody", {}, ...rows.map(([key]) => procedure(key, about, draft, now, again)))),
  ];
}

function procedure(key, about, draft, now, again) {
  const held = draft.get(key);
  const take = (part) => ({ target }) => draft.put(key, { ...draft.get(key), [part]: target.value });
  const isGone = !about.services.some(({ id }) => id === held.service);
  const services = [...about.services.map(({ id }) => [id, id]), ...(isGone ? [[held.service, held.service]] : [])];
  return datedRow(key, draft, now, again, {
    called: "thủ tục",
    says: isGone ? [el("small", { class: "says bad" }, `dịch vụ ${held.service} không còn ở điểm này: thủ tục này không được chọn ở quầy`)] : [],
    before: [el("td", {}, choice(`Dịch vụ của ${held.names.vi}`, services, held.service, { onchange: take("service") }))],
    after: [el("td", {}, choice(`Mức của ${held.names.vi}`, levelChoices(held.level, draft, now), held.level, { class: "level", onchange: take("level") }))],
  });
}

function adding(about, draft, now, again) {
  const service = choice("Dịch vụ", about.services.map((s) => [s.id, `${s.id} ${s.name}`]));
  const level = choice("Mức", levelNames(draft, now), null, { class: "level" });
  const vi = el("input", { id: "new-procedures", maxlength: 80, placeholder: "Tên thủ tục" });
  const says = el("span", { class: "bad", role: "alert" });
  const en = el("input", { maxlength: 80, lang: "en", placeholder: "English name" });
  const add = (event) => {
    event.preventDefault();
    const why = nameFault(vi.value.trim(), "tên thủ tục") ?? (en.value.trim() && nameFault(en.value.trim()));
    if (why) return (says.textContent = why), vi.focus();
    const names = { vi: vi.value.trim(), en: en.value.trim() || vi.value.trim() };
    draft.add("procedures", { id: fresh("procedures", names.en, draft), service: service.value, names, level: level.value });
    vi.value = en.value = ""; // The next one is often of the same service.
    again("new-procedures");
  };
  return el("form", { class: "add", novalidate: true, onsubmit: add }, el("label", {}, "Thủ tục mới ", vi), el("label", {}, "Tiếng Anh ", en), service, level, el("button", { class: "btn" }, "Thêm thủ tục"), says);
}
