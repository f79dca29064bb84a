// What belongs to help that is over, or goes on elsewhere: it can be written down until the
// day closes, each thing by a press of its own.

import * as ask from "./console_dialogs.js";
import { completePath } from "./console_desk.js";
import { freshId } from "./console_dom.js";
import { post } from "./console_post.js";

const WITHIN_MS = 5_000;
const AGAIN_MS = 2_000;
const TRIES = 5;

export class Late {
  // `counter` sends, `changed()` draws what was kept
  constructor(desk, notices, counter, changed) {
    this.desk = desk;
    this.notices = notices;
    this.counter = counter;
    this.changed = changed;
    this.tried = new Map(); // how often the outcome of a session was sent from here
  }

  // An outcome that was chosen while the line was down counts, also where the box was quicker.
  settle() {
    const { desk } = this;
    if (desk.isLost || desk.day !== "open") return;
    for (const { session } of desk.state?.unrecorded ?? []) {
      const { outcome, isWanted } = desk.drafts.of(session);
      const tries = this.tried.get(session) ?? 0;
      if (!outcome || !isWanted || this.sending || tries >= TRIES || desk.outbox.unsent(session).length) continue;
      this.tried.set(session, tries + 1);
      this.sending = true;
      this.#correct(session, outcome);
    }
  }

  // The hub's clock is known only roughly just after the line came back: it may take twice.
  async #correct(session, outcome) {
    const expires = this.desk.now === null ? null : this.desk.now + WITHIN_MS;
    const said = await post(completePath(session), { outcome }, { id: freshId(), expires });
    if (said.ok) this.desk.drafts.change(session, { isWanted: false });
    setTimeout(() => {
      this.sending = false;
      this.changed();
    }, said.ok ? 0 : AGAIN_MS);
  }

  async outcome({ id, outcome }) {
    const said = await this.counter.send("correct", completePath(id), () => ({ outcome }));
    if (!said) return;
    this.desk.drafts.change(id, { isWanted: false });
    this.changed();
  }

  // A procedure that was filed with a visit that is over: which, then its code.
  file({ session, ticket }) {
    const { catalogue } = this.desk;
    ask.procedure(catalogue, null, ({ id, level }) => this.#askCode({ id: session, ticket }, { procedure: id, level, code: "" }));
  }

  // A procedure in hand, whose visit ended before it was said to be filed.
  fileRow(one, row) {
    this.#askCode(one, row);
  }

  #askCode(one, row) {
    const { catalogue, drafts } = this.desk;
    const what = `${catalogue.procedure(row.procedure)} · ${catalogue.level(row.level)}`;
    ask.code(`Ghi hồ sơ đã nộp cho ${one.ticket}`, { what, label: "Mã hồ sơ (nếu có)", typed: row.code, done: "Đã nộp" }, (text) => {
      if (row.id) drafts.change(one.id, { procedures: drafts.of(one.id).procedures.filter(({ id }) => id !== row.id) });
      this.#record(one, "submission", { procedure: row.procedure, level: row.level }, text && { what: "code", text, field: "dossier_ref" }, row.id);
    });
  }

  consignment(one) {
    ask.code(`Cất mã bưu gửi cho ${one.ticket}`, { what: "Nhận qua bưu điện", label: "Mã bưu gửi", typed: one.consignment, isNeeded: true, done: "Cất mã" }, (text) => {
      this.desk.drafts.change(one.id, { consignment: "", hadConsignment: false });
      this.#record(one, "return", { way: "post" }, { what: "consignment", text, field: "consignment_ref" });
    });
  }

  note(one) {
    this.desk.drafts.change(one.id, { note: "" });
    this.#record(one, "difficulty", { kind: one.noteKind }, { what: "note", text: one.note, field: "note_ref" });
  }

  async #record({ id, ticket }, act, body, secret, key = undefined) {
    const { outbox } = this.desk;
    await outbox.add({ session: id, ticket }, act, body, secret || null, key);
    this.changed();
    const isWaiting = outbox.items.some((item) => item.session === id);
    if (!isWaiting && !this.desk.drafts.isUnsent(id, act)) this.notices.note("check", `Đã ghi cho ${ticket}`);
  }
}
