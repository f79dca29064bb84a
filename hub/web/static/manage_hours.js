// When the office is open: by weekday, and the holidays.

import { el } from "./console_dom.js";
import { dateField, iso, timeField, toggle } from "./manage_fields.js";
import { WEEKDAYS, date, weekday } from "./manage_words.js";

export function hours(about, draft, now, { again }) {
  return [...week(about, draft, again), ...holidays(draft, again)];
}

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
    draft.put(key, isOpen ? { weekday: number, opens: about.opens, closes: about.closes } : undefined);
    again(`hours-${number}`);
  };
  const time = (part, label) => timeField(held[part], { "aria-label": `${weekday(number)} ${label}` }, (found) => draft.put(key, { ...draft.get(key), [part]: found }));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, weekday(number)),
    el("td", {}, toggle(held !== undefined, ["mở cửa", "nghỉ"], { id: `hours-${number}`, "aria-label": `${weekday(number)} mở cửa` }, turn)),
    el("td", {}, held ? el("span", { class: "join" }, time("opens", "mở lúc"), "–", time("closes", "đóng lúc")) : ""),
  );
}

function holidays(draft, again) {
  const rows = draft.all("holidays").sort(([a], [b]) => a.localeCompare(b));
  const day = dateField("", { id: "new-holiday", required: true }, () => {});
  const name = el("input", { maxlength: 80, required: true, placeholder: "Tết Dương lịch" });
  const english = el("input", { maxlength: 80, placeholder: "New Year's Day", lang: "en" });
  const says = el("span", { class: "bad", role: "alert" });
  const add = (event) => {
    event.preventDefault();
    const vi = name.value.trim();
    if (draft.add("holidays", { day: iso(day.value), names: { vi, en: english.value.trim() || vi } })) again("new-holiday");
    else says.textContent = `Ngày ${day.value} đã có.`;
  };
  return [
    el("h3", {}, "Ngày nghỉ"),
    rows.length ? el("table", { class: "week" }, el("tbody", {}, ...rows.map(([key, row]) => holiday(key, row, draft, again)))) : el("p", { class: "none" }, "Chưa ghi ngày nghỉ nào."),
    el("form", { class: "add", onsubmit: add }, el("label", {}, "Ngày ", day), el("label", {}, "Tên ", name), el("label", {}, "Tiếng Anh ", english), el("button", { class: "btn" }, "Thêm ngày nghỉ"), says),
  ];
}

function holiday(key, row, draft, again) {
  const drop = () => (draft.put(key, undefined), again("new-holiday"));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, date(row.day)),
    el("td", {}, row.names.vi, " ", el("span", { class: "en", lang: "en" }, row.names.en)),
    el("td", {}, el("button", { type: "button", class: "btn small", onclick: drop, "aria-label": `Bỏ ngày nghỉ ${date(row.day)}` }, "Bỏ")),
  );
}
