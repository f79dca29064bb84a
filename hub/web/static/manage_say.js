// What is said beside the keys, and what two managers have set at once.

import { at, el, icon } from "./console_dom.js";
import { inWords, nameOf } from "./manage_words.js";

// Say something; what went wrong stays until it is put away.
export function say(text, isBad = false, ...more) {
  tell(text, isBad, ...more);
  if (isBad) at("say").focus();
}

// The same to somebody who is at a field: the cursor stays there.
export function tell(text, isBad, ...more) {
  const away = el("button", { type: "button", class: "btn small", onclick: hush }, "Đã đọc");
  at("say").className = isBad ? "say bad" : "say good";
  at("say").replaceChildren(icon(isBad ? "alert" : "check"), el("div", {}, el("p", {}, text), ...more), away);
  at("say").hidden = false;
}

export function hush() {
  at("say").hidden = true;
}

// That all is saved is true only until something is not.
export function hushGood() {
  if (at("say").classList.contains("good")) hush();
}

// Another manager has saved: say what, but for what is asked below.
export function sayTheirs(theirs, clashes) {
  const rest = theirs.filter(([key]) => !clashes.includes(key));
  if (rest.length === 0) return;
  const lines = rest.map(([key, was, become]) => el("li", {}, `${nameOf(key)}: ${inWords(key, was)} → ${inWords(key, become)}`));
  tell("Người khác vừa lưu thiết lập. Những gì bạn nhập vẫn còn đây.", true, el("ul", {}, ...lines), clashes.length ? null : el("p", {}, "Không có chỗ trùng. Bấm Lưu thay đổi để lưu phần của bạn."));
}

// What stands here of a row, with what is typed there and cannot be read yet.
function mineOf(key, draft) {
  const wrong = draft.wrong.filter((one) => one.key === key).map(({ text }) => `ghi “${text}”, chưa đọc được`);
  const isSet = draft.changed.some(([each]) => each === key);
  return [...(isSet ? [inWords(key, draft.get(key))] : []), ...wrong].join(", ");
}

// Both have set the same: nothing is saved until somebody has chosen. Where that is asked
// already it stays as it is, with the focus.
export function askWhich(draft, settle) {
  const { clashes } = draft;
  const rows = clashes.map((key) => [nameOf(key), mineOf(key, draft), inWords(key, draft.was(key))]);
  const shows = JSON.stringify(rows);
  at("clash").hidden = clashes.length === 0;
  if (at("clash").dataset.shows === shows) return;
  at("clash").dataset.shows = shows;
  const lines = rows.map(([name, mine, theirs]) => el("li", {}, el("b", {}, `${name}: `), `của bạn ${mine}; của người kia ${theirs}`));
  const button = (id, text, isMine) => el("button", { type: "button", class: "btn", id, onclick: () => settle(isMine) }, text);
  at("clash").replaceChildren(
    icon("alert"),
    el("div", {}, el("p", {}, "Người khác vừa lưu khác với bạn ở cùng một chỗ. Phần của bạn chưa lưu; chọn bản giữ lại:"), el("ul", {}, ...lines)),
    el("p", { class: "acts" }, button("keep-mine", "Giữ của tôi", true), " ", button("take-theirs", "Lấy của người kia", false)),
  );
}
