// The roster by weekday and counter, and what of it cannot be.

import { el, icon, write } from "./console_dom.js";
import { WEEKDAYS, helps, weekday } from "./manage_words.js";

export function roster(about, draft, now, { again }) {
  const names = draft.all("clerks").filter(([, row]) => helps(row)).map(([, row]) => row.id);
  const days = WEEKDAYS.map((name, n) => el("th", { scope: "col", "data-today": n + 1 === now.weekday }, name));
  const rows = about.counters.map((counter) =>
    el("tr", {}, el("th", { scope: "row" }, `Quầy ${counter.id} `, el("small", {}, counter.serves.join(", "))), ...WEEKDAYS.map((_, n) => seat(n + 1, counter.id, names, draft))),
  );
  const gone = [...new Set(goneSeats(about, draft).map(([, row]) => row.counter))].sort();
  return [
    el("p", { class: "warned", id: "roster-mean", role: "status", hidden: true }, icon("alert"), el("span")),
    names.length ? null : el("p", { class: "none" }, "Chưa có nhân viên nào. Thêm ở phần Nhân viên."),
    el("table", { class: "roster" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Quầy"), ...days)), el("tbody", {}, ...rows, ...gone.map((counter) => goneRow(counter, about, draft, again)))),
  ].filter(Boolean);
}

function seat(day, counter, names, draft) {
  const key = `roster/${day}/${counter}`;
  const held = draft.get(key)?.clerk ?? "";
  const choices = ["", ...new Set([...names, ...(held ? [held] : [])])];
  const options = choices.map((name) => el("option", { value: name, selected: name === held }, name || "–"));
  const take = ({ target }) => draft.put(key, target.value ? { weekday: day, counter, clerk: target.value } : undefined);
  return el("td", { "data-key": key }, el("select", { "aria-label": `${weekday(day)}, quầy ${counter}`, onchange: take }, ...options));
}

const isHere = (about, { counter }) => about.counters.some(({ id }) => id === counter);
const goneSeats = (about, draft) => draft.all("roster").filter(([, row]) => !isHere(about, row));
const byDay = ([, a], [, b]) => a.weekday - b.weekday;

// The technician has taken the counter out of the site file; who was rostered there stays
// here, without effect, until it is taken out.
function goneRow(counter, about, draft, again) {
  const seats = goneSeats(about, draft).filter(([, row]) => row.counter === counter).sort(byDay);
  const drop = () => (seats.forEach(([key]) => draft.put(key, undefined)), again("save"));
  const button = el("button", { type: "button", class: "btn small", "aria-label": `Bỏ lịch trực quầy ${counter}`, onclick: drop }, "Bỏ");
  const said = seats.map(([, row]) => `${weekday(row.weekday)} ${row.clerk}`).join(", ");
  return el("tr", { class: "gone" }, el("th", { scope: "row" }, `Quầy ${counter}`), el("td", { colspan: 6 }, el("b", {}, `quầy ${counter} không còn ở điểm này`), `: lịch này không có tác dụng (${said})`), el("td", {}, button));
}

// ── What cannot be ───────────────────────────────────────────────────────────

// Whoever looks after machines sits at no counter.
export function techniciansAtCounters(draft) {
  const seats = draft.all("roster").sort(byDay).filter(([, row]) => draft.get(`clerks/${row.clerk}`)?.role === "technician");
  const clerks = [...new Set(seats.map(([, row]) => row.clerk))];
  const of = (clerk) => seats.filter(([, row]) => row.clerk === clerk).map(([, row]) => `${weekday(row.weekday)} quầy ${row.counter}`);
  return clerks.map((clerk) => `${clerk} là kỹ thuật viên, không ngồi quầy, mà còn trong lịch trực: ${of(clerk).join(", ")}. Đổi lịch trực hoặc vai trò.`);
}

// A clerk sits at one counter a day.
function atTwoCounters(about, draft) {
  const counters = new Map();
  for (const [, row] of draft.all("roster").sort(byDay)) {
    const place = `${row.clerk} ${row.weekday}`;
    if (isHere(about, row)) counters.set(place, { ...row, at: [...(counters.get(place)?.at ?? []), row.counter] });
  }
  const twice = [...counters.values()].filter(({ at }) => at.length > 1);
  return twice.map((one) => `${one.clerk} có ở cả ${one.at.sort().map((counter) => `quầy ${counter}`).join(" và ")} ${weekday(one.weekday)}. Mỗi người ngồi một quầy một ngày: bỏ một chỗ.`);
}

// Called after each change: the rows stay as they are, what they come to is said above.
export function warnOfRoster(about, draft) {
  const place = document.getElementById("roster-mean");
  if (!place) return;
  const said = [...atTwoCounters(about, draft), ...techniciansAtCounters(draft)].join(" ");
  place.hidden = !said;
  write(place.lastChild, said);
}
