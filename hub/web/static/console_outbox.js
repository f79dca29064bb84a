// What a clerk records of a session goes to the hub in order, each thing by an id of its
// own. Without the hub it waits here, also over a reload, and is sent when the hub is back;
// only a code for the vault waits in this page's memory, and is asked for again after that.

import { NOT_SIGNED_IN, post } from "./console_post.js";
import { dayOf, freshId } from "./console_dom.js";

const STORES = { note: "/api/v1/notes", code: "/api/v1/vault", consignment: "/api/v1/vault" };
const KINDS = { code: "dossier-code", consignment: "consignment" };
const AGAIN_MS = 1_500;
const SHOWN_WITHIN_MS = 3_000;
// Where a session lists what an act adds to it.
const LISTS = { step: "steps", submission: "submissions", payment: "payments", difficulty: "difficulties" };

export class Outbox {
  // `on`: { changed(), refused(item, refusal), warned(item, sentence), locked() }
  constructor(shelf, counter, on) {
    this.shelf = shelf;
    this.key = `layso.console.${counter}.outbox`;
    this.on = on;
    const today = dayOf(Date.now());
    const items = (shelf.get(this.key) ?? []).filter((item) => dayOf(item.at) === today);
    this.forgotten = items.filter(isForgotten);
    this.items = items.filter((item) => !isForgotten(item));
    this.taken = []; // by the hub, and not yet in the state that it shows
    this.sending = null;
  }

  of(session) {
    return [...this.taken, ...this.items].filter((item) => item.session === session);
  }

  // A new state of the hub's: what it shows by now need not be shown from here.
  shown(session) {
    const isUnseen = ({ act, expect, body }) => (act === "withdraw" ? hasEntry(session, body.entry) : LISTS[act] && session[LISTS[act]].length < expect);
    const isMissing = (item) => isUnseen(item) && performance.now() - item.takenAt < SHOWN_WITHIN_MS;
    this.taken = this.taken.filter((item) => session && item.session === session.session && isMissing(item));
  }

  // `session` as it is shown now; `secret` is what must not be in an event: { what: "code", text, field: "dossier_ref" }.
  add(session, act, body, secret = null) {
    const expect = (session[LISTS[act]]?.length ?? 0) + 1;
    this.items.push({ id: freshId(), session: session.session, act, body, secret, expect, at: Date.now() });
    this.#keep();
    return this.flush();
  }

  // Resolves when all is sent, or nothing more can be sent now.
  flush() {
    this.sending ??= this.#sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  // What was typed and lost with a page before this one, to be typed again.
  takeForgotten() {
    const forgotten = this.forgotten.splice(0);
    if (forgotten.length) this.#keep();
    return forgotten;
  }

  get isEmpty() {
    return this.items.length === 0;
  }

  async #sendAll() {
    clearTimeout(this.timer);
    while (this.items.length) {
      if (!(await this.#send(this.items[0]))) {
        this.timer = setTimeout(() => this.flush(), AGAIN_MS);
        return;
      }
    }
  }

  // Returns whether the item is done with, one way or the other.
  async #send(item) {
    if (item.secret) {
      const { what, text, field } = item.secret;
      const said = await post(STORES[what], what === "note" ? { text } : { kind: KINDS[what], text }, { id: `${item.id}.kept` });
      if (said.away) return this.#later(said);
      if (!said.ok) return this.#refused(item, said.refusal);
      item.body[field] = said.reply.ref;
      item.secret = null; // It is in the vault now, and nowhere else.
      this.#keep();
      if (said.reply.warning) this.on.warned(item, said.reply.warning);
    }
    const said = await post(`/api/v1/sessions/${encodeURIComponent(item.session)}/${item.act}`, item.body, { id: item.id });
    if (said.away) return this.#later(said);
    if (!said.ok) return this.#refused(item, said.refusal);
    this.taken.push({ ...item, takenAt: performance.now() });
    this.#done(item);
    return true;
  }

  #later(said) {
    if (said.status === NOT_SIGNED_IN) this.on.locked();
    return false;
  }

  #refused(item, refusal) {
    this.#done(item);
    this.on.refused(item, refusal);
    return true;
  }

  #done(item) {
    this.items = this.items.filter((one) => one !== item);
    this.#keep();
  }

  #keep() {
    this.shelf.set(this.key, this.items.length ? this.items.map(forStorage) : null);
    this.on.changed();
  }
}

const isForgotten = ({ secret }) => secret !== null && secret.text === null;
const hasEntry = (session, entry) => Object.values(LISTS).some((list) => session[list].some((one) => one.entry === entry));

// A note may lie in this browser until it is sent, a code may not.
const forStorage = (item) => (item.secret && item.secret.what !== "note" ? { ...item, secret: { ...item.secret, text: null } } : item);

// The session as it will be once everything that waits here is with the hub.
export function withPending(session, items) {
  if (!items.length) return session;
  const after = { ...session, steps: [...session.steps], submissions: [...session.submissions], payments: [...session.payments], difficulties: [...session.difficulties] };
  const gone = new Set(items.filter(({ act }) => act === "withdraw").map(({ body }) => body.entry));
  const goes = (list) => session[list].filter((one) => gone.has(one.entry)).length;
  for (const { act, body, secret, at, takenAt, expect } of items) {
    const isPending = takenAt === undefined;
    if (LISTS[act] && session[LISTS[act]].length - goes(LISTS[act]) >= expect) continue; // The hub shows it already.
    const at_ = new Date(at).toISOString();
    if (act === "describe") Object.assign(after, body);
    if (act === "step") {
      after.steps.push({ ...body, result: body.result ?? "done", took_s: Math.max(0, Math.floor((at - Date.parse(after.mark)) / 1000)), isPending });
      after.mark = at_;
    }
    if (act === "submission") after.submissions.push({ ...body, has_code: Boolean(body.dossier_ref), isPending, isCodeWaiting: Boolean(secret) });
    if (act === "payment") after.payments.push({ ...body, isPending });
    if (act === "return") after.way = body.way;
    if (act === "difficulty") after.difficulties.push({ ...body, has_note: Boolean(body.note_ref ?? secret), isPending });
    if (act === "withdraw") for (const list of Object.values(LISTS)) after[list] = after[list].filter((one) => one.entry !== body.entry);
  }
  return after;
}
