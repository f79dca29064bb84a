// What was typed stays in this browser, per counter and session, until it is with the hub.

const FRESH = { outcome: "", here: null, procedures: [], consignment: "", note: "", noteKind: "portal", ticket: "" };
const LASTS_MS = 24 * 60 * 60 * 1000;

// A browser may have its storage switched off; then the page alone remembers.
export class Shelf {
  constructor() {
    this.memory = new Map();
  }

  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? null;
    } catch {
      return this.memory.get(key) ?? null;
    }
  }

  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      this.memory.set(key, value);
    }
  }

  keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [...this.memory.keys()].filter((key) => key.startsWith(prefix));
    }
  }
}

export class Drafts {
  constructor(shelf, counter) {
    this.shelf = shelf;
    this.prefix = `layso.console.${counter}.draft.`;
    for (const key of shelf.keys(this.prefix)) if (Date.now() - (shelf.get(key)?.at ?? 0) > LASTS_MS) shelf.set(key, null);
  }

  of(session) {
    return { ...FRESH, ...this.shelf.get(this.prefix + session) };
  }

  change(session, changes) {
    const draft = { ...this.of(session), ...changes, at: Date.now() };
    this.shelf.set(this.prefix + session, draft);
    return draft;
  }

  drop(session) {
    this.shelf.set(this.prefix + session, null);
  }

  // Sessions whose words were never sent; the one on the screen is not among them.
  left(session) {
    const found = this.shelf.keys(this.prefix).map((key) => [key.slice(this.prefix.length), this.shelf.get(key)]);
    return found.filter(([id, draft]) => id !== session && draft && words(draft).length).map(([id, draft]) => ({ id, ticket: draft.ticket, words: words(draft) }));
  }
}

// What a clerk has typed and not yet handed over.
export function words(draft) {
  const codes = draft.procedures.filter((one) => one.code).map((one) => ["Mã hồ sơ", one.code]);
  const others = [["Mã bưu gửi", draft.consignment], ["Ghi chú", draft.note]].filter(([, text]) => text);
  return [...codes, ...others];
}
