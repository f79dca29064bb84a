// The calm middle while nobody is helped: the expected act in words, and what the visits
// before came to, to be filled in or put right.

import { at, clock, el, fill, icon } from "./console_dom.js";
import { DAYS, OUTCOMES, PAUSES } from "./console_words.js";

const FORGOTTEN = "not-recorded";

export class Middle {
  constructor(desk, press) {
    this.desk = desk;
    this.press = press;
  }

  show() {
    const { state, status, day } = this.desk;
    const parts = state && [state.waiting, state.last, state.earlier, state.unrecorded, state.serves, state.pause_reason, status === "called" && state.visit?.ticket, state.office];
    fill(at("calm"), [status, day, parts], () => this.#parts(state, status, day));
  }

  #parts(state, status, day) {
    if (status === "called") return [el("h2", {}, "Mời khách vào, rồi bắt đầu"), el("p", {}, `Màn hình và loa đã báo số ${state.visit.ticket}. Khách chưa đến thì bấm R để gọi lại.`), this.#big("start", "S", "Khách đã đến – bắt đầu")];
    if (!["closed", "paused", "idle"].includes(status)) return [icon("clock"), el("h2", {}, "Đang nối với trung tâm")];
    return [...this.#expected(state, status, day), ...this.#done(state, day)];
  }

  #expected(state, status, day) {
    const ours = state.serves.join(", ");
    if (day !== "open") return [icon("off"), el("h2", {}, DAYS[day][0]), el("p", {}, DAYS[day][1])];
    if (status === "closed") {
      const all = state.office.reduce((sum, one) => sum + one.waiting, 0);
      return [icon("off"), el("h2", {}, "Quầy đang đóng"), el("p", {}, `${all} người đang chờ tại điểm. Mở quầy để nhận số thuộc ${ours || "các dịch vụ của quầy"}.`), this.#big("pause", "O", "Mở quầy")];
    }
    if (status === "paused") return [icon("pause"), el("h2", {}, "Tạm nghỉ ", el("span", { id: "paused-for" })), el("p", {}, `Lý do: ${(PAUSES[state.pause_reason] ?? "nghỉ").toLowerCase()}. Quầy không nhận số mới; ${state.waiting} người vẫn chờ dịch vụ ${ours}.`), this.#big("pause", "P", "Làm việc tiếp")];
    if (!state.waiting) return [el("h2", {}, "Chưa có ai chờ"), el("p", {}, `Quầy sẵn sàng nhận số thuộc ${ours}.`)];
    return [el("p", {}, `${state.waiting} người chờ quầy này · lâu nhất `, el("span", { id: "longest" }), " phút"), el("h2", {}, "Mời số tiếp theo"), this.#big("next", "Space", "Gọi số tiếp theo")];
  }

  // The visits that are over: what they came to, the last one's slip, what is still to be said.
  #done(state, day) {
    const { last } = state;
    if (!last) return [];
    const forgotten = state.unrecorded.filter((one) => one.session !== last.session);
    const known = state.earlier.filter((one) => one.outcome !== FORGOTTEN);
    return [...this.#last(last, day), this.#row(`${forgotten.length} lượt chưa ghi kết quả`, forgotten, day, (one) => `xong ${clock(Date.parse(one.ended))}`, "warn"), this.#row("Trước đó", known, day, said)].filter(Boolean);
  }

  #last(last, day) {
    const slip = el("a", { class: "btn slim", target: "_blank", rel: "noopener", href: this.desk.slip(last.session) }, "In phiếu hỗ trợ");
    const minutes = Math.max(1, Math.round(last.worked_s / 60));
    if (last.outcome !== FORGOTTEN) {
      const words = el("p", { class: "last" }, "Số vừa xong: ", el("b", {}, last.ticket), `, ${said(last)}, ${minutes} phút`);
      return [words, el("div", { class: "acts" }, this.#act("Sửa kết quả", day, "correct", last, `Sửa kết quả của ${last.ticket}`), slip)];
    }
    const buttons = Object.entries(OUTCOMES).map(([outcome, text]) => this.#act(text, day, "record", { ...last, outcome }));
    const asks = day === "open" ? " chưa ghi kết quả. Chọn một:" : " chưa ghi kết quả.";
    return [el("p", { class: "last warn" }, icon("alert"), " ", el("b", {}, last.ticket), ` (${minutes} phút)${asks}`), el("div", { class: "fill-in" }, ...buttons), el("div", { class: "acts" }, this.#act("Thêm thủ tục đã nộp", day, "file-late", last, `Thêm thủ tục đã nộp của ${last.ticket}`), slip)];
  }

  #row(title, visits, day, text, kind = "") {
    if (!visits.length) return null;
    const buttons = visits.map((one) => this.#act([el("b", {}, one.ticket), ` ${text(one)}`], day, "correct", one, `Ghi kết quả của ${one.ticket}`));
    return el("div", { class: `over ${kind}` }, el("span", {}, kind && icon("alert"), title), ...buttons);
  }

  // Dashed once the day is closed; pressed all the same it says why.
  #act(text, day, name, visit, label = null) {
    return el("button", { type: "button", class: "btn slim", "aria-label": label, "aria-disabled": day === "open" ? null : "true", onclick: () => this.press(name, visit) }, ...[text].flat());
  }

  #big(name, cap, text) {
    return el("button", { type: "button", class: "btn main", onclick: () => this.press(name) }, el("kbd", {}, cap), ` ${text}`);
  }
}

const said = ({ outcome }) => (OUTCOMES[outcome] ?? outcome).toLowerCase();
