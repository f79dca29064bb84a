// Who works here: clerks with role, skills and PIN; the roster by weekday and counter.

import { el } from "./console_dom.js";
import { toggle } from "./manage_fields.js";
import { ROLES, WEEKDAYS, weekday } from "./manage_words.js";

const CODE = "[0-9A-Za-z][0-9A-Za-z\\-]{0,15}";

export function clerks(about, draft, now, { again, setPin }) {
  const rows = draft.all("clerks").map(([key]) => clerk(key, about, draft, now.accounts, { again, setPin }));
  const head = ["Mã", "Vai trò", "Nhận dịch vụ", "Đang làm", "Mã PIN", ""].map((text) => el("th", { scope: "col" }, text));
  const code = el("input", { id: "new-clerk", pattern: CODE, maxlength: 16, required: true, spellcheck: "false", autocapitalize: "characters", placeholder: "NV-08" });
  const says = el("span", { class: "bad", role: "alert" });
  const add = (event) => {
    event.preventDefault();
    if (draft.add("clerks", { id: code.value.trim() })) again("new-clerk");
    else says.textContent = `${code.value.trim()} đã có trong danh sách.`;
  };
  return [
    rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)) : el("p", { class: "none" }, "Chưa có ai. Thêm quản lý trước, rồi đến nhân viên."),
    el("form", { class: "add", onsubmit: add }, el("label", {}, "Mã nhân viên ", code), el("button", { class: "btn" }, "Thêm nhân viên"), says),
  ];
}

function clerk(key, about, draft, accounts, { again, setPin }) {
  const held = draft.get(key);
  const change = (part) => draft.put(key, { ...draft.get(key), ...part });
  const roles = Object.entries(ROLES).map(([value, text]) => el("option", { value, selected: value === held.role }, text));
  const isNew = draft.was(key) === undefined;
  const account = accounts.get(held.id);
  const pin = isNew ? "lưu trước đã" : account?.has_pin ? "đã có" : "chưa có";
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, held.id),
    el("td", {}, el("select", { "aria-label": `Vai trò của ${held.id}`, onchange: ({ target }) => change({ role: target.value }) }, ...roles)),
    el("td", {}, el("span", { class: "skills" }, ...about.services.map((service) => skill(service, key, about, draft)))),
    el("td", {}, toggle(held.is_active, ["có", "đã ngừng"], { "aria-label": `${held.id} đang làm việc` }, (is_active) => change({ is_active }))),
    el("td", {}, el("span", { class: "join" }, pin, isNew ? null : el("button", { type: "button", class: "btn small", onclick: () => setPin(held.id) }, account?.has_pin ? "Đổi mã" : "Đặt mã"))),
    el("td", {}, isNew ? el("button", { type: "button", class: "btn small", onclick: () => (draft.put(key, undefined), again("new-clerk")) }, "Bỏ") : null),
  );
}

// All services ticked means: trained for everything, also for what comes later.
function skill(service, key, about, draft) {
  const { id, skills } = draft.get(key);
  const every = about.services.map((one) => one.id);
  const take = ({ target }) => {
    const row = draft.get(key);
    const before = row.skills ?? every;
    const wanted = every.filter((one) => (one === service.id ? target.checked : before.includes(one)));
    draft.put(key, { ...row, skills: wanted.length === every.length ? null : wanted });
  };
  const box = el("input", { type: "checkbox", checked: skills === null || skills.includes(service.id), "aria-label": `${id} nhận dịch vụ ${service.id}, ${service.name}`, onchange: take });
  return el("label", { class: "check", title: service.name }, box, el("span", {}, service.id));
}

export function roster(about, draft, now) {
  const names = draft.all("clerks").filter(([, row]) => row.is_active).map(([, row]) => row.id);
  const days = WEEKDAYS.map((name, n) => el("th", { scope: "col", "data-today": n + 1 === now.weekday }, name));
  const rows = about.counters.map((counter) =>
    el("tr", {}, el("th", { scope: "row" }, `Quầy ${counter.id} `, el("small", {}, counter.serves.join(", "))), ...WEEKDAYS.map((_, n) => seat(n + 1, counter.id, names, draft))),
  );
  return [
    names.length ? null : el("p", { class: "none" }, "Chưa có nhân viên nào. Thêm ở phần Nhân viên."),
    el("table", { class: "roster" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Quầy"), ...days)), el("tbody", {}, ...rows)),
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
