// Words that were typed for a visitor who is no longer here, and never sent.

import { at, el, fill } from "./console_dom.js";

const BETWEEN = new Set(["idle", "paused", "closed"]);

export class Left {
  // `on`: { changed(), sent(ticket) }
  constructor(desk, on) {
    this.desk = desk;
    this.on = on;
  }

  // Only between visits: over another visitor's help they would look like that one's.
  show() {
    const { desk } = this;
    const left = BETWEEN.has(desk.status) ? desk.drafts.left(null) : [];
    at("keep").hidden = !left.length;
    fill(at("keep"), [left, desk.day], () => left.map((one) => this.#bar(one)));
  }

  #bar(one) {
    const typed = one.words.map(([what, text]) => `${what} “${text}”`).join(" · ");
    const send = one.note && this.desk.day === "open" && el("button", { type: "button", class: "btn slim", onclick: () => this.#send(one) }, `Ghi cho ${one.ticket}`);
    const drop = el("button", { type: "button", class: "btn slim", "aria-label": `Bỏ nội dung của ${one.ticket}`, onclick: () => (this.desk.drafts.drop(one.id), this.on.changed()) }, "Bỏ");
    return el("p", {}, el("span", {}, el("b", {}, `Chưa gửi của ${one.ticket}: `), typed), send, drop);
  }

  // A note may be given to a session that is over, as long as its day is open.
  async #send({ id, ticket, note, noteKind }) {
    const { drafts, outbox } = this.desk;
    drafts.change(id, { note: "" });
    await outbox.add({ session: id, difficulties: [] }, "difficulty", { kind: noteKind }, { what: "note", text: note, field: "note_ref" });
    if (outbox.isEmpty && !drafts.of(id).note) this.on.sent(ticket);
  }
}
