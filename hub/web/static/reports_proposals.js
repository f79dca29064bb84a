// What the manager proposes in the report of a period: words go to the vault first.

import { at, el, fill, freshId } from "./console_dom.js";
import { post, sentence } from "./console_post.js";
import { named } from "./reports_named.js";

const GONE = "Nội dung không đọc lại được.";

export class Proposals {
  #now = null;
  #id = null; // of the words that are being kept, through every retry
  #asked = ""; // the words of which it was asked whether they name somebody

  // `on`: { say(text, isGood), changed(), report() }
  constructor(on) {
    this.on = on;
    at("add").addEventListener("click", () => this.#add());
    at("new").addEventListener("input", () => (this.#id = null));
  }

  // Nobody knows yet of which period the next one would be.
  wait() {
    this.#now = null;
    at("add").disabled = true;
  }

  show(report) {
    this.#now = report;
    at("add").disabled = false;
    const isOut = Boolean(report.handed_in);
    for (const id of ["new-of", "add"]) at(id).hidden = isOut;
    fill(at("proposals"), [report.proposals, isOut], () => (report.proposals ?? []).map((one) => this.#row(one, isOut)));
  }

  #row({ ref, text }, isOut) {
    const words = el("p", { class: text === null ? "gone" : "" }, text ?? GONE);
    if (isOut) return el("li", {}, words);
    return el("li", {}, words, el("button", { type: "button", class: "btn", onclick: () => this.#withdraw(ref, text) }, "Bỏ hoặc sửa"));
  }

  async #add() {
    const text = at("new").value.trim();
    at("new").focus();
    this.on.say(text ? "" : "Ghi nội dung đề xuất rồi bấm “Thêm”.");
    if (!text || !this.#now || this.#isDoubtful(text)) return;
    this.#id ??= freshId();
    const kept = await post("/api/v1/notes", { text }, { id: this.#id });
    if (!kept.ok) return this.on.say(kept.refusal ? sentence(kept.refusal) : "Chưa có trả lời. Bấm “Thêm” lần nữa.");
    const { first, last } = this.#now;
    const said = await post("/api/v1/proposals", { first, last, note_ref: kept.reply.ref }, { id: `${this.#id}-p` });
    if (!said.ok) return this.on.say(said.refusal ? sentence(said.refusal) : "Chưa có trả lời. Bấm “Thêm” lần nữa.");
    at("new").value = "";
    this.#id = null;
    this.#done("Đã thêm đề xuất.");
  }

  // What looks like a name is asked about once: pressed again, it is taken as it is.
  #isDoubtful(text) {
    const found = named(text);
    if (!found || this.#asked === text) return false;
    this.#asked = text;
    this.on.say(`Có vẻ có tên hoặc địa chỉ của một người: “${found}”. Báo cáo gửi ra ngoài: hãy bỏ phần đó; nếu không phải, bấm “Thêm” lần nữa.`);
    return true;
  }

  // What is taken back can be written anew: its words go back into the field.
  async #withdraw(ref, text) {
    const said = await post(`/api/v1/proposals/${ref}/withdraw`, {});
    if (!said.ok) return this.on.say(sentence(said.refusal));
    if (text !== null && !at("new").value) at("new").value = text;
    this.#done("Đã bỏ; nội dung ở ô bên dưới nếu muốn sửa.");
  }

  #done(text) {
    this.on.say(text, true);
    this.on.changed();
    this.on.report();
  }
}
