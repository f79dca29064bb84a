// What was typed stays in this browser, per counter and session, until it is with the hub.
// What is for the vault alone, a dossier's or a consignment's code, stays in this page's
// memory: it is never written to the browser's storage, and gone after a reload.

import { dayOf, freshId } from "./console_dom.js";

const FRESH = { outcome: "", isWanted: false, here: null, procedures: [], hadConsignment: false, note: "", noteKind: "portal", ticket: "" };
const OURS = /^layso\.console\..*\.draft\./;

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
    this.codes = new Map(); // by procedure in hand, or by session for the consignment's
    this.rows = new Map(); // whose code was typed in this page: the row, and its session
    this.notes = new Map(); // typed in this page, by session
    this.tickets = new Map();
    this.page = null; // after the day: what is unsent, for this page alone
    this.sweep();
  }

  // Words of another day can be given to nobody any more.
  sweep() {
    const today = dayOf(Date.now());
    for (const key of this.shelf.keys("layso.console.")) if (OURS.test(key) && this.shelf.get(key)?.day !== today) this.shelf.set(key, null);
  }

  // Once the day is closed nothing unsent stays in the browser: the page shows it until it is left.
  dayIs(isOpen) {
    if (isOpen) this.page = null;
    else if (!this.page) {
      const keys = this.shelf.keys(this.prefix);
      this.page = new Map(keys.map((key) => [key, this.shelf.get(key)]));
      for (const key of keys) this.shelf.set(key, null);
    }
  }

  // What another tab of this counter drops stays here if it was typed here.
  of(session) {
    const kept = { ...FRESH, ...this.#read(this.prefix + session) };
    const known = new Set(kept.procedures.map((one) => one.id));
    const typed = [...this.rows.values()].filter((one) => one.session === session && !known.has(one.row.id)).map((one) => one.row);
    const procedures = [...kept.procedures, ...typed].map((one) => ({ ...one, code: this.codes.get(one.id) ?? "" }));
    const consignment = this.codes.get(session) ?? "";
    return { ...kept, procedures, consignment, hadConsignment: kept.hadConsignment || Boolean(consignment), note: kept.note || (this.notes.get(session) ?? ""), ticket: kept.ticket || (this.tickets.get(session) ?? "") };
  }

  change(session, changes) {
    if ("note" in changes) this.notes.set(session, changes.note);
    if (changes.ticket) this.tickets.set(session, changes.ticket);
    const { consignment, procedures, ...rest } = { ...this.of(session), ...changes };
    const rows = procedures.map((one) => ({ ...one, id: one.id ?? freshId() }));
    this.codes.set(session, consignment);
    for (const { id } of this.of(session).procedures) this.#typed(session, id, null);
    for (const row of rows) this.#typed(session, row.id, row);
    this.#write(this.prefix + session, { ...rest, procedures: rows.map(({ code, ...one }) => one), day: dayOf(Date.now()) });
    return this.of(session);
  }

  // A code is kept with its row, so that neither goes without the other.
  #typed(session, id, row) {
    this.codes.delete(id);
    this.rows.delete(id);
    if (!row?.code) return;
    const { code, ...rest } = row;
    this.codes.set(id, code);
    this.rows.set(id, { session, row: rest });
  }

  // Whether something of the kind that was to be sent is back here.
  isUnsent(session, act) {
    const { note, procedures, hadConsignment } = this.of(session);
    return Boolean({ difficulty: note, submission: procedures.some((one) => one.hadCode), return: hadConsignment }[act]);
  }

  drop(session) {
    this.change(session, SENT);
    this.#write(this.prefix + session, null);
  }

  // Sessions whose words were never sent; the one on the screen is not among them.
  left(session, isMore = () => false) {
    const keys = this.page ? [...this.page.keys()] : this.shelf.keys(this.prefix);
    const typed = [...this.rows.values()].map((one) => one.session).concat([...this.notes.keys()].filter((id) => this.notes.get(id)));
    const ids = new Set([...keys.map((key) => key.slice(this.prefix.length)), ...typed]);
    const drafts = [...ids].filter((id) => id !== session).map((id) => ({ ...this.of(id), id }));
    return drafts.filter((draft) => words(draft).length || isMore(draft)).map((draft) => ({ ...draft, words: words(draft) }));
  }

  #read(key) {
    return this.page ? this.page.get(key) : this.shelf.get(key);
  }

  #write(key, value) {
    if (!this.page) this.shelf.set(key, value);
    else if (value) this.page.set(key, value);
    else this.page.delete(key);
  }
}

// A draft of which nothing waits any more.
export const SENT = { note: "", consignment: "", hadConsignment: false, procedures: [] };
export const AGAIN = "cần gõ lại";

// What a clerk has typed and not yet handed over: what it is, the text, of which procedure.
export function words(draft) {
  const codes = draft.procedures.filter((one) => one.code || one.hadCode).map((one) => ["Mã hồ sơ", one.code || AGAIN, one.procedure]);
  const others = [["Mã bưu gửi", draft.consignment || (draft.hadConsignment ? AGAIN : "")], ["Ghi chú", draft.note]];
  return [...codes, ...others.filter(([, text]) => text)];
}
