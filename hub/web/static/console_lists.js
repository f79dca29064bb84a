// A list that is gone through by arrows says every line that it passes; what is meant is
// the one at which it is left. By the mouse it is the one that was pressed.

import { at } from "./console_dom.js";

export class Lists {
  constructor(desk) {
    this.desk = desk;
    this.passing = new Map(); // by list: { help, value, act } not yet left
  }

  // `act(value, help)` is told what was chosen, and of whose help.
  join(id, act) {
    let isByKeys = false;
    const list = at(id);
    list.addEventListener("keydown", (event) => {
      isByKeys = event.key !== "Enter";
      if (!isByKeys) this.#left(id);
    });
    list.addEventListener("pointerdown", () => (isByKeys = false));
    list.addEventListener("change", () => {
      const help = this.desk.session;
      if (help) this.passing.set(id, { help, value: list.value, act });
      if (!isByKeys) this.#left(id);
    });
    list.addEventListener("blur", () => ((isByKeys = false), this.#left(id)));
  }

  // Whoever a list was opened for may be gone: what it was left at is that visitor's.
  settle() {
    for (const [id, { help }] of this.passing) if (help.session !== this.desk.session?.session) this.#left(id);
  }

  #left(id) {
    const { help, value, act } = this.passing.get(id) ?? {};
    this.passing.delete(id);
    if (help && value) act(value, help);
  }
}
