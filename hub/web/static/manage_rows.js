// The settings as rows by key (`services/A`, `roster/1/2`), and what differs between two
// states of them.

const dated = (row) => `${row.id}@${row.valid_from ?? ""}`;

// Each list: the key of a row, the row with everything said, and the row that says nothing.
// What this page knows nothing of stays in the row as it was read.
export const LISTS = {
  services: {
    key: (row) => row.service,
    whole: ({ service, is_open = true, daily_cap = null, usual_min = 12, ...more }) => ({ service, is_open, daily_cap, usual_min, ...more }),
    plain: (service) => ({ service, is_open: true, daily_cap: null, usual_min: 12 }),
  },
  clerks: { key: (row) => row.id, whole: ({ id, role = "clerk", skills = null, is_active = true, team = null, ...more }) => ({ id, role, skills, is_active, team, ...more }) },
  roster: { key: (row) => `${row.weekday}/${row.counter}`, whole: ({ weekday, counter, clerk, ...more }) => ({ weekday, counter, clerk, ...more }) },
  hours: { key: (row) => String(row.weekday), whole: ({ weekday, opens, closes, ...more }) => ({ weekday, opens, closes, ...more }) },
  holidays: { key: (row) => row.day, whole: ({ day, names, ...more }) => ({ day, names: named(names), ...more }) },
  levels: {
    key: dated,
    whole: ({ id, names, valid_from = null, valid_until = null, ...more }) => ({ id, names: named(names), valid_from, valid_until, ...more }),
  },
  procedures: {
    key: dated,
    whole: ({ id, service, names, level, valid_from = null, valid_until = null, ...more }) => ({ id, service, names: named(names), level, valid_from, valid_until, ...more }),
  },
};
export const STOPS = "stops_at_closing";
// One row for the whole office; told nothing, these hold.
export const TARGETS = "targets";
const PLAIN_TARGETS = { called_within_min: 15, called_share: 80, longest_wait_min: 30, crowd: 6, idle_min: 3, shrinkage: 20, occupancy: 85, patience_min: null };
// Left empty, these hold as the site file or Layso has them.
export const LENT = ["hours", "levels", "procedures"];

function named({ vi, en }) {
  return { vi, en };
}

export const listOf = (key) => key.split("/", 1)[0];
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export const has = (rows, list) => [...rows.keys()].some((key) => listOf(key) === list);
export const keyOf = (list, row) => `${list}/${LISTS[list].key(row)}`;

// The row that stands where none is told, if there is such a one.
export const plainOf = (key) => (key === TARGETS ? PLAIN_TARGETS : LISTS[listOf(key)]?.plain?.(key.slice(key.indexOf("/") + 1)));

export function flat(settings) {
  const rows = new Map();
  for (const [list, { whole }] of Object.entries(LISTS)) {
    for (const row of (settings[list] ?? []).map(whole)) if (!same(row, plainOf(keyOf(list, row)))) rows.set(keyOf(list, row), row);
  }
  if (settings[STOPS]) rows.set(STOPS, true);
  const targets = { ...PLAIN_TARGETS, ...settings[TARGETS] };
  if (!same(targets, PLAIN_TARGETS)) rows.set(TARGETS, targets);
  return rows;
}

// What the settings say besides, of which this page knows nothing.
export const besides = (settings) => Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in LISTS || name === STOPS || name === TARGETS)));

export function assembled(rows, more = {}) {
  const lists = Object.fromEntries(Object.keys(LISTS).map((list) => [list, []]));
  for (const [key, row] of rows) lists[listOf(key)]?.push(row);
  const targets = rows.get(TARGETS);
  return { ...more, ...lists, [STOPS]: rows.has(STOPS), ...(targets && { [TARGETS]: targets }) };
}

// What holds: the rows, and the lists that are lent where there are none.
export function holding(rows, lent) {
  const held = new Map(rows);
  for (const list of LENT) {
    if (!has(rows, list)) for (const row of (lent[list] ?? []).map(LISTS[list].whole)) held.set(keyOf(list, row), row);
  }
  return held;
}

// What differs, as [key, was, now]; undefined where there is no row.
export function changes(was, now) {
  const keys = new Set([...was.keys(), ...now.keys()]);
  return [...keys].filter((key) => !same(was.get(key), now.get(key))).map((key) => [key, was.get(key), now.get(key)]);
}

export const WHOLE = "*";

// What becomes of a row that was changed here, given what another has made of it: the row,
// and the fields that both have set, each otherwise.
export function joined(key, was, mine, theirs) {
  const rows = [was, mine, theirs].map((row) => row ?? plainOf(key));
  const [a, b, c] = rows;
  if (same(b, c) || same(a, c)) return [mine, []];
  if (rows.some((row) => typeof row !== "object")) return [mine, [WHOLE]];
  const own = Object.keys(b).filter((field) => !same(a[field], b[field]));
  const row = { ...c, ...Object.fromEntries(own.map((field) => [field, b[field]])) };
  return [row, own.filter((field) => !same(a[field], c[field]) && !same(b[field], c[field]))];
}
