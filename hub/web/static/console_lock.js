// Who sits here: asks the hub, and covers the page until somebody has signed in.
// The page beneath stays as it was, with everything that was typed.

import { el } from "./console_dom.js";
import { get, post, sentence } from "./console_post.js";

const ASK_MS = 15_000;

export class Lock {
  // `on`: { known(me), opened() }
  constructor(on) {
    this.on = on;
    this.me = null;
    this.dialog = null;
  }

  start() {
    this.ask();
    setInterval(() => document.visibilityState === "visible" && this.ask(), ASK_MS);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.ask());
  }

  async ask() {
    const { status, reply } = await get("/api/v1/me");
    if (status === 401) return this.#close();
    if (status !== 200 || !reply) return;
    this.me = reply;
    this.on.known(reply);
    if (reply.needs_sign_in) this.#close();
    else this.#open();
  }

  get isClosed() {
    return this.dialog !== null;
  }

  #open() {
    if (!this.dialog) return;
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
    const form = el("form", { class: "sign-in" }, el("h2", { id: "locked" }, "Đăng nhập để làm tiếp"), el("p", { class: "hint" }, "Nội dung đã nhập vẫn còn nguyên."),
      el("label", { class: "field" }, "Mã nhân viên", clerk), el("label", { class: "field" }, "Mã PIN", pin), says, el("button", { class: "btn main", type: "submit" }, "Vào làm việc"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#signIn(clerk, pin, says);
    });
    this.dialog = el("dialog", { class: "lock", "aria-labelledby": "locked" }, form);
    // Only signing in opens it.
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.dialog);
    this.dialog.showModal();
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
