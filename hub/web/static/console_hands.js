// Keyboard, fields and switches: what a hand does here, and which act it asks for.

import { at, icon } from "./console_dom.js";
import { meaning, partNext } from "./console_keys.js";
import { stepOf } from "./console_session.js";

const SHORTCUTS = "layso.console.shortcuts";
const BUTTONS = { skip: "skip", "add-procedure": "procedure", issue: "issue", "take-over": "take-over", mine: "mine" };

export class Hands {
  constructor(desk, acts, help, { notices, sound, lock }) {
    this.desk = desk;
    this.acts = acts;
    this.help = help;
    this.notices = notices;
    this.sound = sound;
    this.lock = lock;
    this.hasShortcuts = desk.shelf.get(SHORTCUTS) ?? true;
  }

  join() {
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", letGo);
    for (const [id, name] of Object.entries(BUTTONS)) at(id).addEventListener("click", () => this.acts.press(name));
    this.#joinFields();
    this.#joinSwitches();
  }

  #key(event) {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (!this.notices.dismiss()) document.activeElement?.blur?.();
      return;
    }
    if (event.key === "F6" && !event.ctrlKey && !event.altKey && !event.metaKey) return goOn(event);
    const meant = this.hasShortcuts && !this.lock.isClosed ? meaning(event) : null;
    if (!meant) return;
    event.preventDefault();
    if (meant.step) this.help.goTo(stepOf(meant.step));
    else this.acts.press(meant.act);
  }

  #joinFields() {
    const { desk, help } = this;
    const described = (id, told) => help.lists.join(id, (value, of) => help.record("describe", told(value), null, of));
    at("record").addEventListener("submit", (event) => event.preventDefault());
    described("visitor", (visitor) => ({ visitor }));
    described("intent", (intent) => ({ intent }));
    described("mode", (mode) => (mode === "guided" ? { mode } : { mode: "done-for", reason: mode }));
    help.lists.join("way", (way, of) => help.chooseWay(way, of));
    at("note").addEventListener("input", () => desk.keep({ note: at("note").value }));
    at("note-kind").addEventListener("change", () => help.keep({ noteKind: at("note-kind").value }));
    at("consignment").addEventListener("input", () => desk.keep({ consignment: at("consignment").value, hadConsignment: Boolean(at("consignment").value) }));
    onEnter("note", () => help.noteTyped());
    onEnter("consignment", () => help.keepConsignment());
    at("keep-note").addEventListener("click", () => help.noteDown());
    at("keep-consignment").addEventListener("click", () => help.keepConsignment());
    at("add-payment").addEventListener("click", () => help.pay());
  }

  #joinSwitches() {
    at("lock").addEventListener("click", () => this.lock.shut());
    at("shortcuts").addEventListener("click", () => {
      this.hasShortcuts = !this.hasShortcuts;
      this.desk.shelf.set(SHORTCUTS, this.hasShortcuts);
      this.#showSwitches();
    });
    at("sound").addEventListener("click", () => (this.sound.toggle(), this.#showSwitches()));
    this.#showSwitches();
  }

  #showSwitches() {
    const shown = [["sound", "Âm báo", this.sound.isOn], ["shortcuts", "Phím tắt", this.hasShortcuts]];
    for (const [id, text, isOn] of shown) {
      at(id).setAttribute("aria-pressed", String(isOn));
      at(id).replaceChildren(icon(isOn ? "check" : "off"), ` ${text}`);
      at(id).title = `${text}: ${isOn ? "đang bật" : "đang tắt"}${id === "shortcuts" ? ". F6: sang phần kế, Shift F6: phần trước" : ""}`;
    }
  }
}

// From part to part, also out of a field; a question stands by itself.
function goOn(event) {
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  partNext(document.activeElement, event.shiftKey)?.focus();
}

// A button pressed by hand lets go of the keyboard: Space and Enter mean the counter again.
function letGo(event) {
  // As it was pressed: a press may have changed what is in the button since.
  const button = event.detail > 0 && event.composedPath().find((one) => one instanceof HTMLButtonElement);
  if (button && !button.closest("dialog") && document.activeElement === button) button.blur();
}

function onEnter(id, act) {
  at(id).addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    act();
  });
}
