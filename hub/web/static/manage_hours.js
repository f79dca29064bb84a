// When the office is open: by weekday, and the holidays.

import { el, icon, write } from "./console_dom.js";
import { BAD_DATE, EARLIEST, TOO_EARLY, iso, nameFault, timeField, toggle } from "./manage_fields.js";
import { WEEKDAYS, date, weekday } from "./manage_words.js";

export function hours(about, draft, now, { again }) {
  return [el("p", { class: "warned", id: "hours-mean", role: "status", hidden: true }, icon("alert"), el("span")), ...week(about, draft, again), ...holidays(draft, again)];
}

const CLOSES_AFTER_MIN = 60;
const STOP = "Muốn nghỉ ngay, hãy ngừng các dịch vụ.";
const inMin = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const asTime = (min) => (min >= 1440 ? "24:00" : `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`);

// What holidays and hours come to today, said plainly, where the day is open already.
export function meansToday(about, draft, now) {
  if (!now.isOpen) return null;
  const own = draft.all("hours").length > 0;
  const today = draft.get(`hours/${now.weekday}`);
  const holiday = draft.get(`holidays/${now.today}`);
  if (!holiday && !own) return null;
  if (about.demo) return holiday || !today || inMin(today.closes) <= now.minute ? `Bản chạy thử luôn mở cửa, giờ và ngày nghỉ không đóng nó. ${STOP}` : null;
  if (holiday) return `Hôm nay đã mở: ngày nghỉ này áp dụng từ lần mở sau. ${STOP}`;
  if (!today) return `Hôm nay đã mở: ${weekday(now.weekday)} nghỉ áp dụng từ lần mở sau. ${STOP}`;
  if (inMin(today.closes) > now.minute) return null;
  const over = inMin(today.closes) + CLOSES_AFTER_MIN;
  const when = over <= now.minute ? "Sổ hôm nay đóng ngay khi không còn ai ở quầy; số đang chờ hết hiệu lực." : `Sổ tự đóng lúc ${asTime(over)}${draft.get("stops_at_closing") ? "" : "; đến lúc đó khách vẫn lấy được số"}.`;
  return `Hôm nay đã mở và giờ đóng ${today.closes} đã qua. ${when} ${STOP}`;
}

// Which rows speak of today.
export const ofToday = (key, now) => key === `holidays/${now.today}` || key.startsWith("hours/") || key === "lists/hours";

function week(about, draft, again) {
  const own = draft.all("hours");
  if (own.length === 0) {
    const set = () => (WEEKDAYS.forEach((_, n) => draft.add("hours", { weekday: n + 1, opens: about.opens, closes: about.closes })), again("hours-1"));
    return [
      el("p", {}, `Đang theo tệp cấu hình: mọi ngày ${about.opens}–${about.closes}.`, about.demo ? " Bản chạy thử luôn mở cửa." : ""),
      el("button", { type: "button", class: "btn", id: "own-hours", onclick: set }, "Đặt giờ riêng cho từng ngày"),
    ];
  }
  const forget = () => (own.forEach(([key]) => draft.put(key, undefined)), again("own-hours"));
  return [
    el("table", { class: "week" }, el("tbody", {}, ...WEEKDAYS.map((_, n) => dayOf(n + 1, about, draft, again)))),
    el("button", { type: "button", class: "btn", onclick: forget }, "Bỏ, theo tệp cấu hình"),
  ];
}

function dayOf(number, about, draft, again) {
  const key = `hours/${number}`;
  const held = draft.get(key);
  const turn = (isOpen) => {
    draft.put(key, isOpen ? draft.was(key) ?? { weekday: number, opens: about.opens, closes: about.closes } : undefined);
    again(`hours-${number}`);
  };
  const reversed = el("small", { class: "says bad", role: "status" });
  const look = ({ opens, closes }) => write(reversed, closes > opens ? "" : `Giờ đóng ${closes} không sau giờ mở ${opens}.`);
  const take = (part) => (found) => (draft.put(key, { ...draft.get(key), [part]: found }), look(draft.get(key)));
  const time = (part, label) => timeField([draft, key, part], held[part], { "aria-label": `${weekday(number)} ${label}` }, take(part));
  if (held) look(held);
  const [opens, opensSays] = held ? time("opens", "mở lúc") : [];
  const [closes, closesSays] = held ? time("closes", "đóng lúc") : [];
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, weekday(number)),
    el("td", {}, toggle(held !== undefined, ["mở cửa", "nghỉ"], { id: `hours-${number}`, "aria-label": `${weekday(number)} mở cửa` }, turn)),
    el("td", {}, ...(held ? [el("span", { class: "join" }, opens, "–", closes), opensSays, closesSays, reversed] : [])),
  );
}

function holidays(draft, again) {
  const rows = draft.all("holidays").sort(([a], [b]) => a.localeCompare(b));
  const day = el("input", { id: "new-holiday", class: "date", maxlength: 10, autocomplete: "off", placeholder: "ngày/tháng/năm" });
  const name = el("input", { maxlength: 80, placeholder: "Tết Dương lịch" });
  const english = el("input", { maxlength: 80, placeholder: "New Year's Day", lang: "en" });
  const says = el("span", { class: "bad", role: "alert" });
  const wrong = (text, field) => (write(says, text), field.focus());
  const add = (event) => {
    event.preventDefault();
    const vi = name.value.trim();
    const en = english.value.trim() || vi;
    if (!iso(day.value)) return wrong(BAD_DATE, day);
    if (iso(day.value) < EARLIEST) return wrong(TOO_EARLY, day);
    if (nameFault(vi, "tên ngày nghỉ")) return wrong(nameFault(vi, "tên ngày nghỉ"), name);
    if (nameFault(en)) return wrong(nameFault(en), english);
    if (draft.add("holidays", { day: iso(day.value), names: { vi, en } })) event.target.reset(), again("new-holiday");
    else wrong(`Ngày ${day.value} đã có.`, day);
  };
  return [
    el("h3", {}, "Ngày nghỉ"),
    rows.length ? el("table", { class: "week" }, el("tbody", {}, ...rows.map(([key, row]) => holiday(key, row, draft, again)))) : el("p", { class: "none" }, "Chưa ghi ngày nghỉ nào."),
    el("form", { class: "add", novalidate: true, onsubmit: add }, el("label", {}, "Ngày ", day), el("label", {}, "Tên ", name), el("label", {}, "Tiếng Anh ", english), el("button", { class: "btn" }, "Thêm ngày nghỉ"), says),
  ];
}

function holiday(key, row, draft, again) {
  const drop = () => (draft.put(key, undefined), again("new-holiday"));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, date(row.day)),
    el("td", {}, row.names.vi, row.names.en === row.names.vi ? null : el("span", { class: "en", lang: "en" }, ` ${row.names.en}`)),
    el("td", {}, el("button", { type: "button", class: "btn small", onclick: drop, "aria-label": `Bỏ ngày nghỉ ${date(row.day)}` }, "Bỏ")),
  );
}
