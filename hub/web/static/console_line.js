// Whether the hub is heard. A stream that broke is no lost line yet: the hub ends it too
// when somebody is signed out, and says so as soon as it is asked.

import { NOT_SIGNED_IN, get } from "./console_post.js";

const DOWN_MS = 1_500; // the stream is broken and has not come back
const SILENT_MS = 12_000; // no word from the hub, which speaks every 5 s
const ANSWER_MS = 1_500;
const AGAIN_MS = 4_000; // the hub answers: its stream is waited for
const NOT_YOURS = 403;

export class Line {
  // `on`: { lost(since), signedOut(), barred() }; `path` is what only a clerk may read
  constructor(stream, path, on) {
    this.stream = stream;
    this.path = path;
    this.on = on;
    this.answeredAt = null;
    this.asking = null;
  }

  // Called every so often.
  watch() {
    this.stream.watch();
    if (!this.#isQuiet()) {
      this.answeredAt = null;
      return;
    }
    const waits = this.answeredAt !== null && performance.now() - this.answeredAt < AGAIN_MS;
    if (!waits) this.asking ??= this.#ask().finally(() => (this.asking = null));
  }

  // Somebody has signed in: what was silent until then says nothing.
  anew() {
    this.stream.downSince = null;
    this.stream.heardAt = performance.now();
    this.answeredAt = null;
    this.stream.open();
  }

  #isQuiet() {
    const { downSince, heardAt } = this.stream;
    const now = performance.now();
    return (downSince !== null && now - downSince > DOWN_MS) || now - heardAt > SILENT_MS;
  }

  async #ask() {
    const patience = new Promise((done) => setTimeout(done, ANSWER_MS, { status: 0 }));
    const { status } = await Promise.race([get(this.path), patience]);
    if (!this.#isQuiet()) return;
    if (status === NOT_SIGNED_IN) return this.#known(() => this.on.signedOut());
    if (status === NOT_YOURS) return this.#known(() => this.on.barred());
    if (status === 200 && this.answeredAt === null) return this.#known(() => this.stream.open());
    this.on.lost(this.stream.heardAt);
  }

  #known(act) {
    this.answeredAt = performance.now();
    act();
  }
}
