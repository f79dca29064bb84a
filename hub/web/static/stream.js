// A stream of server-sent events that comes back after any outage: EventSource gives up
// for good on an HTTP error, and sees nothing of a line that is merely silent.

const SILENT_MS = 15_000;
const SLOWEST_MS = 5_000;

export class Stream {
  // `on` maps an event's name to what is done with its data and id.
  constructor(url, on) {
    this.url = url;
    this.on = on;
    this.failures = 0;
    this.heardAt = performance.now(); // the last message of any kind
    this.downSince = performance.now(); // null while the stream is up
  }

  open() {
    this.source?.close();
    clearTimeout(this.timer);
    this.triedAt = performance.now();
    const source = (this.source = new EventSource(this.url));
    for (const [name, act] of Object.entries(this.on)) source.addEventListener(name, (event) => this.#heard(event, act));
    source.onerror = () => this.#failed();
  }

  // Called every so often by the page: a silent line is given up and tried again.
  watch() {
    const now = performance.now();
    if (now - this.heardAt > SILENT_MS && now - this.triedAt > SILENT_MS) this.open();
  }

  #heard(event, act) {
    this.heardAt = performance.now();
    this.downSince = null;
    this.failures = 0;
    act(JSON.parse(event.data), event.lastEventId);
  }

  #failed() {
    this.source.close();
    this.downSince ??= performance.now();
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), Math.min(SLOWEST_MS, 1_000 * this.failures));
  }
}
