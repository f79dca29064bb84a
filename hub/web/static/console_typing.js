// A field or a question can outlive its visit while somebody types: the box ends it. What is
// typed on was meant for that one, and is no shortcut for the next visitor. Codes are read off
// a paper, with long rests: keys are held until a hand says that it knows.

const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea";
// Besides letters and digits; an input method may hold a letter back and name no key.
const ACTS = new Set(["Enter", "Delete", "Process", "Unidentified"]);

export class Typing {
  // `on`: { held(of), freed() }, told when keys begin to be kept from acting, at each that
  // is, and when they act again
  constructor(on) {
    this.on = on;
    this.of = null; // whose typing was cut off while keys are held: { session, ticket, isAsked }
    this.asked = null; // a question that is open for a visit that is over: { dialog, of }
  }

  join() {
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    document.addEventListener("close", () => this.#closed(), { capture: true });
    document.addEventListener("click", (event) => event.detail > 0 && !inDialog(event) && this.free(), { capture: true });
  }

  // Draw, and see whether what is typed in, or asked, is still about the visit that is here;
  // `of` is who was here: { session, ticket, isOther }.
  around(draw, of) {
    const field = document.activeElement;
    const isTyped = Boolean(field?.matches(FIELD)) && field.checkVisibility({ visibilityProperty: true });
    draw();
    const dialog = document.querySelector("dialog[open]:not(.lock)");
    if (dialog && of.isOther && this.asked?.dialog !== dialog) this.asked = { dialog, of: { ...of, isAsked: true } };
    if (!isTyped || document.querySelector("dialog[open]")) return;
    if (document.activeElement === field && field.checkVisibility()) return;
    field.blur();
    getSelection()?.removeAllRanges(); // Else the rest of a word still lands in the field.
    this.#hold(of);
  }

  free() {
    if (!this.of) return;
    this.of = null;
    this.on.freed();
  }

  #hold(of) {
    this.of = of;
    this.on.held(of);
  }

  // Seen at the next key too: it may come before the browser says that the question closed.
  #closed() {
    if (!this.asked || this.asked.dialog.open) return;
    const { of } = this.asked;
    this.asked = null;
    this.#hold(of);
  }

  #key(event) {
    this.#closed();
    if (!this.of || event.ctrlKey || event.altKey || event.metaKey || inDialog(event)) return;
    if (event.key === "Escape") return this.free();
    if (event.key.length > 1 && !ACTS.has(event.key)) return;
    if (event.target instanceof Element && event.target.matches(`${FIELD}, #say-held button`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.on.held(this.of);
  }
}

const inDialog = ({ target }) => target instanceof Element && Boolean(target.closest("dialog[open]"));
