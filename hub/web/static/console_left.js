// What waits for a decision, by name: words typed for a visitor who is no longer here, what
// the hub did not take, what another clerk recorded, what the vault cannot keep just now.

import { at, el, fill } from "./console_dom.js";
import { AGAIN } from "./console_kept.js";
import { nameOf } from "./console_pending.js";
import { OUTCOMES } from "./console_words.js";

const BETWEEN = new Set(["idle", "paused", "closed"]);

export class Left {
  // `late` writes down what belongs to help that is over, `changed()` draws anew
  constructor(desk, late, changed) {
    this.desk = desk;
    this.late = late;
    this.changed = changed;
    this.cut = new Set(); // sessions whose typing was cut off, until that was seen between visits
    this.isHeld = false; // whether nobody has said yet to have seen it
  }

  cutOff(session) {
    if (this.isHeld && this.cut.has(session)) return;
    this.isHeld = true;
    this.cut.add(session);
    this.show();
  }

  freed() {
    this.isHeld = false;
    this.show();
  }

  // Whether something of a session waits here.
  has(session) {
    return this.desk.drafts.left(null, (draft) => this.#hasMore(draft)).some((one) => one.id === session);
  }

  // Only between visits, or of the visit in hand: over another visitor's help it would look
  // like that one's. What was cut off in the middle is sought at once, and shown.
  show() {
    const { desk } = this;
    const isBetween = BETWEEN.has(desk.status);
    if (isBetween && !this.isHeld) this.cut.clear();
    const here = desk.session?.session;
    const isShown = (id) => isBetween || this.cut.has(id);
    const drafts = desk.drafts.left(here, (draft) => this.#hasMore(draft)).filter((one) => isShown(one.id));
    const items = desk.outbox.waiting.filter((item) => (isShown(item.session) || item.session === here) && (desk.isAsked || !item.isTheirs));
    at("keep").hidden = !drafts.length && !items.length;
    fill(at("keep"), [drafts, items, here, desk.day, desk.me?.clerk, this.#unrecorded, desk.catalogue.isThere], () => [...drafts.map((one) => this.#draft(one)), ...grouped(items).map((some) => this.#waiting(some))]);
  }

  get #unrecorded() {
    return (this.desk.state?.unrecorded ?? []).map((one) => one.session);
  }

  #isForgotten({ id, outcome }) {
    return Boolean(outcome) && this.#unrecorded.includes(id);
  }

  #isOver(id) {
    const { state } = this.desk;
    return Boolean(state) && [...state.unrecorded, ...state.earlier, state.last].some((one) => one?.session === id);
  }

  // A procedure without a code, or an outcome, is no word, and lost all the same.
  #hasMore(draft) {
    return this.#isForgotten(draft) || (this.#isOver(draft.id) && draft.procedures.length > 0);
  }

  #draft(one) {
    const { catalogue } = this.desk;
    const isOver = this.#isOver(one.id);
    const bare = one.procedures.filter((row) => isOver && !row.code && !row.hadCode).map((row) => ["Thủ tục chưa bấm Đã nộp", catalogue.procedure(row.procedure)]);
    const outcome = this.#isForgotten(one) ? [["Kết quả", OUTCOMES[one.outcome]]] : [];
    const typed = [...one.words, ...bare, ...outcome].map(([what, text, of]) => `${what} ${text === AGAIN ? text : `“${text}”`}${of ? ` (${catalogue.procedure(of)})` : ""}`).join(" · ");
    const send = this.desk.day === "open" ? this.#sends(one) : [];
    return this.#bar(`Chưa gửi của ${one.ticket}: `, typed, [...send, ["Bỏ", () => (this.desk.drafts.drop(one.id), this.changed()), `Bỏ nội dung của ${one.ticket}`]]);
  }

  #sends(one) {
    const { catalogue } = this.desk;
    const { late } = this;
    return [
      ...one.procedures.map((row) => ["Ghi đã nộp", () => late.fileRow(one, row), `Ghi đã nộp ${catalogue.procedure(row.procedure)} cho ${one.ticket}`]),
      (one.consignment || one.hadConsignment) && ["Cất mã bưu gửi", () => late.consignment(one), `Cất mã bưu gửi cho ${one.ticket}`],
      one.note && [`Ghi cho ${one.ticket}`, () => late.note(one)],
      this.#isForgotten(one) && ["Ghi kết quả này", () => late.outcome(one), `Ghi kết quả ${OUTCOMES[one.outcome]} cho ${one.ticket}`],
    ].filter(Boolean);
  }

  #waiting(items) {
    const { outbox, catalogue, me } = this.desk;
    const [{ session, ticket, why, by, isTheirs, isHeld, isLost }] = items;
    const ids = items.map((item) => item.id);
    const what = items.map((item) => nameOf(item, catalogue)).join(" · ");
    const drop = ["Bỏ", () => outbox.drop(ids), `Bỏ: ${what}`];
    // What ended takes no more steps, however often they are sent.
    const again = isLost && session !== this.desk.session?.session ? [] : [["Ghi lại", () => outbox.again(ids)]];
    if (why) return this.#bar(`Chưa ghi được cho ${ticket}: `, `${what}. ${why}`, [...again, drop]);
    if (isTheirs) return this.#bar(`${by} chưa gửi cho ${ticket}: `, `${what}. Gửi khi ${by} đăng nhập lại ở đây.`, [[me?.clerk ? `Gửi dưới tên ${me.clerk}` : "Gửi ngay", () => outbox.again(ids)], drop]);
    return isHeld && this.#bar(`Chờ cất mã, ghi chú của ${ticket}: `, `${what}. Được gửi khi kho mã dùng lại được; giữ trang này mở.`, [["Ghi không kèm mã", () => outbox.withoutCode(ids)], drop]);
  }

  #bar(title, text, acts) {
    const buttons = acts.map(([word, act, label]) => el("button", { type: "button", class: "btn slim", "aria-label": label ?? null, onclick: act }, word));
    return el("p", {}, el("span", {}, el("b", {}, title), text), ...buttons);
  }
}

// Together is what can be decided together.
function grouped(items) {
  const groups = new Map();
  for (const item of items) {
    const key = JSON.stringify([item.session, item.why ?? null, item.isTheirs && item.by, Boolean(item.isHeld)]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
