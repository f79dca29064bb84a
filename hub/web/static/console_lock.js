// Who sits here: asks the hub, tells it that somebody works, and blanks the page until
// somebody has signed in. Beneath the blank all stays as it was, with all that was typed.

import { el } from "./console_dom.js";
import { get, post, sentence } from "./console_post.js";

const ASK_MS = 15_000;
const LEAST_MS = 5_000;
const WORDS = {
  locked: "Màn hình đã khóa. Nhập mã PIN để làm tiếp.",
  "signed-in-elsewhere": "Mã này vừa đăng nhập ở máy khác nên máy này đã thoát.",
};

export class Lock {
  // `on`: { known(me), opened() }
  constructor(on) {
    this.on = on;
    this.me = null;
    this.dialog = null;
    this.toldAt = 0;
  }

  start() {
    this.ask();
    setInterval(() => document.visibilityState === "visible" && this.ask(), ASK_MS);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.ask());
    for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, () => this.#here(), { capture: true, passive: true });
  }

  async ask() {
    const { status, reply } = await get("/api/v1/me");
    if (status === 200 && reply) this.#take(reply);
    else if (status === 401) this.#close();
  }

  async shut() {
    const said = await post("/api/v1/lock", {});
    if (said.ok) this.#take(said.reply);
  }

  get isClosed() {
    return this.dialog !== null;
  }

  // Whoever types notes for long does not ask the hub for anything, and is here all the same.
  async #here() {
    if (!this.me?.role || this.isClosed) return;
    const every = Math.max(LEAST_MS, ((this.me.idle_s ?? 300) * 1000) / 6);
    if (performance.now() - this.toldAt < every) return;
    this.toldAt = performance.now();
    const said = await post("/api/v1/me/here", {});
    if (said.status === 401) this.ask();
  }

  #take(me) {
    this.me = me;
    this.on.known(me);
    clearTimeout(this.timer);
    if (me.needs_sign_in && !me.role) return this.#close();
    if (me.locks_at) this.timer = setTimeout(() => this.ask(), Math.max(1_000, Date.parse(me.locks_at) - Date.parse(me.now) + 500));
    this.#open();
  }

  #open() {
    if (!this.dialog) return;
    // First, so that the field that had the focus can have it again.
    delete document.documentElement.dataset.locked;
    this.dialog.close();
    this.dialog.remove();
    this.dialog = null;
    this.on.opened();
  }

  #close() {
    if (this.dialog) return;
    const clerk = el("input", { id: "clerk", autocomplete: "username", maxlength: 16, required: true, spellcheck: "false", value: this.me?.clerk ?? "" });
    const pin = el("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "current-password", maxlength: 12, required: true });
    const says = el("p", { class: "at-field", role: "alert" });
    const form = el("form", { class: "sign-in" }, el("h2", { id: "locked" }, "Nhập mã PIN để làm tiếp"), el("p", { class: "hint" }, `${WORDS[this.me?.word] ?? ""} Nội dung đã nhập vẫn còn nguyên.`.trim()),
      el("label", { class: "field" }, "Mã nhân viên", clerk), el("label", { class: "field" }, "Mã PIN", pin), says, el("button", { class: "btn main", type: "submit" }, "Vào làm việc"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#signIn(clerk, pin, says);
    });
    // A question that stood open is asked again later, not answered by somebody else.
    for (const open of document.querySelectorAll("dialog[open]")) open.close();
    this.dialog = el("dialog", { class: "lock", "aria-labelledby": "locked" }, form);
    // Only signing in opens it.
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.dialog);
    this.dialog.showModal();
    document.documentElement.dataset.locked = "";
    (clerk.value ? pin : clerk).focus();
  }

  async #signIn(clerk, pin, says) {
    const said = await post("/api/v1/sign-in", { clerk: clerk.value.trim(), pin: pin.value });
    pin.value = "";
    pin.focus();
    if (said.ok) return this.ask();
    says.classList.add("wrong");
    says.textContent = said.status === 0 ? "Chưa nối được với trung tâm. Chờ vài giây rồi thử lại." : sentence(said.refusal);
  }
}
