// Who works here: clerks with role, skills and PIN.

import { clock, el, icon, write } from "./console_dom.js";
import { teamField, toggle } from "./manage_fields.js";
import { techniciansAtCounters } from "./manage_roster.js";
import { ROLES, weekday } from "./manage_words.js";

const CODE = /^[0-9A-Za-z][0-9A-Za-z-]{0,15}$/;
const BAD_CODE = "Mã gồm 1 đến 16 chữ cái không dấu, chữ số hoặc gạch nối, ví dụ NV-08.";
const NO_MANAGER = "Chưa có quản lý nào đang làm việc. Để ít nhất một người có vai trò Quản lý, nếu không sẽ không ai đổi được thiết lập.";

export function clerks(about, draft, now, acts) {
  const all = [...draft.all("clerks"), ...draft.gone("clerks")].sort(([, a], [, b]) => a.id.localeCompare(b.id));
  const rows = all.map(([key, row]) => (draft.get(key) ? clerk(key, about, draft, now, acts) : leaving(key, row, draft, acts)));
  const head = ["Mã", "Vai trò", "Nhóm", "Nhận dịch vụ", "Đang làm", "Mã PIN", ""].map((text) => el("th", { scope: "col" }, text));
  const led = el("p", { class: "warned", id: "no-manager", role: "status", hidden: isLed(draft) || !rows.length }, icon("alert"), NO_MANAGER);
  const seated = el("p", { class: "warned", id: "clerks-mean", role: "status", hidden: true }, icon("alert"), el("span"));
  return [
    led,
    seated,
    rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)) : el("p", { class: "none" }, "Chưa có ai. Thêm quản lý trước, rồi đến nhân viên."),
    teams(draft),
    adding(draft, acts),
  ];
}

// What the fields propose: the teams there are.
function teams(draft) {
  const held = new Set(draft.all("clerks").map(([, row]) => row.team).filter(Boolean));
  return el("datalist", { id: "teams" }, ...[...held].sort().map((value) => el("option", { value })));
}

const isLed = (draft) => draft.all("clerks").some(([, row]) => row.role === "manager" && row.is_active);

// Called after each change: the rows stay as they are, the cursor too.
export function warnOfClerks(draft) {
  const warning = document.getElementById("no-manager");
  if (warning) warning.hidden = isLed(draft) || !draft.all("clerks").length;
  const seated = document.getElementById("clerks-mean");
  const said = techniciansAtCounters(draft).join(" ");
  if (seated) seated.hidden = !said;
  if (seated) write(seated.lastChild, said);
}

function adding(draft, { again }) {
  const code = el("input", { id: "new-clerk", maxlength: 16, spellcheck: "false", autocapitalize: "characters", placeholder: "NV-08", "aria-describedby": "code-says" });
  const says = el("span", { class: "bad", id: "code-says", role: "alert" });
  const add = (event) => {
    event.preventDefault();
    const id = code.value.trim();
    const alike = [...draft.all("clerks"), ...draft.gone("clerks")].find(([, row]) => row.id.toUpperCase() === id.toUpperCase());
    if (!CODE.test(id)) says.textContent = BAD_CODE;
    else if (alike) says.textContent = alike[1].id === id ? `${id} đã có trong danh sách.` : `Đã có ${alike[1].id}: chữ hoa, chữ thường là một mã.`;
    else return draft.add("clerks", { id }), event.target.reset(), again("new-clerk");
    code.setAttribute("aria-invalid", "true");
    code.focus();
  };
  code.addEventListener("input", () => (code.removeAttribute("aria-invalid"), (says.textContent = "")));
  return el("form", { class: "add", novalidate: true, onsubmit: add }, el("label", {}, "Mã nhân viên ", code), el("button", { class: "btn" }, "Thêm nhân viên"), says);
}

function clerk(key, about, draft, now, acts) {
  const held = draft.get(key);
  const change = (part) => draft.put(key, { ...draft.get(key), ...part });
  const roles = Object.entries(ROLES).map(([value, text]) => el("option", { value, selected: value === held.role }, text));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, el("span", { class: "code" }, held.id)),
    el("td", {}, el("select", { "aria-label": `Vai trò của ${held.id}`, onchange: ({ target }) => change({ role: target.value }) }, ...roles)),
    el("td", {}, ...teamField([draft, key, "team"], held.team, { "aria-label": `Nhóm của ${held.id}`, list: "teams" }, (team) => change({ team }))),
    el("td", {}, el("span", { class: "skills" }, ...about.services.map((service) => skill(service, key, about, draft, acts))), ...goneSkills(key, about, draft, acts)),
    el("td", {}, toggle(held.is_active, ["có", "đã ngừng"], { "aria-label": `${held.id} đang làm việc` }, (is_active) => change({ is_active }))),
    el("td", {}, pin(held.id, draft.was(key) === undefined, now, acts)),
    el("td", {}, el("button", { type: "button", class: "btn small", "aria-label": `Bỏ ${held.id} khỏi danh sách`, onclick: () => drop(key, draft, acts) }, "Bỏ")),
  );
}

function pin(id, isNew, now, { setPin, unlock }) {
  if (isNew) return "lưu trước đã";
  const account = now.accounts.get(id);
  const lockedUntil = account?.locked_until ? Date.parse(account.locked_until) : 0;
  const set = el("button", { type: "button", class: "btn small", "aria-label": `${account?.has_pin ? "Đổi" : "Đặt"} mã PIN của ${id}`, onclick: () => setPin(id) }, account?.has_pin ? "Đổi mã" : "Đặt mã");
  const open = el("button", { type: "button", class: "btn small", "aria-label": `Mở khóa ${id}`, onclick: () => unlock(id) }, "Mở khóa");
  const state = el("span", { class: "join" }, account?.has_pin ? "đã có" : "chưa có", set);
  return lockedUntil > now.ms ? el("span", { class: "pins" }, state, el("span", { class: "join" }, el("b", { class: "bad" }, `Bị khóa đến ${clock(lockedUntil)}`), open)) : state;
}

// Whoever is rostered stays: first somebody else takes the seat.
function drop(key, draft, { again, say }) {
  const { id } = draft.get(key);
  const seats = draft.all("roster").filter(([, row]) => row.clerk === id).map(([, row]) => `${weekday(row.weekday)} quầy ${row.counter}`);
  if (seats.length) return say(`${id} còn trong lịch trực: ${seats.join(", ")}. Đổi lịch trực trước.`, true);
  draft.put(key, undefined);
  again("new-clerk");
}

function leaving(key, row, draft, { again }) {
  const keep = () => (draft.put(key, row), again("new-clerk"));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, row.id),
    el("td", { colspan: 5, class: "hint" }, "Bỏ khỏi danh sách khi lưu. Lịch sử vẫn giữ mã này; đừng cấp lại cho người khác."),
    el("td", {}, el("button", { type: "button", class: "btn small", "aria-label": `Giữ lại ${row.id}`, onclick: keep }, "Giữ lại")),
  );
}

// All services ticked means: trained for everything, also for what comes later.
function skill(service, key, about, draft, { again }) {
  const { id, skills } = draft.get(key);
  const every = about.services.map((one) => one.id);
  const take = ({ target }) => {
    const row = draft.get(key);
    const before = row.skills ?? every;
    const wanted = every.filter((one) => (one === service.id ? target.checked : before.includes(one)));
    const rest = before.filter((one) => !every.includes(one));
    const isAll = wanted.length === every.length;
    draft.put(key, { ...row, skills: isAll ? null : [...wanted, ...rest] });
    if (isAll && rest.length) again(); // Those that have gone stand there no more.
  };
  const box = el("input", { type: "checkbox", checked: skills === null || skills.includes(service.id), "aria-label": `${id} nhận dịch vụ ${service.id}, ${service.name}`, onchange: take });
  return el("label", { class: "check", title: service.name }, box, el("span", {}, service.id));
}

// Services of his that the technician has taken out of the site file.
function goneSkills(key, about, draft, { again }) {
  const { id, skills } = draft.get(key);
  const gone = (skills ?? []).filter((one) => !about.services.some((service) => service.id === one));
  if (gone.length === 0) return [];
  const drop = () => (draft.put(key, { ...draft.get(key), skills: skills.filter((one) => !gone.includes(one)) }), again("new-clerk"));
  const button = el("button", { type: "button", class: "btn small", "aria-label": `Bỏ dịch vụ ${gone.join(", ")} của ${id}`, onclick: drop }, "Bỏ");
  return [el("span", { class: "join gone" }, el("b", {}, `dịch vụ ${gone.join(", ")} không còn ở điểm này`), button)];
}
