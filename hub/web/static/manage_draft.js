// The settings as they are being changed: what was read, what somebody has typed since, and
// what becomes of both when another manager has saved meanwhile.

import { LENT, LISTS, STOPS, TARGETS, WHOLE, assembled, besides, changes, flat, has, holding, joined, keyOf, listOf, plainOf, same } from "./manage_rows.js";

export class Draft {
  #base = new Map();
  #held = new Map(); // what holds by the base
  #rows = new Map();
  #clashes = new Map(); // key: the fields that another has set too, not answered yet
  #wrong = new Map(); // what is typed and cannot be taken, by the field
  #more = {}; // what was read and is none of this page's

  // `hours` are those of the site file, which hold while nobody has told any.
  constructor(onChange, hours = []) {
    this.onChange = onChange;
    this.hours = hours;
    this.revision = 0;
    this.standard = { hours };
  }

  load(reply) {
    this.#clashes.clear();
    this.#wrong.clear();
    this.#rows = flat(reply.settings);
    this.#keep(reply);
  }

  // Take over what another has saved; what was typed here stays. Returns what the other
  // changed. Where both set the same field, the one typed here stands until it is settled.
  rebase(reply) {
    const saved = flat(reply.settings);
    const lent = { ...reply.standard, hours: this.hours };
    const rows = holding(saved, lent);
    const theirs = changes(this.#held, rows);
    const given = this.#given;
    const typed = changes(this.#held, holding(this.#rows, this.standard)).filter(([key]) => !given.includes(listOf(key)));
    for (const [key, was, mine] of typed) {
      const [row, fields] = joined(key, was, mine, rows.get(key));
      if (fields.length) this.#clash(key, fields);
      put(rows, key, row);
    }
    for (const list of LENT) {
      if (given.includes(list) && has(saved, list) && theirs.some(([key]) => listOf(key) === list)) this.#clash(`lists/${list}`, [WHOLE]);
      if (has(this.#rows, list) || (has(saved, list) && !given.includes(list))) continue;
      for (const key of [...rows.keys()]) if (listOf(key) === list) rows.delete(key);
    }
    // What is typed and cannot be read yet is one's own as well.
    for (const { key, part } of this.wrong) {
      const [was, become] = [this.#held.get(key) ?? plainOf(key), rows.get(key) ?? plainOf(key)];
      const isTaken = typed.some(([each, , mine]) => each === key && !same(mine?.[part], was?.[part]));
      if (part && !isTaken && become && !same(was?.[part], become[part])) this.#clash(key, [part]);
    }
    this.#rows = rows;
    this.#keep(reply);
    return theirs;
  }

  // The rows that both have set and nobody has decided about.
  get clashes() {
    const changed = new Set([...this.changed, ...this.wrong.map(({ key }) => [key])].map(([key]) => key));
    return [...this.#clashes.keys()].filter((key) => changed.has(key));
  }

  // Keep what was typed here, or take the other's.
  settle(isMine) {
    if (!isMine) for (const key of this.clashes) this.#yield(key);
    this.#clashes.clear();
    this.onChange();
  }

  // Give up everything that was typed.
  drop() {
    this.#clashes.clear();
    this.#wrong.clear();
    this.#rows = new Map(this.#base);
    this.onChange();
  }

  get(key) {
    return this.#rows.get(key);
  }

  was(key) {
    return this.#held.get(key);
  }

  all(list) {
    return [...this.#rows].filter(([key]) => listOf(key) === list);
  }

  // Rows that stand as read and are taken away since.
  gone(list) {
    return [...this.#base].filter(([key]) => listOf(key) === list && !this.#rows.has(key));
  }

  put(key, row) {
    if (row === undefined) for (const [name, one] of this.#wrong) if (one.key === key) this.#wrong.delete(name);
    put(this.#rows, key, row);
    this.onChange();
  }

  // Put a row in, under the key it gives itself; false where there is one already.
  add(list, given) {
    const row = LISTS[list].whole(given);
    const key = keyOf(list, row);
    if (this.#rows.has(key)) return false;
    this.put(key, row);
    return true;
  }

  // A field of a row cannot be read, `one` says what stands there and why; or it can again.
  mistake(name, one) {
    if (one) this.#wrong.set(name, { name, ...one });
    else this.#wrong.delete(name);
    this.onChange();
  }

  mistakeIn(name) {
    return this.wrong.find((one) => one.name === name);
  }

  get wrong() {
    return [...this.#wrong.values()].filter(({ key }) => key === TARGETS || listOf(key) === "services" || this.#rows.has(key));
  }

  // What differs from what holds: a list that is merely one's own now does not.
  get changed() {
    const given = this.#given;
    const rows = changes(this.#held, holding(this.#rows, this.standard)).filter(([key]) => !given.includes(listOf(key)));
    return [...rows, ...given.map((list) => [`lists/${list}`, true, undefined])];
  }

  get isTouched() {
    return this.#wrong.size > 0 || changes(this.#base, this.#rows).length > 0;
  }

  get settings() {
    return assembled(this.#rows, this.#more);
  }

  // Lists of one's own that are given up.
  get #given() {
    return LENT.filter((list) => has(this.#base, list) && !has(this.#rows, list));
  }

  #clash(key, fields) {
    this.#clashes.set(key, [...(this.#clashes.get(key) ?? []), ...fields]);
  }

  #yield(key) {
    const [kind, list] = key.split("/", 2);
    if (kind === "lists") return this.#base.forEach((row, each) => listOf(each) === list && this.#rows.set(each, row));
    const fields = this.#clashes.get(key);
    for (const [name, one] of this.#wrong) if (one.key === key && (fields.includes(one.part) || fields.includes(WHOLE))) this.#wrong.delete(name);
    const theirs = this.#held.get(key) ?? plainOf(key);
    if (fields.includes(WHOLE)) return put(this.#rows, key, theirs);
    put(this.#rows, key, { ...(this.#rows.get(key) ?? plainOf(key)), ...Object.fromEntries(fields.map((field) => [field, theirs[field]])) });
  }

  #keep({ settings, revision, standard }) {
    this.revision = revision;
    this.standard = { ...standard, hours: this.hours };
    this.#more = besides(settings);
    this.#base = flat(settings);
    this.#held = holding(this.#base, this.standard);
    this.onChange();
  }
}

function put(rows, key, row) {
  if (row === undefined || (key !== STOPS && same(row, plainOf(key)))) rows.delete(key);
  else rows.set(key, row);
}
