// Looking back: a slider over the day, a field for the day. The hub shows any instant anew
// from its events; one is asked for at a time, and always the newest that is wanted.

import { at, clock, dayOf, el, fill, write } from "./console_dom.js";
import { get } from "./console_post.js";

const MINUTE = 60_000;
const PAGE = 10;
const SETTLE_MS = 40;
const dayWords = (iso) => iso.split("-").reverse().join("/");

export class Past {
  #wanted = null; // an instant that is to be shown, null when live
  #isAsking = false;
  #range = null; // { from, to, day }: what the slider goes over while looking back

  // `on`: { shows(state), live(), say(text), ms() }
  constructor(on) {
    this.on = on;
    this.slider = at("slider");
    this.day = at("day");
  }

  get isLive() {
    return this.#range === null;
  }

  join() {
    this.slider.addEventListener("input", () => this.#moved());
    this.slider.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && !this.isLive && this.live());
    at("go-live").addEventListener("click", () => this.live());
    this.day.addEventListener("change", () => this.#dayPicked());
  }

  // The live day has gone on: the slider goes over all of it and stands at its end.
  follow(state) {
    this.now = state;
    this.day.max = dayOf(this.on.ms());
    if (!this.isLive) return;
    if (document.activeElement !== this.day) this.day.value = this.day.max;
    this.#draw(rangeOf(state, this.on.ms()), null);
  }

  live() {
    [this.#range, this.#wanted] = [null, null];
    this.on.live();
    if (this.now) this.follow(this.now);
    this.day.value = this.day.max;
  }

  #moved() {
    const range = this.#range ?? rangeOf(this.now, this.on.ms());
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
    const { status, reply } = await ask(Date.parse(`${day}T23:59:59+07:00`));
    if (status !== 200 || reply.day.date !== day) {
      this.on.say(`Không có dữ liệu của ngày ${dayWords(day)}.`);
      this.day.value = this.#range?.day ?? this.day.max;
      return;
    }
    const range = rangeOf(reply, Date.parse(`${day}T23:59:59+07:00`));
    this.#look(range, range.to);
  }

  #look(range, when) {
    this.#range = range;
    this.#wanted = when;
    this.#draw(range, when);
    this.#ask();
  }

  async #ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    document.documentElement.toggleAttribute("data-busy", true);
    let last = null;
    while (this.#wanted !== null && this.#wanted !== last) {
      last = this.#wanted;
      const { status, reply } = await ask(last);
      if (this.isLive) break;
      if (status === 200) this.on.shows(reply, this.#range);
      else this.#failed(status);
      await new Promise((done) => setTimeout(done, SETTLE_MS));
    }
    document.documentElement.toggleAttribute("data-busy", false);
    this.#isAsking = false;
  }

  #failed(status) {
    this.on.say(status === 0 ? "Mất kết nối, chưa xem lại được." : "Chưa xem lại được lúc này. Hãy thử lại.");
  }

  #draw({ from, to, day }, when) {
    const whole = Math.max(1, Math.ceil((to - from) / MINUTE));
    this.slider.max = whole;
    this.slider.value = when === null ? whole : Math.round((when - from) / MINUTE);
    const isNow = when === null;
    this.slider.setAttribute("aria-valuetext", isNow ? `${clock(to)}, bây giờ` : `${clock(when)}, ngày ${dayWords(day)}`);
    write(at("go-live"), isNow ? "Đang trực tiếp" : "Về trực tiếp");
    if (!isNow) this.day.value = day;
    fill(at("ticks"), [from, Math.floor(to / MINUTE)], () => ticks(from, to));
  }
}

const ask = (ms) => get(`/api/v1/manager/at?time=${encodeURIComponent(new Date(ms).toISOString())}`);

// From the day's first minute to its close, or to the given instant while it goes on.
function rangeOf({ strip, day, at: when }, ms) {
  const from = strip ? Date.parse(strip.begun) : ms - MINUTE;
  const to = day.closed ? Date.parse(day.closed) + MINUTE : Math.max(ms, from + MINUTE);
  return { from, to, day: day.date ?? dayOf(Date.parse(when)) };
}

function ticks(from, to) {
  const step = [30, 60, 120, 180].find((minutes) => (to - from) / MINUTE / minutes <= 14) ?? 240;
  const first = Math.ceil(from / (step * MINUTE)) * step * MINUTE;
  const inner = Array.from({ length: 48 }, (_, n) => first + n * step * MINUTE).filter((ms) => ms - from > (to - from) * 0.05 && to - ms > (to - from) * 0.05);
  return [from, ...inner, to].map((ms) => {
    const tick = el("li", {}, clock(ms));
    tick.style.insetInlineStart = `${((ms - from) / (to - from)) * 100}%`;
    return tick;
  });
}
