// Which call stands on the plate, which ones wait for it, and which are history.
// No page, no clock: every time is handed in, in milliseconds.

const YELLOW_MS = 10_000;
const LEAST_MS = 6_000;
const REMEMBERED = 2_000;

const key = (call) => [call.ticket, call.counter, call.times, call.at].join(" ");

export class Calls {
  constructor() {
    this.calls = []; // as the hub tells them, the newest first
    this.seen = new Set();
    this.queue = []; // called, not announced yet
    this.announced = null; // on the plate, in yellow
    this.since = -Infinity; // when the last one was announced
  }

  // Take the hub's list over. `quietly` after an outage: what was missed is history.
  take(calls, quietly) {
    const current = calls.filter((call) => call.is_current);
    const keys = new Set(current.map(key));
    const fresh = current.filter((call) => !this.seen.has(key(call))).reverse();
    if (this.seen.size > REMEMBERED) this.seen.clear();
    for (const call of calls) this.seen.add(key(call));
    this.calls = calls;
    this.queue = quietly ? [] : [...this.queue.filter((call) => keys.has(key(call))), ...fresh];
    if (quietly || (this.announced && !keys.has(key(this.announced)))) this.announced = null;
  }

  // Move on; returns the call that is to be announced just now, if there is one.
  step(now) {
    const shown = now - this.since;
    if (this.announced && shown >= YELLOW_MS) this.announced = null;
    if (!this.queue.length || (this.announced && shown < LEAST_MS)) return null;
    this.announced = this.queue.shift();
    this.since = now;
    return this.announced;
  }

  // The call on the plate: the one in yellow, else the newest.
  get plate() {
    return this.announced ?? this.calls[0] ?? null;
  }

  // The calls before it; one that waits to be announced is not history yet.
  get past() {
    const hidden = new Set([...this.queue, ...(this.plate ? [this.plate] : [])].map(key));
    return this.calls.filter((call) => !hidden.has(key(call)));
  }
}
