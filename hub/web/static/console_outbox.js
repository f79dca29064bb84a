// What a clerk records of a session goes to the hub in order, each thing by an id of its
// own. Without the hub it waits here, also over a reload, and is sent when the hub is back;
// only a code for the vault waits in this page's memory, and is asked for again after that.
// Nothing is dropped: what the hub does not take stays, with why, until somebody decides.

import { NOT_SIGNED_IN, SESSION_IS_OVER, VAULT_IS_DOWN, post, sentence } from "./console_post.js";
import { dayOf, freshId } from "./console_dom.js";
import { LISTS, isUnseen } from "./console_pending.js";

const STORES = { note: "/api/v1/notes", code: "/api/v1/vault", consignment: "/api/v1/vault" };
const KINDS = { code: "dossier-code", consignment: "consignment" };
const AGAIN_MS = 1_500;
const SHOWN_WITHIN_MS = 3_000;
const PATIENCE = 4; // so often the hub may fail at one thing before others go past it
const [DONE, NEXT, STOP] = ["done", "next", "stop"];

export class Outbox {
  // `on`: { changed(), refused(item, refusal), warned(item, sentence), locked(), held(sentence) },
  // `clerk()`: who is signed in
  constructor(shelf, counter, on, clerk = () => null) {
    this.shelf = shelf;
    this.key = `layso.console.${counter}.outbox`;
    this.on = on;
    this.clerk = clerk;
    const today = dayOf(Date.now());
    const kept = shelf.get(this.key) ?? [];
    this.known = new Set(kept.map((item) => item.id)); // by this page; what else lies there is another tab's
    const items = kept.filter((item) => dayOf(item.at) === today);
    this.forgotten = items.filter(isForgotten);
    this.items = items.filter((item) => !isForgotten(item));
    this.taken = []; // by the hub, and not yet in the state that it shows
    this.sending = null;
  }

  of(session) {
    return [...this.taken.filter(isFresh), ...this.items].filter((item) => item.session === session && !item.why);
  }

  // A new state of the hub's: what it shows by now need not be shown from here.
  shown(session) {
    const isMissing = (item, n) => isFresh(item) && isUnseen(session, item, this.taken.slice(n + 1));
    this.taken = this.taken.filter((item, n) => session && item.session === session.session && isMissing(item, n));
  }

  // `session` as it is shown now, or what is known of one that is over: { session, ticket };
  // `secret` is what must not be in an event: { what: "code", text, field: "dossier_ref" };
  // `id` where other tabs have the same thing in hand: the hub takes it once.
  add(session, act, body, secret = null, id = freshId()) {
    const expect = (session[LISTS[act]]?.length ?? 0) + 1;
    this.items.push({ id, session: session.session, ticket: session.ticket, by: this.clerk(), act, body, secret, expect, at: Date.now() });
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

  // What of a session should still go before its visit ends; what waits for the vault alone
  // or for another clerk can go afterwards.
  unsent(session) {
    return this.items.filter((item) => item.session === session && !item.why && !item.isHeld && this.#isOurs(item));
  }

  // What waits for somebody's decision: refused, another clerk's, or held by the vault.
  get waiting() {
    return this.items.filter((item) => item.why || item.isHeld || !this.#isOurs(item)).map((item) => ({ ...item, isTheirs: !this.#isOurs(item) }));
  }

  // Sent once more, now under the name of whoever says so.
  again(ids) {
    for (const item of this.#named(ids)) Object.assign(item, { id: item.why ? freshId() : item.id, by: this.clerk(), why: null });
    this.#keep();
    return this.flush();
  }

  withoutCode(ids) {
    for (const item of this.#named(ids)) Object.assign(item, { secret: null, isHeld: false });
    this.#keep();
    return this.flush();
  }

  drop(ids) {
    const gone = this.#named(ids);
    this.items = this.items.filter((item) => !gone.includes(item));
    this.#keep();
  }

  #named(ids) {
    return this.items.filter((item) => ids.includes(item.id));
  }

  #isOurs({ by }) {
    return !by || by === this.clerk();
  }

  async #sendAll() {
    clearTimeout(this.timer);
    const tried = new Set();
    const next = () => this.items.find((item) => !tried.has(item) && !item.why && this.#isOurs(item));
    let item;
    let isLeft = false;
    while ((item = next())) {
      tried.add(item);
      const came = await this.#send(item);
      isLeft ||= came !== DONE;
      if (came === STOP) break;
    }
    if (isLeft) this.timer = setTimeout(() => this.flush(), AGAIN_MS);
  }

  async #send(item) {
    if (item.secret && !item.secret.ref) {
      const came = await this.#store(item);
      if (came !== DONE) return came;
    }
    const { secret } = item;
    const body = secret ? { ...item.body, [secret.field]: secret.ref } : item.body;
    const said = await post(`/api/v1/sessions/${encodeURIComponent(item.session)}/${item.act}`, body, { id: item.id });
    if (said.away) return this.#later(item, said);
    if (!said.ok) return this.#refused(item, said.refusal);
    this.taken.push({ ...item, secret: secret && { ...secret, text: null }, takenAt: performance.now() });
    setTimeout(() => this.on.changed(), SHOWN_WITHIN_MS); // Another tab may have sent the same before.
    return this.#done(item);
  }

  // It is in the vault then; the words stay in memory until the session has them too.
  async #store(item) {
    const { what, text } = item.secret;
    const said = await post(STORES[what], what === "note" ? { text } : { kind: KINDS[what], text }, { id: `${item.id}.kept` });
    if (said.refusal?.refusal === VAULT_IS_DOWN) return this.#hold(item, said.refusal);
    if (said.away) return this.#later(item, said);
    if (!said.ok) return this.#refused(item, said.refusal);
    item.secret = { ...item.secret, ref: said.reply.ref };
    item.isHeld = false;
    this.#keep();
    if (said.reply.warning) this.on.warned(item, said.reply.warning);
    return DONE;
  }

  // The vault is no reason for the others to wait.
  #hold(item, refusal) {
    const isNew = !item.isHeld;
    item.isHeld = true;
    if (isNew) this.#keep();
    if (isNew) this.on.held(sentence(refusal));
    return NEXT;
  }

  #later(item, said) {
    if (said.status === NOT_SIGNED_IN) this.on.locked();
    item.tries = said.status >= 500 ? (item.tries ?? 0) + 1 : 0;
    return item.tries > PATIENCE ? NEXT : STOP;
  }

  // What has a field of its own goes back there (`on.refused`), the rest is listed.
  #refused(item, refusal) {
    if (item.secret?.ref) post(`/api/v1/vault/${encodeURIComponent(item.secret.ref)}/erase`, { reason: "entered-by-mistake" });
    if (item.secret || item.act === "submission") this.#done(item);
    else Object.assign(item, { why: sentence(refusal), isLost: refusal?.refusal === SESSION_IS_OVER });
    this.#keep();
    this.on.refused(item, refusal);
    return DONE;
  }

  #done(item) {
    this.items = this.items.filter((one) => one !== item);
    this.#keep();
    return DONE;
  }

  // Another tab of this counter keeps its own here too.
  #keep() {
    for (const item of this.items) this.known.add(item.id);
    const others = (this.shelf.get(this.key) ?? []).filter((item) => !this.known.has(item.id));
    const all = [...others, ...this.items.map(forStorage)];
    this.shelf.set(this.key, all.length ? all : null);
    this.on.changed();
  }
}

const isFresh = ({ takenAt }) => performance.now() - takenAt < SHOWN_WITHIN_MS;
const isForgotten = ({ secret }) => Boolean(secret) && secret.text === null && !secret.ref;

// A note may lie in this browser until it is sent, a code may not.
const forStorage = (item) => (item.secret && item.secret.what !== "note" ? { ...item, secret: { ...item.secret, text: null } } : item);
