// Looking back: a slider over the day, a field for the day. The hub shows any instant anew
// from its events; one is asked for at a time, and always the newest that is wanted. The
// page stays as it is until an answer is there: what cannot be had is never said to be shown.

import { at, clock, dayOf, el, fill, write } from "./console_dom.js";
import { get } from "./console_post.js";

const MINUTE = 60_000;
const PAGE = 10;
const SETTLE_MS = 40;
const TICK_REM = 3.4; // a time of day and some room beside it
const dayWords = (iso) => iso.split("-").reverse().join("/");

export class Past {
  // Each { range: { from, to, day, strip }, when }: what the slider goes over, and where it stands.
  #wanted = null; // what is asked for
  #shown = null; // what is on the page, null when live
  #isAsking = false;

  // `on`: { shows(state), live(), say(text), ms(), strip(track) }
  constructor(on) {
    this.on = on;
    this.slider = at("slider");
    this.day = at("day");
  }

  get isLive() {
    return this.#shown === null;
  }

  get #stands() {
    return this.#wanted ?? this.#shown;
  }

  join() {
    this.slider.addEventListener("input", () => this.#moved());
    this.slider.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#stands && this.live());
    at("go-live").addEventListener("click", () => this.live());
    this.day.addEventListener("change", () => this.#dayPicked());
  }

  // The live day has gone on: the slider goes over all of it and stands at its end.
  follow(state) {
    this.now = state;
    this.day.max = dayOf(this.on.ms());
    if (this.#stands) return;
    if (document.activeElement !== this.day) this.day.value = this.day.max;
    this.#draw(rangeOf(state, this.on.ms()), null);
  }

  // Another width has room for other times of day.
  resized() {
    if (this.#stands) this.#draw(this.#stands.range, this.#stands.when);
    else if (this.now) this.follow(this.now);
  }

  live() {
    [this.#wanted, this.#shown] = [null, null];
    this.on.live();
    if (this.now) this.follow(this.now);
    this.day.value = this.day.max;
  }

  #moved() {
    const range = this.#stands?.range ?? rangeOf(this.now, this.on.ms());
    const minute = Number(this.slider.value);
    const isToday = range.day === dayOf(this.on.ms());
    if (isToday && minute >= Number(this.slider.max)) return this.live();
    this.#look(range, Math.min(range.from + minute * MINUTE, range.to));
  }

  #key(event) {
    const by = { PageUp: PAGE, PageDown: -PAGE }[event.key];
    if (event.key === "End") {
      event.preventDefault();
      this.live();
    } else if (by) {
      event.preventDefault();
      this.slider.value = Number(this.slider.value) + by;
      this.#moved();
    }
  }

  async #dayPicked() {
    const day = this.day.value;
    if (!day || day > this.day.max) return;
    if (day === this.day.max) return this.live();
    const end = Date.parse(`${day}T23:59:59+07:00`);
    const { status, reply } = await ask(end);
    if (status === 200 && reply.day.date === day) {
      const range = rangeOf(reply, end);
      return this.#look(range, range.to);
    }
    if (status === 0 || status >= 500) this.#failed(status);
    else this.on.say(`Không có dữ liệu của ngày ${dayWords(day)}.`);
    this.day.value = this.#stands?.range.day ?? this.day.max;
  }

  #look(range, when) {
    this.#wanted = { range, when };
    this.#draw(range, when);
    this.#ask();
  }

  async #ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    document.documentElement.toggleAttribute("data-busy", true);
    while (this.#wanted) {
      const look = this.#wanted;
      const { status, reply } = await ask(look.when);
      if (this.#wanted && status === 200) this.#shows(look, reply);
      else if (this.#wanted === look) this.#goBack(status);
      if (this.#wanted === look) this.#wanted = null;
      await new Promise((done) => setTimeout(done, SETTLE_MS));
    }
    document.documentElement.toggleAttribute("data-busy", false);
    this.#isAsking = false;
  }

  #shows(look, reply) {
    this.#shown = look;
    this.on.shows(reply);
  }

  // The slider stands where the page is: at the instant shown before, or at now.
  #goBack(status) {
    this.#failed(status);
    if (this.isLive) this.live();
    else this.#draw(this.#shown.range, this.#shown.when);
  }

  #failed(status) {
    this.on.say(status === 0 ? "Mất kết nối, chưa xem lại được." : "Chưa xem lại được lúc này. Hãy thử lại.");
  }

  #draw({ from, to, day, strip }, when) {
    this.on.strip({ from, to, strip, when });
    const whole = Math.max(1, Math.ceil((to - from) / MINUTE));
    this.slider.max = whole;
    this.slider.value = when === null ? whole : Math.round((when - from) / MINUTE);
    const isNow = when === null;
    this.slider.setAttribute("aria-valuetext", isNow ? `${clock(to)}, bây giờ` : `${clock(when)}, ngày ${dayWords(day)}`);
    write(at("go-live"), isNow ? "Đang trực tiếp" : "Về trực tiếp");
    if (!isNow) this.day.value = day;
    const room = this.slider.clientWidth / TICK_REM / parseFloat(getComputedStyle(document.documentElement).fontSize);
    fill(at("ticks"), [from, Math.floor(to / MINUTE), room], () => ticks(from, to, room));
  }
}

const ask = (ms) => get(`/api/v1/manager/at?time=${encodeURIComponent(new Date(ms).toISOString())}`);

// From the day's first minute to its close, or to the given instant while it goes on.
function rangeOf({ strip, day, at: when }, ms) {
  const from = strip ? Date.parse(strip.begun) : ms - MINUTE;
  const to = day.closed ? Date.parse(day.closed) + MINUTE : Math.max(ms, from + MINUTE);
  return { from, to, strip, day: day.date ?? dayOf(Date.parse(when)) };
}

// `room` is how many times of day have room beside each other.
function ticks(from, to, room) {
  const step = [30, 60, 120, 180].find((minutes) => (to - from) / MINUTE / minutes <= Math.min(14, room - 1)) ?? 240;
  const first = Math.ceil(from / (step * MINUTE)) * step * MINUTE;
  const edge = (1.5 * (to - from)) / Math.max(room, 2);
  const inner = Array.from({ length: 48 }, (_, n) => first + n * step * MINUTE).filter((ms) => ms - from > edge && to - ms > edge);
  return [from, ...inner, to].map((ms) => {
    const tick = el("li", {}, clock(ms));
    tick.style.insetInlineStart = `${((ms - from) / (to - from)) * 100}%`;
    return tick;
  });
}
