// What a press asks of the counter. Each goes by itself, carries the revision that is on
// the page, and within 2 s something is said.

import * as ask from "./console_dialogs.js";
import { completePath } from "./console_desk.js";
import { el, freshId } from "./console_dom.js";
import { isLit, KEYS } from "./console_keys.js";
import { NOT_SIGNED_IN, post, sentence } from "./console_post.js";
import { DAYS, NOT_YET, NO_ANSWER, OUTCOMES, PARKS, PAUSES, TOO_LATE, notNow } from "./console_words.js";

const ANSWER_MS = 2_000; // a press that nobody answered by then does not count
const SHOWN_MS = 800; // and its state is on the page by then
const OF_THE_LINE = new Set(["return", "correct", "record", "mine", "issue", "take-over"]);
const FILED = { value: "file-late", text: "Thêm thủ tục đã nộp", key: "N" };
const OF_AN_OPEN_DAY = { correct: TOO_LATE, record: TOO_LATE, "file-late": TOO_LATE, issue: null, return: null };

export class CounterActs {
  // `on`: { changed(), signedOut(), played(name) }; `more` are the acts of the help in hand
  constructor(desk, notices, on) {
    this.desk = desk;
    this.notices = notices;
    this.on = on;
    this.busy = null; // the key whose answer is awaited
    this.line = Promise.resolve(); // acts go one after the other
    this.does = this.#acts();
  }

  // Send an act; the key looks pressed at once.
  call(act, body = {}, key = act) {
    return this.send(key, this.desk.path(act), () => ({ ...body, revision: this.desk.state.revision }));
  }

  send(key, to, body) {
    this.line = this.line.then(() => this.#sendNow(key, to, body));
    return this.line;
  }

  async #sendNow(key, to, body) {
    const { desk, notices, on } = this;
    if (desk.isLost) return notices.lost(desk.lostSince, true), null;
    this.busy = key;
    on.changed();
    const expires = desk.now === null ? null : desk.now + ANSWER_MS;
    const said = await post(to, body(), { id: freshId(), within: ANSWER_MS + 500, expires });
    if (said.ok) await this.#arrived(said.reply.revision);
    this.busy = null;
    on.played(said.ok ? "taken" : "refused");
    if (said.status === NOT_SIGNED_IN) on.signedOut();
    else if (!said.ok) notices.refused(...(said.refusal ? ["Chưa làm được", sentence(said.refusal)] : NO_ANSWER));
    on.changed();
    return said.ok ? said.reply : null;
  }

  // Wait until the state that an answer speaks of is on the page, so that the next key fits.
  async #arrived(revision) {
    const until = performance.now() + SHOWN_MS;
    while (revision && (this.desk.state?.revision ?? 0) < revision && performance.now() < until) await new Promise((done) => setTimeout(done, 15));
  }

  // A key or a button was pressed.
  press(name, more) {
    const { desk, notices } = this;
    if (!desk.state && !desk.isLost) return notices.note("link", ...NOT_YET);
    const key = KEYS.find((one) => one.name === name);
    if (desk.isLost && (key || OF_THE_LINE.has(name))) return notices.lost(desk.lostSince, true);
    if (desk.day !== "open" && name in OF_AN_OPEN_DAY) return notices.refused(...(OF_AN_OPEN_DAY[name] ?? DAYS[desk.day]));
    if (key && !isLit(key, { status: desk.status, canUndo: desk.undoLeft > 0, isDayOpen: desk.day === "open" })) return this.#explain(key);
    notices.calm();
    this.does[name]?.(more);
  }

  #explain({ name }) {
    const { desk, notices } = this;
    const ticket = desk.state?.visit?.ticket ?? "";
    if (name === "next" && desk.status === "called") return notices.refused("Chưa gọi được số tiếp theo", `${ticket} đã được gọi mà chưa đến. Hãy gọi lại, bắt đầu hoặc ghi vắng mặt trước.`);
    notices.refused(...notNow(name, desk.status, ticket, desk.day));
  }

  #acts() {
    const { desk } = this;
    return {
      next: () => this.call("call-next", {}, "next"),
      recall: () => this.call("recall"),
      start: () => this.call("start"),
      "no-show": () => this.call("no-show"),
      park: () => ask.choose(`Giữ chỗ cho ${desk.state.visit.ticket} vì sao?`, ask.reasons(PARKS), this.#ofTheSame((reason) => this.#leave("park", { reason }))),
      transfer: () => ask.transfer(desk.state.visit, desk.counter, desk.names, desk.counters, this.#ofTheSame((to) => this.#leave("transfer", to))),
      pause: () => this.#pause(),
      undo: () => this.call("undo", { reason: "wrong-key" }), // What it took back is told by the state.
      return: (ticket) => this.call("return", { ticket }),
      correct: (visit) => ask.choose(`Kết quả của ${visit.ticket}?`, [...ask.reasons(OUTCOMES), FILED], (outcome) => (outcome === FILED.value ? this.press(outcome, visit) : this.#record({ ...visit, outcome }))),
      record: (visit) => this.#record(visit),
      mine: () => this.call("open", { clerk: desk.me.clerk }),
      issue: () => ask.issue(desk.names, (service, isPriority) => this.#issue(service, isPriority)),
      "take-over": () => this.#takeOver(),
    };
  }

  #record({ session, outcome }) {
    return this.send("correct", completePath(session), () => ({ outcome }));
  }

  #pause() {
    const { status, me } = this.desk;
    if (status === "paused") return this.call("resume", {}, "pause");
    if (status === "closed") return this.call("open", me?.clerk ? { clerk: me.clerk } : {}, "pause");
    const options = [...ask.reasons(PAUSES), { value: "close", text: "Đóng quầy, nghỉ hẳn", key: "D" }];
    ask.choose("Tạm nghỉ vì sao?", options, (reason) => (reason === "close" ? this.call("close", {}, "pause") : this.call("pause", { reason })));
  }

  // What was asked about one visitor is not answered for the next.
  #ofTheSame(act) {
    const { ticket, visit } = this.desk.state.visit;
    return (answer) => (this.desk.state.visit?.visit === visit ? act(answer) : this.notices.refused(`${ticket} không còn ở quầy này`, "Xem lại khách đang ở quầy rồi bấm lần nữa."));
  }

  // The visit leaves with what was recorded of it.
  async #leave(act, body) {
    const { desk } = this;
    const id = desk.state.session?.session;
    await desk.outbox.flush();
    if (id) desk.endedHere.add(id);
    if (!(await this.call(act, body))) desk.endedHere.delete(id);
  }

  #takeOver() {
    const { desk, notices } = this;
    if (!desk.isFree || !desk.state.elsewhere.length) return notices.refused("Chưa nhận được phiên khác", desk.status === "idle" ? "Không có phiên nào đang diễn ra ở quầy khác." : "Quầy phải mở và không có khách. Kết thúc, giữ chỗ hoặc chuyển khách đang ở đây trước.");
    ask.takeOver(desk.state.elsewhere, desk.now, (one) => this.call("take-over", { session: one.session, from_counter: one.counter }));
  }

  async #issue(service, isPriority) {
    const said = await this.send("issue", "/api/v1/tickets", () => ({ service, class: isPriority ? "priority" : "normal", channel: "clerk" }));
    if (!said) return;
    ask.told("Số của khách", ask.bigNumber(said.ticket), el("p", {}, `${this.desk.names[service]} · ${said.ahead} người trước. Viết số này cho khách; số được gọi như mọi số khác.`));
  }
}
