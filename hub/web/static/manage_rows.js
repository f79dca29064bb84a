// The settings as rows by key (`services/A`, `roster/1/2`): what was read, what somebody
// has typed since, and what becomes of both when another manager has saved meanwhile.

const dated = (row) => `${row.id}@${row.valid_from ?? ""}`;

// Each list: the key of a row, the row with everything said, and whether it says anything.
const LISTS = {
  services: {
    key: (row) => row.service,
    whole: ({ service, is_open = true, daily_cap = null, usual_min = 12 }) => ({ service, is_open, daily_cap, usual_min }),
    isPlain: (row) => row.is_open && row.daily_cap === null && row.usual_min === 12,
  },
  clerks: { key: (row) => row.id, whole: ({ id, role = "clerk", skills = null, is_active = true }) => ({ id, role, skills, is_active }) },
  roster: { key: (row) => `${row.weekday}/${row.counter}`, whole: ({ weekday, counter, clerk }) => ({ weekday, counter, clerk }) },
  hours: { key: (row) => String(row.weekday), whole: ({ weekday, opens, closes }) => ({ weekday, opens, closes }) },
  holidays: { key: (row) => row.day, whole: ({ day, names }) => ({ day, names: named(names) }) },
  levels: {
    key: dated,
    whole: ({ id, names, valid_from = null, valid_until = null }) => ({ id, names: named(names), valid_from, valid_until }),
  },
  procedures: {
    key: dated,
    whole: ({ id, service, names, level, valid_from = null, valid_until = null }) => ({ id, service, names: named(names), level, valid_from, valid_until }),
  },
};
const STOPS = "stops_at_closing";

function named({ vi, en }) {
  return { vi, en };
}

export const listOf = (key) => key.split("/", 1)[0];
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export function flat(settings) {
  const rows = new Map();
  for (const [list, { key, whole, isPlain }] of Object.entries(LISTS)) {
    for (const row of (settings[list] ?? []).map(whole)) if (!isPlain?.(row)) rows.set(`${list}/${key(row)}`, row);
  }
  if (settings[STOPS]) rows.set(STOPS, true);
  return rows;
}

function assembled(rows) {
  const settings = Object.fromEntries(Object.keys(LISTS).map((list) => [list, []]));
  for (const [key, row] of rows) if (key !== STOPS) settings[listOf(key)].push(row);
  return { ...settings, [STOPS]: rows.has(STOPS) };
}

// What differs, as [key, was, now]; undefined where there is no row.
function changes(was, now) {
  const keys = new Set([...was.keys(), ...now.keys()]);
  return [...keys].filter((key) => !same(was.get(key), now.get(key))).map((key) => [key, was.get(key), now.get(key)]);
}

export class Draft {
  #base = new Map();
  #rows = new Map();

  constructor(onChange) {
    this.onChange = onChange;
    this.revision = 0;
    this.standard = {};
  }

  load({ settings, revision, standard }) {
    this.#base = flat(settings);
    this.#rows = new Map(this.#base);
    this.#keep(revision, standard);
  }

  // Take over what another has saved; what was typed here stays. Returns what the other
  // changed, and of that what both did: there the row typed here stands.
  rebase({ settings, revision, standard }) {
    const saved = flat(settings);
    const mine = changes(this.#base, this.#rows);
    const theirs = changes(this.#base, saved);
    const typed = new Map(mine.map(([key, , now]) => [key, now]));
    const clashes = theirs.filter(([key, , now]) => typed.has(key) && !same(typed.get(key), now));
    this.#base = saved;
    this.#rows = new Map(saved);
    for (const [key, now] of typed) this.#put(key, now);
    this.#keep(revision, standard);
    return { theirs, clashes };
  }

  // Give up what was typed in these rows, or everywhere.
  drop(keys = [...new Set([...this.#base.keys(), ...this.#rows.keys()])]) {
    if (keys.length > 0) for (const key of keys) this.#put(key, this.#base.get(key));
    this.onChange();
  }

  get(key) {
    return this.#rows.get(key);
  }

  was(key) {
    return this.#base.get(key);
  }

  all(list) {
    return [...this.#rows].filter(([key]) => listOf(key) === list);
  }

  // Rows that stand as read and are taken away since.
  gone(list) {
    return [...this.#base].filter(([key]) => listOf(key) === list && !this.#rows.has(key));
  }

  put(key, row) {
    const plain = LISTS[listOf(key)]?.isPlain;
    this.#put(key, row === undefined || plain?.(row) ? undefined : row);
    this.onChange();
  }

  // Put a row in, under the key it gives itself; false where there is one already.
  add(list, given) {
    const row = LISTS[list].whole(given);
    const key = `${list}/${LISTS[list].key(row)}`;
    if (this.#rows.has(key)) return false;
    this.put(key, row);
    return true;
  }

  isChanged(key) {
    return !same(this.#base.get(key), this.#rows.get(key));
  }

  get changed() {
    return changes(this.#base, this.#rows);
  }

  get settings() {
    return assembled(this.#rows);
  }

  #put(key, row) {
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
  }

  #keep(revision, standard) {
    this.revision = revision;
    this.standard = standard;
    this.onChange();
  }
}
