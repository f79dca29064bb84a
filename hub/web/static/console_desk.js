// What this page knows: the hub's newest state, its clock, who sits here, what was typed.

import { dayOf } from "./console_dom.js";
import { Drafts, Shelf } from "./console_kept.js";
import { Outbox } from "./console_outbox.js";
import { withPending } from "./console_pending.js";
import { Catalogue } from "./console_session.js";

export class Desk {
  // `on` is told by the outbox: { changed(), refused(item, refusal), warned(item, warning), locked(), held(sentence) }
  constructor({ counter, services, counters }, on) {
    this.counter = counter;
    this.names = JSON.parse(services);
    this.counters = JSON.parse(counters);
    this.shelf = new Shelf();
    this.drafts = new Drafts(this.shelf, counter);
    this.catalogue = new Catalogue(this.shelf);
    this.outbox = new Outbox(this.shelf, counter, on, () => this.me?.clerk ?? null);
    this.state = null; // the newest state that the hub told
    this.store = null; // whose history it is of
    this.hub = null; // the hub's clock: its time, and ours when it told it
    this.me = null; // who is signed in
    this.isAsked = false; // whether the hub has said who
    this.lostSince = null; // hub time of the last word before the line was lost
    this.isShut = false; // nobody is signed in who may work here
    this.endedHere = new Set(); // sessions that this console itself brought to an end
  }

  get now() {
    return this.hub ? this.hub.time + (performance.now() - this.hub.at) : null;
  }

  get status() {
    return this.state?.state ?? "start";
  }

  // "open", "over" for the rest of the date that was open, or "before".
  get day() {
    if (!this.state || this.state.is_day_open) return "open";
    return this.now !== null && this.state.date === dayOf(this.now) ? "over" : "before";
  }

  get isLost() {
    return this.lostSince !== null;
  }

  get isFree() {
    return !this.isLost && this.status === "idle";
  }

  get undoLeft() {
    const until = this.state?.is_day_open ? this.state.act?.until : null;
    return until && this.now !== null ? Math.max(0, Date.parse(until) - this.now) : 0;
  }

  // The help in hand, with what waits to be sent.
  get session() {
    const here = this.status === "serving" ? this.state.session : null;
    return here && withPending(here, this.outbox.of(here.session));
  }

  draft() {
    return this.drafts.of(this.state.session.session);
  }

  // What was said last of help that is over counts, should it be taken up again.
  outcomeSaid(last) {
    const kept = last && last.outcome !== "not-recorded" ? this.drafts.of(last.session).outcome : "";
    if (kept && kept !== last.outcome) this.drafts.change(last.session, { outcome: last.outcome });
  }

  // Keep what was typed of the help in hand; returns whether there is any.
  keep(changes) {
    const help = this.session;
    if (help) this.drafts.change(help.session, changes);
    return Boolean(help);
  }

  path(act) {
    return `/api/v1/counters/${encodeURIComponent(this.counter)}/${act}`;
  }

  slip(session) {
    return `/counter/${encodeURIComponent(this.counter)}/slip/${encodeURIComponent(session)}`;
  }
}

export const completePath = (session) => `/api/v1/sessions/${encodeURIComponent(session)}/complete`;
