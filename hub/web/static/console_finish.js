// The end of a visit: asks for what looks forgotten, sends what waits, then finishes.

import { completePath } from "./console_desk.js";
import { at } from "./console_dom.js";
import { SENT, words } from "./console_kept.js";
import { NO_OUTCOME } from "./console_words.js";

// What the step in hand came to, if the session ends in it.
const ENDS = { "missing-papers": "missing-papers", "system-down": "system-down" };

export class Finish {
  // `help` records, `counter` sends what ends the visit
  constructor(desk, help, counter) {
    this.desk = desk;
    this.help = help;
    this.counter = counter;
    this.warned = null; // what was doubted of the session that is about to be finished
  }

  // What was doubted of one visitor's help is asked anew of the next one's.
  freshen() {
    this.warned = null;
  }

  async now() {
    const { desk, help: acts } = this;
    const help = desk.session;
    if (!help) return this.counter.call("finish");
    const draft = desk.draft();
    if (!draft.outcome) return this.#askForOutcome();
    if (this.#doubts(help, draft)) return;
    if (draft.here?.after === help.steps.length) acts.record("step", { step: draft.here.step, result: ENDS[draft.outcome] ?? "done" });
    await desk.outbox.flush();
    if (!desk.outbox.unsent(help.session).length) return this.#end(help.session, draft.outcome);
    desk.drafts.change(help.session, { isWanted: true });
    return acts.notices.refused("Chưa kết thúc được", "Còn nội dung chưa gửi đến trung tâm. Chờ vài giây rồi bấm lại.");
  }

  // What looks forgotten is asked about once; the second Enter means it.
  #doubts(help, draft) {
    const unsent = words(draft).map(([what]) => what);
    const isEmpty = draft.outcome === "submitted" && !help.submissions.length;
    const doubt = unsent.length
      ? ["Còn nội dung chưa lưu", `${unsent.join(", ")}. Lưu lại, hoặc bấm Enter lần nữa để kết thúc mà không lưu.`]
      : isEmpty && ["Chưa ghi thủ tục nào đã nộp", `${draft.procedures.length ? "Bấm Đã nộp ở thủ tục đang làm" : "Bấm N để thêm thủ tục"}, hoặc bấm Enter lần nữa để kết thúc như vậy.`];
    const asked = doubt && `${help.session} ${doubt[0]}`;
    if (!doubt || this.warned === asked) return false;
    this.warned = asked;
    this.help.notices.refused(...doubt);
    return true;
  }

  async #end(id, outcome) {
    const { desk } = this;
    const chosen = document.activeElement; // something else may be in hand when the answer comes
    desk.endedHere.add(id);
    const said = await this.counter.send("finish", completePath(id), () => ({ outcome }));
    if (!said) return desk.endedHere.delete(id);
    desk.drafts.change(id, { ...SENT, isWanted: false });
    chosen?.blur?.();
    this.help.changed();
  }

  #askForOutcome() {
    at("outcome-says").classList.add("wrong");
    at("outcomes").querySelector("input").focus();
    at("outcome").scrollIntoView({ block: "nearest" });
    this.help.notices.refused(NO_OUTCOME, "Mũi tên để chọn, Enter để kết thúc.");
  }
}
