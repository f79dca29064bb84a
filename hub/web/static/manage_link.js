// Who is at this page, and whether it hears the hub. Nobody signed in and a page that was
// locked are states of their own: only a hub that does not answer is a lost line.

import { at, el, fill, write } from "./console_dom.js";
import { ROLES } from "./manage_words.js";

const LOST_MS = 3_000;
const WORDS = { locked: "Màn hình đã khóa", "signed-in-elsewhere": "Đã đăng nhập ở máy khác" };
const CUT = "Mất kết nối. Nội dung đã nhập được giữ, hãy lưu khi có lại kết nối.";

const signIn = () => el("a", { href: "/sign-in?to=/manage" }, "Đăng nhập");

export class Link {
  me = null;
  #openedAt = 0;

  constructor(stream, lock, now) {
    [this.stream, this.lock, this.now] = [stream, lock, now];
  }

  get isManaged() {
    return this.me === null || !this.me.needs_sign_in || this.me.role === "manager";
  }

  // What the hub says of whoever sits here.
  know(me) {
    this.me = me;
    this.now.me = me.role ? me.clerk : null;
    this.now.know(me.now);
    this.showWho();
  }

  // A line opened anew is not lost yet.
  opened() {
    this.#openedAt = performance.now();
    this.stream.open();
  }

  showWho() {
    const { role, clerk, word, needs_sign_in: isNeeded } = this.me ?? {};
    const canSignIn = isNeeded || [...this.now.accounts.values()].some((one) => one.has_pin);
    fill(at("who"), [role, clerk, word, canSignIn], () => {
      if (role) return this.isManaged ? `${ROLES[role]} ${clerk}` : [`${ROLES[role]} ${clerk} `, signIn()];
      if (WORDS[word]) return `${WORDS[word]}: ${clerk}`;
      return canSignIn ? [isNeeded ? "Chưa đăng nhập " : "", signIn()] : "";
    });
  }

  // A stream that ends may only mean that the sign-in did: that is asked at once.
  show() {
    const { downSince } = this.stream;
    if (downSince !== null && !this.lock.isClosed) this.lock.ask();
    const isCut = downSince !== null && !this.lock.isClosed && performance.now() - Math.max(downSince, this.#openedAt) > LOST_MS;
    document.body.toggleAttribute("data-cut", isCut);
    write(at("link"), this.lock.isClosed ? "Cần mã PIN để làm tiếp" : isCut ? CUT : "Đã nối");
  }
}
