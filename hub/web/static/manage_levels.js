// The levels of online service, each in its days: what there is, and whether it suffices.

import { el, write } from "./console_dom.js";
import { datedRow, fresh, head, isOver, together } from "./manage_dated.js";
import { nameFault } from "./manage_fields.js";
import { date } from "./manage_words.js";

export function levels(draft, now, again) {
  const rows = together(draft.all("levels")).map(([key]) => datedRow(key, draft, now, again, { called: "mức" }));
  return [el("table", { class: "dated levels" }, head("Mức", "Từ ngày", "Đến hết ngày", ""), el("tbody", {}, ...rows)), adding(draft, now, again)];
}

export function levelsShown(rows) {
  const shown = (row) => el("tr", {}, el("th", { scope: "row" }, row.names.vi, " ", el("span", { class: "en", lang: "en" }, row.names.en)), el("td", {}, date(row.valid_from) || "–"), el("td", {}, date(row.valid_until) || "–"));
  return el("table", { class: "levels" }, head("Mức", "Từ ngày", "Đến hết ngày"), el("tbody", {}, ...rows.map(shown)));
}

const rowsOf = (list, draft) => {
  const own = draft.all(list).map(([, row]) => row);
  return own.length ? own : (draft.standard[list] ?? []).map((row) => ({ valid_from: null, valid_until: null, ...row }));
};
const begins = (row) => row.valid_from ?? "";
const inTime = (rows) => [...rows].sort((a, b) => begins(a).localeCompare(begins(b)));

// Each level that holds today or later, once, by the name that it has first.
export function levelNames(draft, now) {
  const rows = rowsOf("levels", draft).filter((row) => !isOver(row, now));
  const names = new Map(rows.map(({ id }) => [id, ""]));
  for (const row of inTime(rows)) {
    if (!names.get(row.id)) names.set(row.id, begins(row) > now.today ? `${row.names.vi} (từ ${date(row.valid_from)})` : row.names.vi);
  }
  return names;
}

// What a procedure can be given: those, and the one it has.
export function levelChoices(held, draft, now) {
  const names = levelNames(draft, now);
  const old = rowsOf("levels", draft).findLast((row) => row.id === held);
  return names.has(held) ? names : new Map([...names, [held, old ? `${old.names.vi} (hết hạn)` : held]]);
}

function adding(draft, now, again) {
  const vi = el("input", { id: "new-levels", maxlength: 80, placeholder: "Tên mức" });
  const en = el("input", { maxlength: 80, lang: "en", placeholder: "English name" });
  const says = el("span", { class: "bad", role: "alert" });
  const wrong = (text) => (write(says, text), vi.focus());
  const add = (event) => {
    event.preventDefault();
    const names = { vi: vi.value.trim(), en: en.value.trim() || vi.value.trim() };
    const why = nameFault(names.vi, "tên mức") ?? nameFault(names.en);
    if (why) return wrong(why);
    if (draft.all("levels").some(([, row]) => !isOver(row, now) && row.names.vi.toLowerCase() === names.vi.toLowerCase())) return wrong(`Mức ${names.vi} đã có.`);
    draft.add("levels", { id: fresh("levels", names.en, draft), names });
    event.target.reset();
    again("new-levels");
  };
  return el("form", { class: "add", novalidate: true, onsubmit: add }, el("label", {}, "Mức mới ", vi), el("label", {}, "Tiếng Anh ", en), el("button", { class: "btn" }, "Thêm mức"), says);
}

// ── Levels that end too early ────────────────────────────────────────────────

const dayAfter = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

// The first day, from today on, on which a procedure holds and its level does not.
function firstWithout(procedure, levels, now) {
  let day = begins(procedure) > now.today ? procedure.valid_from : now.today;
  for (const row of inTime(levels.filter(({ id }) => id === procedure.level))) {
    if (begins(row) > day) break;
    if (row.valid_until === null) return null;
    if (row.valid_until >= day) day = dayAfter(row.valid_until);
  }
  return procedure.valid_until === null || day <= procedure.valid_until ? day : null;
}

function missing(draft, now) {
  const levels = rowsOf("levels", draft);
  const found = new Map();
  for (const row of rowsOf("procedures", draft)) {
    const day = firstWithout(row, levels, now);
    if (day === null) continue;
    const place = `${row.level} ${day}`;
    if (!found.has(place)) found.set(place, { day, name: levels.findLast(({ id }) => id === row.level)?.names.vi ?? row.level, used: [] });
    found.get(place).used.push(row.names.vi);
  }
  return [...found.values()];
}

const SHOWN = 4;

function listed(names) {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(", ") + (more > 0 ? ` và ${more} thủ tục khác` : "");
}

// Called after each change: the rows stay as they are, what they come to is said above.
export function warnOfLevels(draft, now) {
  const place = document.getElementById("levels-mean");
  if (!place) return;
  const said = missing(draft, now).map(({ day, name, used }) => `Ngày ${date(day)} mức ${name} không có hiệu lực, mà ${used.length} thủ tục còn dùng: ${listed(used)}.`);
  place.hidden = said.length === 0;
  write(place.lastChild, said.length ? `${said.join(" ")} Đổi mức của các thủ tục đó, hoặc sửa ngày, rồi mới lưu được.` : "");
  const names = levelNames(draft, now);
  for (const option of document.querySelectorAll("#catalogue select.level option")) write(option, names.get(option.value) ?? option.textContent);
}
