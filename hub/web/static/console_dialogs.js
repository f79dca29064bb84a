// Questions in the way of an act: a reason, a service, an amount. Each is one dialog.

import { LONGEST_CODE, sayLength } from "./console_codes.js";
import { clock, el, inMinutes, plain } from "./console_dom.js";
import { radio } from "./console_session.js";
import { PAYMENTS } from "./console_words.js";

// Open a dialog; it is gone from the page when it closes, and focus goes back.
function open(title, ...content) {
  const dialog = el("dialog", { "aria-labelledby": "asked" },
    el("form", { method: "dialog" }, el("header", {}, el("h2", { id: "asked" }, title), el("button", { class: "btn", type: "button", onclick: () => dialog.close() }, el("kbd", {}, "Esc"), " Thôi")), ...content));
  // The keyboard goes back to the counter's keys, not to the button that asked.
  dialog.addEventListener("close", () => {
    dialog.remove();
    document.activeElement?.closest("button:not(dialog *), select:not(dialog *)")?.blur();
  });
  dialog.addEventListener("cancel", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// Its keys count wherever the focus is, as long as it is open.
function join(dialog, key) {
  const act = (event) => dialog.open && key(event);
  document.addEventListener("keydown", act);
  dialog.addEventListener("close", () => document.removeEventListener("keydown", act));
}

// One of a few, by a digit or a letter of its own, or by a press.
export function choose(title, options, chosen, hint = "") {
  const pick = (value) => {
    dialog.close();
    chosen(value);
  };
  const buttons = options.map(({ value, text, key, more }) => el("button", { type: "button", class: "btn choice", onclick: () => pick(value) }, el("kbd", {}, key), el("span", {}, text), more ? el("small", {}, more) : null));
  const dialog = open(title, hint ? el("p", { class: "hint" }, hint) : null, el("div", { class: "choices" }, ...(buttons.length ? buttons : [el("p", {}, "Không có lựa chọn nào.")])));
  join(dialog, (event) => {
    const option = options.find((one) => one.key.toLowerCase() === event.key.toLowerCase());
    if (!option || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    pick(option.value);
  });
  buttons[0]?.focus();
}

export const reasons = (words) => Object.entries(words).map(([value, text], n) => ({ value, text: text[0].toUpperCase() + text.slice(1), key: String((n + 1) % 10) }));

// Where to: a service by its letter, or one counter by a digit.
export function transfer(visit, here, names, counters, chosen) {
  const services = Object.entries(names).filter(([id]) => id !== visit.service).map(([id, text]) => ({ value: { to_service: id }, text, key: id, more: "xếp lại hàng, giữ giờ lấy số" }));
  const others = Object.entries(counters).filter(([id, serves]) => id !== here && serves.includes(visit.service))
    .map(([id], n) => ({ value: { to_counter: id }, text: `Quầy ${id}`, key: String(n + 1), more: `cùng dịch vụ ${visit.service}` }));
  choose(`Chuyển ${visit.ticket} đến đâu?`, [...services, ...others], chosen);
}

// Help that goes on elsewhere, to be gone on with here.
export function takeOver(sessions, now, chosen) {
  const options = sessions.map((one, n) => ({ value: one, text: `${one.ticket} · quầy ${one.counter}`, key: String(n + 1), more: `${one.clerk ?? "chưa rõ nhân viên"} · ${inMinutes(now - Date.parse(one.started))} phút, từ ${clock(Date.parse(one.started))}` }));
  choose("Nhận tiếp phiên nào?", options, chosen, "Khách, các bước và hồ sơ đi theo sang quầy này.");
}

// A number for somebody who did not take one: the service, and whether with priority.
export function issue(names, chosen) {
  const priority = el("input", { type: "checkbox", id: "with-priority" });
  const pick = (service) => {
    dialog.close();
    chosen(service, priority.checked);
  };
  const buttons = Object.entries(names).map(([id, text]) => el("button", { type: "button", class: "btn choice", onclick: () => pick(id) }, el("kbd", {}, id), el("span", {}, text)));
  const dialog = open("Lấy số cho khách", el("label", { class: "check" }, priority, el("span", {}, el("b", {}, "Diện ưu tiên"), " Từ 75 tuổi, đang mang thai, người khuyết tật, người có công. Không cần giấy tờ.")), el("div", { class: "choices" }, ...buttons));
  join(dialog, (event) => {
    const id = event.key.toUpperCase();
    if (!(id in names) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    pick(id);
  });
  buttons[0]?.focus();
}

export function told(title, ...content) {
  const dialog = open(title, ...content);
  dialog.querySelector("header button").focus();
}

// A procedure, found by typing with marks or without.
export function procedure(catalogue, service, chosen) {
  const list = el("div", { class: "choices", role: "group", "aria-label": "Thủ tục tìm thấy" });
  const count = el("p", { class: "hint", role: "status" });
  const field = el("input", { type: "text", inputmode: "search", id: "sought", "aria-label": "Tìm thủ tục", placeholder: "Gõ vài chữ, có dấu hoặc không", autocomplete: "off", spellcheck: "false" });
  const pick = (one) => {
    dialog.close();
    chosen(one);
  };
  const dialog = open("Thêm thủ tục", el("p", {}, field), count, list);
  const found = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = catalogue.procedures.filter((one) => wanted.every((word) => plain(one.names.vi).includes(word)));
    return fits.sort((a, b) => (b.service === service) - (a.service === service));
  };
  const show = () => {
    const rows = found();
    count.textContent = rows.length ? `${rows.length} thủ tục · Enter chọn dòng đầu, mũi tên để đi xuống` : "Không có thủ tục nào như vậy. Xem lại chữ đã gõ.";
    list.replaceChildren(...rows.slice(0, 30).map((one) => el("button", { type: "button", class: "btn choice", onclick: () => pick(one) }, el("kbd", {}, one.service), el("span", {}, one.names.vi), el("small", {}, catalogue.level(one.level)))));
  };
  field.addEventListener("input", show);
  join(dialog, (event) => {
    const rows = [...list.children];
    const n = rows.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === field && rows.length) pick(found()[0]);
    else if (event.key === "ArrowDown") (rows[n + 1] ?? rows[0])?.focus();
    else if (event.key === "ArrowUp") (rows[n - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });
  show();
  field.focus();
}

// Money that the visitor pays to others; help itself costs nothing.
export function payment(chosen) {
  const amount = el("input", { inputmode: "numeric", id: "amount", maxlength: 13, required: true, autocomplete: "off", "aria-describedby": "amount-says" });
  const says = el("p", { class: "at-field", id: "amount-says", role: "status" }, "Số tiền bằng đồng, ví dụ 50.000.");
  const save = () => {
    const dong = Number(amount.value.replace(/[.\s]/g, ""));
    const isNumber = /^[\d.\s]+$/.test(amount.value) && dong <= 1_000_000_000;
    if (!isNumber || !dong) {
      says.textContent = isNumber ? "Số tiền phải lớn hơn 0 đồng. Khách không trả gì thì không cần ghi." : "Chỉ ghi số tiền bằng đồng, nhiều nhất 1.000.000.000.";
      says.classList.add("wrong");
      amount.focus();
      return;
    }
    const read = (name) => dialog.querySelector(`input[name=${name}]:checked`).value;
    dialog.close();
    chosen({ kind: read("kind"), amount_vnd: dong, is_online: read("online") === "yes" });
  };
  const kinds = Object.entries(PAYMENTS).map(([value, text], n) => radio("kind", value, text, null, { checked: n === 0 }));
  const ways = [radio("online", "yes", "Trả trực tuyến", null, { checked: true }), radio("online", "no", "Trả tiền mặt hoặc cách khác", null)];
  const dialog = open("Khách đã trả", el("p", { class: "hint" }, "Trả cho cơ quan nhà nước hoặc bưu chính. Hỗ trợ tại quầy luôn miễn phí."), el("div", { class: "opts two" }, ...kinds),
    el("label", { class: "field" }, "Số tiền (đồng)", amount), says, el("div", { class: "opts two" }, ...ways), el("p", { class: "acts" }, el("button", { type: "submit", class: "btn main" }, "Ghi lại")));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  amount.focus();
}

// A code that belongs to help that is over: what for, and the code, if there is one.
export function code(title, { what, label, typed = "", isNeeded = false, done }, chosen) {
  const says = el("p", { class: "at-field", role: "status" });
  const field = el("input", { id: "late-code", maxlength: LONGEST_CODE, value: typed, required: isNeeded, autocomplete: "off", spellcheck: "false", oninput: () => sayLength(field, says) });
  const dialog = open(title, el("p", {}, what), el("label", { class: "field" }, label, field), says, el("p", { class: "acts" }, el("button", { type: "submit", class: "btn main" }, done)));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    dialog.close();
    chosen(text);
  });
  field.focus();
}

export const bigNumber = (ticket) => el("p", { class: "taken" }, el("span", { class: "num" }, ticket));
