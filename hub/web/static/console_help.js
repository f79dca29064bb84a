// What a clerk records of the help in hand: steps, procedures, notes, money, the outcome.

import * as ask from "./console_dialogs.js";
import { at } from "./console_dom.js";
import { Finish } from "./console_finish.js";
import { Late } from "./console_late.js";
import { Lists } from "./console_lists.js";
import { nameOf } from "./console_pending.js";
import { sentence } from "./console_post.js";
import { stepInHand } from "./console_session.js";
import { DIFFICULTIES, NOTE_RULE, SKIPS, WAYS } from "./console_words.js";

export class HelpActs {
  // `counter` sends what ends the visit, `changed()` draws what was kept
  constructor(desk, notices, counter, changed) {
    this.desk = desk;
    this.notices = notices;
    this.changed = changed;
    this.finish = new Finish(desk, this, counter);
    this.late = new Late(desk, notices, counter, changed);
    this.lists = new Lists(desk);
  }

  // What the keys do while somebody is helped.
  get does() {
    const { desk } = this;
    return {
      finish: () => this.finish.now(),
      "file-late": (visit) => this.late.file(visit),
      skip: () => this.skip(),
      procedure: () => this.#askProcedure(desk.session),
      note: () => desk.session && at("note").focus(),
    };
  }

  // A question is about whoever was here when it was asked, and so is its answer.
  record(act, body, secret = null, help = this.desk.session, id = undefined) {
    if (!help) return null;
    if (help.session !== this.desk.session?.session) this.notices.note("right", `Ghi cho ${help.ticket}, không còn ở quầy này`);
    return this.desk.outbox.add(help, act, body, secret, id);
  }

  keep(changes) {
    if (this.desk.keep(changes)) this.changed();
  }

  // What was said of one visitor's fields is not said of the next one's.
  freshen() {
    this.finish.freshen();
    at("outcome-says").classList.remove("wrong");
    hint("note-says", NOTE_RULE);
  }

  goTo(step) {
    const help = this.desk.session;
    if (!help) return;
    const hand = stepInHand(help, this.desk.draft());
    const after = help.steps.length + (hand ? 1 : 0);
    this.desk.keep({ here: step === hand ? null : { step, after } });
    if (hand) this.record("step", { step: hand });
    else this.changed();
  }

  skip() {
    const help = this.desk.session;
    const hand = help && stepInHand(help, this.desk.draft());
    if (!hand) return help && this.notices.refused("Không có bước nào đang làm", "Bấm số của bước muốn làm.");
    ask.choose("Bỏ qua bước này vì sao?", ask.reasons(SKIPS), (result) => {
      if (this.desk.session?.session === help.session) this.keep({ here: null });
      this.record("step", { step: hand, result }, null, help);
    });
  }

  // The step in hand stays, unless it only began with the end that is taken back.
  withdraw(entry) {
    const help = this.desk.session;
    if (!help) return;
    const n = help.steps.findIndex((one) => one.entry === entry);
    const hand = n >= 0 && n < help.steps.length - 1 ? stepInHand(help, this.desk.draft()) : null;
    if (n >= 0) this.desk.keep({ here: hand && { step: hand, after: help.steps.length - 1 } });
    this.record("withdraw", { entry });
  }

  // Said while the hub has not got all: should the box end the visit now, it still counts.
  chosen(outcome) {
    const { desk } = this;
    at("outcome-says").classList.remove("wrong");
    this.notices.calm();
    this.keep({ outcome, isWanted: Boolean(desk.session && (desk.isLost || desk.outbox.unsent(desk.session.session).length)) });
  }

  pay() {
    const help = this.desk.session;
    if (help) ask.payment((paid) => this.record("payment", paid, null, help));
  }

  #askProcedure(help) {
    if (help) ask.procedure(this.desk.catalogue, this.desk.state.visit.service, (one) => this.#added(help, one));
  }

  #added({ session, ticket }, { id, level }) {
    const { drafts } = this.desk;
    const { procedures } = drafts.change(session, { procedures: [...drafts.of(session).procedures, { procedure: id, level, code: "" }] });
    this.changed();
    if (this.desk.session?.session !== session) return this.#elsewhere({ session, ticket }, procedures.at(-1));
    at("procs").querySelector(`[data-code="${procedures.at(-1).id}"]`)?.focus();
  }

  // The visitor is gone: the code that comes next is typed where it is asked for by name.
  #elsewhere({ session, ticket }, row) {
    this.notices.note("right", `Thủ tục chờ ở ${ticket}, không còn ở quầy này`);
    if (this.desk.day === "open") this.late.fileRow({ id: session, ticket }, row);
  }

  typeCode(id, code) {
    if (this.desk.session) this.desk.keep({ procedures: this.desk.draft().procedures.map((one) => (one.id === id ? { ...one, code, hadCode: Boolean(code) } : one)) });
  }

  #without(id) {
    const { procedures } = this.desk.draft();
    this.keep({ procedures: procedures.filter((one) => one.id !== id) });
    return procedures.find((one) => one.id === id);
  }

  dropped(id) {
    this.#without(id);
    at("add-procedure").focus();
  }

  filed(id) {
    const row = this.#without(id);
    if (!row) return;
    const { procedure, level, code } = row;
    const secret = code.trim() ? { what: "code", text: code.trim(), field: "dossier_ref" } : null;
    this.record("submission", { procedure, level }, secret, this.desk.session, id);
    at("add-procedure").focus();
  }

  // Enter keeps what was typed; a kind without words takes a press of the button.
  noteTyped() {
    if (at("note").value.trim()) return this.noteDown();
    hint("note-says", "Chưa có chữ nào. Nếu chỉ ghi loại khó khăn, bấm nút Ghi.", true);
  }

  noteDown() {
    const help = this.desk.session;
    if (!help) return;
    const kind = at("note-kind").value;
    const isAgain = help.difficulties.some((one) => one.kind === kind);
    if (at("note").value.trim() || !isAgain) return this.#note(kind);
    ask.choose(`“${DIFFICULTIES[kind]}” đã ghi rồi`, [{ value: kind, text: "Ghi thêm một lần nữa", key: "1" }], () => this.#note(kind, help));
  }

  #note(kind, help = this.desk.session) {
    if (help.session !== this.desk.session?.session) return this.record("difficulty", { kind }, null, help);
    const text = at("note").value.trim();
    hint("note-says", NOTE_RULE);
    at("note").value = "";
    at("note").blur();
    this.keep({ note: "" });
    this.record("difficulty", { kind }, text ? { what: "note", text, field: "note_ref" } : null);
  }

  keepConsignment() {
    const text = at("consignment").value.trim();
    if (!text) return at("consignment").focus();
    at("consignment").value = "";
    this.keep({ consignment: "", hadConsignment: false });
    this.record("return", { way: "post" }, { what: "consignment", text, field: "consignment_ref" });
  }

  // Another way than the post has no use for a number of the post's.
  chooseWay(way, help) {
    if (way === help.way) return;
    if (!help.has_consignment) return this.record("return", { way }, null, help);
    at("way").value = help.way;
    ask.choose("Mã bưu gửi đã cất sẽ bị bỏ", [{ value: way, text: `Đổi sang “${WAYS[way]}”, bỏ mã`, key: "1" }], () => this.record("return", { way }, null, help), "Esc để giữ như cũ.");
  }

  // A new state: what it leaves undone is done.
  settle() {
    this.lists.settle();
    this.late.settle();
  }

  // The hub did not take something: say so, and put what was typed back where it was.
  unsent(item, refusal) {
    const { session: id, ticket, secret } = item;
    this.#putBack(item);
    this.changed();
    const isHere = this.desk.session?.session === id;
    if (secret?.what !== "note" || !isHere) return this.notices.refused(`Chưa ghi được${isHere ? "" : ` cho ${ticket}`}: ${this.#named(item)}`, sentence(refusal));
    at("note").value = this.desk.draft().note; // Also where the cursor still stands in the field.
    at("note-kind").value = item.body.kind;
    hint("note-says", sentence(refusal), true);
    at("note").focus();
  }

  // All that waits refused with it, by name: one band tells of all.
  #named(item) {
    const { outbox, catalogue } = this.desk;
    const others = outbox.waiting.filter((one) => one.why && one.session === item.session && one.id !== item.id);
    return [...others, item].map((one) => nameOf(one, catalogue)).join(" · ");
  }

  // Codes that waited for the line went with a page that was loaded anew meanwhile.
  forgotten(items) {
    for (const item of items) this.#putBack(item);
    if (items.length) this.notices.told("alert", "Gõ lại mã chưa cất được", "Trang đã tải lại khi chưa có kết nối; mã không được giữ trong trình duyệt.");
  }

  #putBack({ session: id, ticket, act, body, secret }) {
    const { drafts } = this.desk;
    const draft = drafts.change(id, ticket ? { ticket } : {});
    if (act === "submission") drafts.change(id, { procedures: [...draft.procedures, { procedure: body.procedure, level: body.level, code: secret?.text ?? "", hadCode: Boolean(secret) }] });
    if (secret?.what === "consignment") drafts.change(id, { consignment: draft.consignment || (secret.text ?? ""), hadConsignment: true });
    if (secret?.what === "note") drafts.change(id, { note: [secret.text, draft.note].filter(Boolean).join(" "), noteKind: body.kind });
  }
}

function hint(id, text, isWrong = false) {
  at(id).textContent = text;
  at(id).classList.toggle("wrong", isWrong);
}
