// Puts counter, visit and queue on the page. It shows; what a press means is elsewhere.

import { at, clock, clockWithSeconds, el, fill, icon, inMinutes, lasting, write } from "./console_dom.js";
import { KEYS, isLit, pauseCap } from "./console_keys.js";
import { CUT, KEPT, OUTCOMES, PAUSES, STATES, VISITORS, why } from "./console_words.js";

const LATE_MS = 30 * 60_000;
// How many of the queue are shown, with kept places below them and without.
const [FEW, MANY] = [5, 8];

export class ConsoleView {
  // `press(name)` is told of every key and button, `names` are the services' names.
  constructor(names, press) {
    this.names = names;
    this.press = press;
    at("keys").replaceChildren(...KEYS.map((key) => this.#key(key)));
  }

  // Everything that a new state changes; the seconds go on in `tick`.
  show({ state, status, draft, isLost, canTakeOver, me }) {
    const root = document.documentElement;
    root.dataset.state = status;
    this.#bar(state, status, isLost, me);
    this.#visit(state, status);
    this.#queue(state);
    at("take-over").setAttribute("aria-disabled", String(!canTakeOver));
    at("issue").setAttribute("aria-disabled", String(isLost || !state?.is_day_open));
    at("work").hidden = status !== "serving";
    at("calm").hidden = status === "serving";
    if (status !== "serving") this.#calm(state, status, draft);
  }

  // What only time changes: clocks, waits, the undo's countdown.
  tick({ state, status, now, undoLeft, isLost, busy }) {
    at("clock").textContent = now === null ? "" : clock(now);
    this.#keys(status, undoLeft, isLost, busy);
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

  note(icon_, title, text = "") {
    this.#say("say-note", icon_, title, text);
  }

  refused(title, text) {
    this.#say("say-no", "alert", title, text, el("button", { type: "button", class: "btn", onclick: () => this.calm() }, el("kbd", {}, "Esc"), " Đã hiểu"));
  }

  // Take the refusal away; returns whether there was one.
  calm() {
    const was = !at("say-no").hidden;
    at("say-no").hidden = true;
    at("say-no").replaceChildren();
    return was;
  }

  quiet() {
    at("say-note").hidden = true;
    at("say-note").replaceChildren();
  }

  // Said again where somebody presses a key all the same.
  lost(since, isAgain = false) {
    const band = at("say-cut");
    if (band.hidden === (since === null) && !isAgain) return;
    band.hidden = since === null;
    band.replaceChildren(...(since === null ? [] : [icon("cut"), words(`Mất kết nối với trung tâm từ ${clockWithSeconds(since)}`, CUT)]));
  }

  fromBox(text) {
    at("from-box").hidden = !text;
    at("from-box").replaceChildren(...(text ? [icon("right"), text] : []));
  }

  #say(id, icon_, title, text, ...more) {
    at(id).hidden = false;
    at(id).replaceChildren(icon(icon_), words(title, text), ...more);
  }

  #bar(state, status, isLost, me) {
    const [icon_, text, tint] = STATES[status];
    fill(at("chip"), [status], () => [icon(icon_), text]);
    at("chip").className = `chip ${tint}`;
    const clerk = state?.clerk ?? (status === "closed" ? (me?.clerk ?? state?.rostered) : null);
    const serves = state?.serves.length ? ` · phục vụ ${state.serves.join(", ")}` : "";
    fill(at("who"), [Boolean(state), clerk, serves], () => (state ? [clerk ? el("span", { class: "long" }, "Nhân viên ") : "Chưa có nhân viên", clerk ?? "", serves] : []));
    const other = Boolean(me?.clerk && state && status !== "closed" && state.clerk !== me.clerk);
    at("mine").hidden = !other;
    if (other) write(at("mine"), `Đứng tên ${me.clerk}`);
    fill(at("link"), [isLost], () => (isLost ? [icon("cut"), "Mất kết nối"] : [icon("link"), "Đã nối"]));
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

  #calm(state, status, draft) {
    const last = state?.last;
    const key = [status, state?.waiting === 0, state?.waiting, last, state?.serves, state?.pause_reason, state?.is_day_open, status === "called" && state?.visit?.ticket, draft?.outcome, state?.office];
    fill(at("calm"), key, () => this.#middle(state, status, last));
  }

  #middle(state, status, last) {
    const big = (name, cap, text) => el("button", { type: "button", class: "btn main", onclick: () => this.press(name) }, el("kbd", {}, cap), ` ${text}`);
    const all = state ? state.office.reduce((sum, one) => sum + one.waiting, 0) : 0;
    const ours = state?.serves.join(", ");
    if (status === "closed" && !state.is_day_open) return [icon("off"), el("h2", {}, "Điểm chưa mở cửa"), el("p", {}, "Quầy mở được khi điểm bắt đầu ngày làm việc."), ...this.#done(last)];
    if (status === "closed") return [icon("off"), el("h2", {}, "Quầy đang đóng"), el("p", {}, `${all} người đang chờ tại điểm. Mở quầy để nhận số thuộc ${ours || "các dịch vụ của quầy"}.`), big("pause", "O", "Mở quầy"), ...this.#done(last)];
    if (status === "paused") return [icon("pause"), el("h2", {}, "Tạm nghỉ ", el("span", { id: "paused-for" })), el("p", {}, `Lý do: ${(PAUSES[state.pause_reason] ?? "nghỉ").toLowerCase()}. Quầy không nhận số mới; ${state.waiting} người vẫn chờ dịch vụ ${ours}.`), big("pause", "P", "Làm việc tiếp"), ...this.#done(last)];
    if (status === "called") return [el("h2", {}, "Mời khách vào, rồi bắt đầu"), el("p", {}, `Màn hình và loa đã báo số ${state.visit.ticket}. Khách chưa đến thì bấm R để gọi lại.`), big("start", "S", "Khách đã đến – bắt đầu")];
    if (status !== "idle") return [icon("clock"), el("h2", {}, "Đang nối với trung tâm")];
    if (!state.waiting) return [el("h2", {}, "Chưa có ai chờ"), el("p", {}, `Quầy sẵn sàng nhận số thuộc ${ours}.`), ...this.#done(last)];
    return [el("p", {}, `${state.waiting} người chờ quầy này · lâu nhất `, el("span", { id: "longest" }), " phút"), el("h2", {}, "Mời số tiếp theo"), big("next", "Space", "Gọi số tiếp theo"), ...this.#done(last)];
  }

  // The visit that was over last: what it came to, its slip, and what is still to be said.
  #done(last) {
    if (!last) return [];
    const slip = el("a", { class: "btn", target: "_blank", rel: "noopener", href: this.slip(last.session) }, "In phiếu hỗ trợ");
    const minutes = Math.max(1, Math.round(last.worked_s / 60));
    if (last.outcome !== "not-recorded") return [el("p", { class: "last" }, "Số vừa xong: ", el("b", {}, last.ticket), `, ${(OUTCOMES[last.outcome] ?? last.outcome).toLowerCase()}, ${minutes} phút`), slip];
    const buttons = Object.entries(OUTCOMES).map(([value, text]) => el("button", { type: "button", class: "btn slim", onclick: () => this.press("correct", value) }, text));
    return [el("p", { class: "last warn" }, icon("alert"), " ", el("b", {}, last.ticket), ` (${minutes} phút) chưa ghi kết quả. Chọn một:`), el("div", { class: "fill-in" }, ...buttons), slip];
  }

  slip(session) {
    return `/counter/${encodeURIComponent(document.body.dataset.counter)}/slip/${encodeURIComponent(session)}`;
  }

  #key(key) {
    return el("button", { type: "button", class: "key", "data-key": key.name, onclick: () => this.press(key.name) }, el("kbd", {}, key.cap), el("span", {}, key.text));
  }

  #keys(status, undoLeft, isLost, busy) {
    for (const [n, key] of KEYS.entries()) {
      const button = at("keys").children[n];
      const lit = !isLost && isLit(key, status, undoLeft > 0);
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

const words = (title, text) => el("p", {}, el("b", {}, title), text);

function since(when, isLimited) {
  const given = { "data-since": when, ...(isLimited ? { "data-limit": "" } : {}) };
  return el("span", given, icon("alert"), "");
}
