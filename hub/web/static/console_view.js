// Puts counter, visit, queue and keys on the page. It shows; what a press means is elsewhere.

import { at, clock, el, fill, icon, inMinutes, lasting, write } from "./console_dom.js";
import { KEYS, isLit, pauseCap } from "./console_keys.js";
import { KEPT, STATES, VISITORS, why } from "./console_words.js";

const LATE_MS = 30 * 60_000;
// How many of the queue are shown, with kept places below them and without.
const [FEW, MANY] = [5, 8];

export class ConsoleView {
  // `press(name)` is told of every key and button.
  constructor(desk, press) {
    this.desk = desk;
    this.names = desk.names;
    this.press = press;
    at("keys").replaceChildren(...KEYS.map((key) => this.#key(key)));
  }

  // Everything that a new state changes; the seconds go on in `tick`.
  show(help) {
    const { status, isLost, me, isFree } = this.desk;
    const state = this.desk.state && { ...this.desk.state, session: help ?? this.desk.state.session };
    document.documentElement.dataset.state = status;
    this.#bar(state, status, me);
    this.#visit(state, status);
    this.#queue(state);
    at("take-over").setAttribute("aria-disabled", String(!isFree || !state.elsewhere.length));
    at("issue").setAttribute("aria-disabled", String(isLost || !state?.is_day_open));
    at("calm").hidden = status === "serving";
  }

  // What only time changes: clocks, waits, the undo's countdown.
  tick({ busy, isShut }) {
    const { state, status, now } = this.desk;
    at("clock").textContent = now === null ? "" : clock(now);
    this.#link(isShut);
    this.#keys(status, this.desk.undoLeft, isShut || this.desk.isLost, busy);
    if (now === null || !state) return;
    const visit = state.visit;
    if (visit) {
      write(at("timer"), lasting(now - Date.parse(status === "serving" ? (visit.started ?? visit.since) : visit.since)));
      write(at("timer-of"), status === "serving" ? `phục vụ · thường ${visit.usual_min} phút` : `từ lần gọi ${visit.times}`);
    }
    for (const one of document.querySelectorAll("[data-since]")) {
      const waited = now - Date.parse(one.dataset.since);
      write(one.lastChild, `${inMinutes(waited)} phút`);
      one.classList.toggle("late", one.dataset.limit !== undefined && waited > LATE_MS);
    }
    const paused = document.getElementById("paused-for");
    if (paused) write(paused, lasting(now - Date.parse(state.since)));
    const longest = document.getElementById("longest");
    if (longest) write(longest, String(inMinutes(now - Math.min(...state.queue.map((one) => Date.parse(one.arrived))))));
  }

  #bar(state, status, me) {
    const [icon_, text, tint] = STATES[status];
    fill(at("chip"), [status], () => [icon(icon_), text]);
    at("chip").className = `chip ${tint}`;
    const clerk = state?.clerk ?? (status === "closed" ? (me?.clerk ?? state?.rostered) : null);
    const serves = state?.serves.length ? ` · phục vụ ${state.serves.join(", ")}` : "";
    fill(at("who"), [Boolean(state), clerk, serves], () => (state ? [clerk ? el("span", { class: "long" }, "Nhân viên ") : "Chưa có nhân viên", clerk ?? "", serves] : []));
    const other = Boolean(me?.clerk && state && status !== "closed" && state.clerk !== me.clerk);
    at("mine").hidden = !other;
    if (other) write(at("mine"), `Đứng tên ${me.clerk}`);
  }

  #link(isShut) {
    const [sign, text] = isShut ? ["off", "Chưa đăng nhập"] : this.desk.isLost ? ["cut", "Mất kết nối"] : ["link", "Đã nối"];
    fill(at("link"), [text], () => [icon(sign), text]);
  }

  #visit(state, status) {
    const visit = state?.visit;
    at("visit").hidden = !visit;
    document.title = visit ? `${visit.ticket} – quầy ${state.counter}` : `Quầy ${state?.counter ?? document.body.dataset.counter} – bàn làm việc`;
    if (!visit) return;
    write(at("ticket"), visit.ticket);
    fill(at("what"), [visit.service, visit.class, state.session?.visitor, status], () => [
      el("span", { class: "svc" }, visit.service), this.names[visit.service] ?? visit.service,
      visit.class === "priority" && el("span", { class: "chip" }, icon("star"), "Ưu tiên"),
      status === "serving" && state.session && el("span", { class: "chip" }, icon("person"), VISITORS[state.session.visitor]),
    ].filter(Boolean));
    fill(at("why"), [visit.why, visit.arrived], () => {
      const [before, bold, after] = visit.why ? why(visit.why, clock(Date.parse(visit.arrived))) : ["Lấy số lúc ", clock(Date.parse(visit.arrived)), ""];
      return [before, el("b", {}, bold), after];
    });
  }

  #queue(state) {
    if (!state) return;
    write(at("queue-count"), `${state.waiting} người`);
    const kept = [...state.kept_here, ...state.kept_elsewhere];
    const queue = state.queue.slice(0, kept.length ? FEW : MANY);
    fill(at("queue"), queue, () => queue.map((one, n) => this.#waiting(one, n)));
    const more = state.waiting - queue.length;
    write(at("queue-more"), more > 0 ? `và ${more} người nữa. Hệ thống chọn thứ tự; quầy không chọn.` : state.waiting ? "Hệ thống chọn thứ tự; quầy không chọn." : "Không có ai chờ quầy này.");
    at("kept-section").hidden = !kept.length;
    write(at("kept-count"), `${kept.length} số`);
    fill(at("kept"), [state.kept_here, state.kept_elsewhere], () => kept.map((one) => this.#kept(one, state.counter)));
    const all = state.office.reduce((sum, one) => sum + one.waiting, 0);
    write(at("office-count"), `${all} người`);
    fill(at("office"), state.office, () => state.office.map((one) => el("div", { class: one.is_ours ? "" : "not", title: this.names[one.service] ?? "" }, el("dt", {}, one.service), el("dd", {}, String(one.waiting)))));
  }

  #waiting(one, n) {
    const tag = n === 0 ? "tiếp theo" : one.is_returned ? "quay lại" : "";
    const marks = [one.class === "priority" && icon("star"), one.class === "priority" ? "ưu tiên" : tag].filter(Boolean);
    return el("li", { class: n === 0 ? "next" : "" }, el("span", { class: "num" }, one.ticket), el("span", { class: "tag" }, ...marks), since(one.arrived, true));
  }

  #kept(one, counter) {
    const text = one.until ? `vắng, giữ đến ${clock(Date.parse(one.until))}` : `${KEPT[one.reason] ?? "giữ chỗ"}, `;
    const where = one.counter === counter ? "" : `quầy ${one.counter}: `;
    return el("li", { class: "kept" }, el("span", { class: "num" }, one.ticket), el("span", { class: "tag" }, el("span", {}, where + text, one.until ? null : since(one.since, false))),
      el("button", { type: "button", class: "btn slim", "aria-label": `${one.ticket} đã quay lại`, onclick: () => this.press("return", one.ticket) }, "Quay lại"));
  }

  #key(key) {
    return el("button", { type: "button", class: "key", "data-key": key.name, onclick: () => this.press(key.name) }, el("kbd", {}, key.cap), el("span", {}, key.text));
  }

  #keys(status, undoLeft, isStill, busy) {
    const here = { status, canUndo: undoLeft > 0, isDayOpen: this.desk.day === "open" };
    for (const [n, key] of KEYS.entries()) {
      const button = at("keys").children[n];
      const lit = !isStill && isLit(key, here);
      button.setAttribute("aria-disabled", String(!lit));
      button.classList.toggle("main", lit && key.main.includes(status));
      button.classList.toggle("pressed", busy === key.name);
      if (key.name === "undo") write(button.lastChild, lit ? `${key.text} ${Math.ceil(undoLeft / 1000)} s` : key.text);
      if (key.name !== "pause") continue;
      const [cap, text] = pauseCap(status);
      write(button.children[0], cap);
      write(button.children[1], text);
    }
  }
}

function since(when, isLimited) {
  const given = { "data-since": when, ...(isLimited ? { "data-limit": "" } : {}) };
  return el("span", given, icon("alert"), "");
}
