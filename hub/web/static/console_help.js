// What a clerk records of the help in hand: steps, procedures, notes, money, the outcome.

import * as ask from "./console_dialogs.js";
import { completePath } from "./console_desk.js";
import { at } from "./console_dom.js";
import { words } from "./console_kept.js";
import { sentence } from "./console_post.js";
import { stepInHand } from "./console_session.js";
import { DIFFICULTIES, NO_OUTCOME, NOTE_RULE, SKIPS } from "./console_words.js";

// What the step in hand came to, if the session ends in it.
const ENDS = { "missing-papers": "missing-papers", "system-down": "system-down" };

export class HelpActs {
  // `counter` sends what ends the visit, `changed()` draws what was kept
  constructor(desk, notices, counter, changed) {
    this.desk = desk;
    this.notices = notices;
    this.counter = counter;
    this.changed = changed;
    this.warned = null; // the session that is about to be finished with words unsent
  }

  // What the keys do while somebody is helped.
  get does() {
    const { desk } = this;
    return {
      finish: () => this.finish(),
      skip: () => this.skip(),
      procedure: () => desk.session && ask.procedure(desk.catalogue, desk.state.visit.service, (one) => this.#added(one)),
      note: () => desk.session && at("note").focus(),
    };
  }

  record(act, body, secret = null) {
    const help = this.desk.session;
    return help && this.desk.outbox.add(help, act, body, secret);
  }

  keep(changes) {
    if (this.desk.keep(changes)) this.changed();
  }

  // What was said of one visitor's fields is not said of the next one's.
  freshen() {
    this.warned = null;
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
    ask.choose("Bỏ qua bước này vì sao?", ask.reasons(SKIPS), (result) => (this.keep({ here: null }), this.record("step", { step: hand, result })));
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

  chosen(outcome) {
    at("outcome-says").classList.remove("wrong");
    this.notices.calm();
    this.keep({ outcome });
  }

  #added({ id, level }) {
    if (!this.desk.session) return;
    const procedures = [...this.desk.draft().procedures, { procedure: id, level, code: "" }];
    this.keep({ procedures });
    at("procs").querySelector(`[data-code="${procedures.length - 1}"]`)?.focus();
  }

  typeCode(n, code) {
    if (this.desk.session) this.desk.keep({ procedures: this.desk.draft().procedures.map((one, i) => (i === n ? { ...one, code, hadCode: Boolean(code) } : one)) });
  }

  #without(n) {
    const { procedures } = this.desk.draft();
    this.keep({ procedures: procedures.filter((_, i) => i !== n) });
    return procedures[n];
  }

  dropped(n) {
    this.#without(n);
    at("add-procedure").focus();
  }

  filed(n) {
    const { procedure, level, code } = this.#without(n);
    const secret = code.trim() ? { what: "code", text: code.trim(), field: "dossier_ref" } : null;
    this.record("submission", { procedure, level }, secret);
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
    ask.choose(`“${DIFFICULTIES[kind]}” đã ghi rồi`, [{ value: kind, text: "Ghi thêm một lần nữa", key: "1" }], () => this.#note(kind));
  }

  #note(kind) {
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

  // The hub did not take something: say so, and put what was typed back where it was.
  unsent(item, refusal) {
    const { session: id, body, secret } = item;
    this.#putBack(item);
    this.changed();
    if (secret?.what !== "note" || this.desk.session?.session !== id) return this.notices.refused("Chưa ghi được", sentence(refusal));
    at("note").value ||= secret.text; // Also where the cursor still stands in the field.
    at("note-kind").value = body.kind;
    hint("note-says", sentence(refusal), true);
    at("note").focus();
  }

  // Codes that waited for the line went with a page that was loaded anew meanwhile.
  forgotten(items) {
    for (const item of items) this.#putBack(item);
    if (items.length) this.notices.told("alert", "Gõ lại mã chưa cất được", "Trang đã tải lại khi chưa có kết nối; mã không được giữ trong trình duyệt.");
  }

  #putBack({ session: id, act, body, secret }) {
    const { drafts } = this.desk;
    const draft = drafts.of(id);
    if (act === "submission") drafts.change(id, { procedures: [...draft.procedures, { procedure: body.procedure, level: body.level, code: secret?.text ?? "", hadCode: Boolean(secret) }] });
    if (secret?.what === "consignment") drafts.change(id, { consignment: draft.consignment || (secret.text ?? ""), hadConsignment: true });
    if (secret?.what === "note") drafts.change(id, { note: draft.note || secret.text, noteKind: body.kind });
  }

  async finish() {
    const { desk, notices } = this;
    const help = desk.session;
    if (!help) return this.counter.call("finish");
    const draft = desk.draft();
    if (!draft.outcome) return this.#askForOutcome();
    const unsent = words(draft);
    if (unsent.length && this.warned !== help.session) {
      this.warned = help.session;
      return notices.refused("Còn nội dung chưa lưu", `${unsent.map(([what]) => what).join(", ")}. Lưu lại, hoặc bấm Enter lần nữa để kết thúc mà không lưu.`);
    }
    if (draft.here?.after === help.steps.length) this.record("step", { step: draft.here.step, result: ENDS[draft.outcome] ?? "done" });
    await desk.outbox.flush();
    if (!desk.outbox.isEmpty) return notices.refused("Chưa kết thúc được", "Còn nội dung chưa gửi đến trung tâm. Chờ vài giây rồi bấm lại.");
    return this.#end(help.session, draft.outcome);
  }

  async #end(id, outcome) {
    const { desk } = this;
    desk.endedHere.add(id);
    const said = await this.counter.send("finish", completePath(id), () => ({ outcome }));
    if (!said) return desk.endedHere.delete(id);
    desk.drafts.change(id, { note: "", consignment: "", hadConsignment: false, procedures: [] });
    document.activeElement?.blur?.();
    this.changed();
  }

  #askForOutcome() {
    at("outcome-says").classList.add("wrong");
    at("outcomes").querySelector("input").focus();
    at("outcome").scrollIntoView({ block: "nearest" });
    this.notices.refused(NO_OUTCOME, "Mũi tên để chọn, Enter để kết thúc.");
  }
}

function hint(id, text, isWrong = false) {
  at(id).textContent = text;
  at(id).classList.toggle("wrong", isWrong);
}
