// A field can go while somebody types in it: the box ends the visit. What is typed on was
// meant for the field, and is no shortcut for the next visitor.

const STILL_MS = 2_000; // after so long without a key the hands have stopped
const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea";
const ACTS = new Set(["Enter", "Delete"]); // besides letters and digits

export class Typing {
  // `on`: { stopped() }, told when a key was kept from acting
  constructor(on) {
    this.on = on;
    this.until = 0;
  }

  join() {
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    document.addEventListener("pointerdown", () => (this.until = 0), { capture: true });
  }

  // Draw, and see whether the field that is typed in is still there.
  around(draw) {
    const field = document.activeElement;
    const isTyped = Boolean(field?.matches(FIELD)) && field.checkVisibility({ visibilityProperty: true });
    draw();
    if (!isTyped || document.querySelector("dialog[open]")) return;
    if (document.activeElement === field && field.checkVisibility()) return;
    field.blur();
    this.until = performance.now() + STILL_MS;
  }

  #key(event) {
    if (performance.now() > this.until || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length > 1 && !ACTS.has(event.key)) return this.#free(event.key);
    if (event.target instanceof Element && (event.target.closest("dialog") || event.target.matches(FIELD))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.until = performance.now() + STILL_MS;
    this.on.stopped();
  }

  #free(key) {
    if (key === "Escape") this.until = 0;
  }
}
