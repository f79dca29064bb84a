// Services, counters, devices, ratings: each row stays where it is.

import { at, clock, el, fill, icon, inMinutes, lasting, write } from "./console_dom.js";
import { rows } from "./console_rows.js";
import { PAUSES, REASONS, SCORES, STATES, STEPS, deviceWords, listed, number, tenths, told } from "./live_words.js";

const SQUARES = 24;
const DENSE_SQUARES = 12;
const DENSE = 6;
const CALLS = 3;
const CELLS = 10;
const RATINGS = 4;

// ── Services ────────────────────────────────────────────────────────────────────────────

export function services({ services: all, targets, figures, counters }, ms) {
  const table = at("services");
  const isDense = all.length > DENSE;
  table.parentElement.classList.toggle("dense", isDense);
  rows(table, all.map((one) => ({ key: one.service, shows: [one, minutesOf(one, ms), targets.longest_wait_min, isDense], make: () => service(one, targets, ms, isDense) })));
  const [soon, late] = [targets.called_within_min, Math.max(targets.called_within_min, targets.longest_wait_min)];
  const n = figures.waits.n;
  fill(at("key"), [soon, late, n, counters.length > 0], () => [
    el("span", {}, el("i"), `tới ${soon} phút`), late > soon && el("span", {}, el("i", { class: "l2" }), `${soon}–${late} phút`), el("span", {}, el("i", { class: "l3" }), `trên ${late} phút`),
    el("span", { class: "n" }, `p50 / p90: phút tới lần gọi đầu, n = ${number(n)}${n < 5 ? ", ẩn khi dưới 5" : ""}`),
  ].filter(Boolean));
}

const minutesOf = ({ longest }, ms) => (longest ? inMinutes(ms - Date.parse(longest.since)) : null);

function service(one, targets, ms, isDense) {
  const waited = minutesOf(one, ms);
  const isLate = waited !== null && ms - Date.parse(one.longest.since) > targets.longest_wait_min * 60_000;
  const { n, p50, p90 } = one.waits;
  return el("tr", {},
    el("th", { scope: "row" }, el("span", {}, el("span", { class: "svc" }, one.service), el("span", { title: one.names.vi }, one.names.vi))),
    el("td", { class: "n" }, el("span", { class: "figure" }, number(one.waiting))),
    el("td", { class: "sq", "aria-hidden": "true" }, squares(one.bands, isDense ? DENSE_SQUARES : SQUARES)),
    el("td", { class: `n${isLate ? " hot" : ""}` }, isLate && icon("alert"), el("span", { class: "figure" }, waited === null ? "–" : number(waited)), waited === null ? null : el("small", {}, " phút")),
    el("td", {}, told(one.told) ?? "–", one.told ? el("small", { class: "when" }, ` lúc ${clock(Date.parse(one.told.at))}`) : null),
    el("td", { class: "q" }, p50 === null ? "–" : `${tenths(p50)} / ${tenths(p90)}`, el("small", {}, ` n ${number(n)}`)),
    el("td", { class: "q" }, one.taken.length ? (one.taken.length > 4 ? `${one.taken.length} quầy` : one.taken.join(" · ")) : "không mở"));
}

function squares([within, late, over], most) {
  const all = [...Array(over).fill("l3"), ...Array(late).fill("l2"), ...Array(within).fill("l1")];
  const more = all.length - most;
  return el("span", { class: all.length > 8 ? "many" : "" }, ...all.slice(0, most).map((kind) => el("i", { class: kind })), more > 0 ? ` +${more}` : null);
}

// ── Counters ────────────────────────────────────────────────────────────────────────────

export function counters({ counters: all, figures, services: offered }, ms) {
  const list = at("counters");
  // Where only the icons have room, their words stand below.
  at("states-key").hidden = all.length <= CELLS;
  if (all.length > CELLS) fill(at("states-key"), "states", () => Object.values(STATES).map(([glyph, word]) => el("span", {}, icon(glyph), ` ${word}`)));
  list.className = `desks${all.length > 20 ? " small cells three" : all.length > CELLS ? " small cells" : all.length > 6 ? " small" : ""}`;
  const names = Object.fromEntries(offered.map((one) => [one.service, one.names.vi]));
  rows(list, all.map((one) => ({ key: one.counter, make: () => el("li"), update: (row) => counter(row, one, { waiting: figures.waiting, names, ms }) })));
}

function counter(row, one, { waiting, names, ms }) {
  const [glyph, word, tone] = STATES[one.state];
  const elapsed = one.since && one.state !== "closed" ? ms - Date.parse(one.since) : null;
  const isLong = one.usual_s !== null && elapsed !== null && elapsed > one.usual_s * 1000;
  const isWasted = one.state === "idle" && waiting > 0;
  const sub = about(one, waiting, names);
  row.className = [one.state, isLong && "long", isWasted && "wasted"].filter(Boolean).join(" ");
  fill(row, [one.counter, one.state, one.ticket, sub, isWasted, one.usual_s === null], () => [
    el("span", { class: `no figure${one.counter.length > 2 ? " wide" : ""}` }, one.counter),
    el("span", { class: `chip ${isWasted ? "warn" : tone}` }, icon(glyph), el("span", { class: "word" }, word)),
    el("span", { class: "num" }, one.ticket ?? ""), el("b", { class: "el figure" }), el("span", { class: "sub", title: sub }, sub),
    el("span", { class: one.usual_s === null ? "tr none" : "tr", "aria-hidden": "true" }, el("i")),
  ]);
  write(row.querySelector(".el"), elapsed === null ? "" : lasting(elapsed));
  row.querySelector(".tr i").style.inlineSize = one.usual_s ? `${Math.min(100, (elapsed / one.usual_s / 10)).toFixed(1)}%` : "0";
}

function about(one, waiting, names) {
  const takes = one.serves.length ? `nhận ${listed(one.serves)}` : "";
  switch (one.state) {
    case "called": return `${names[one.service] ?? one.service} · lần gọi ${one.times} / ${CALLS}`;
    case "serving": return [names[one.service] ?? one.service, one.step && STEPS[one.step]].filter(Boolean).join(" · ");
    case "paused": return [PAUSES[one.reason] ?? "Tạm nghỉ", takes].filter(Boolean).join(" · ");
    case "idle":
      if (!waiting) return takes ? `không ai chờ · ${takes}` : "không ai chờ";
      return one.callable ? `${number(one.callable)} người chờ quầy này · ${takes}` : `${number(waiting)} người chờ, quầy chỉ ${takes}`;
    default: return takes;
  }
}

// ── Devices, ratings, advice ────────────────────────────────────────────────────────────

export function devices({ devices: all }, about, ms) {
  const shown = all.map((one) => [one, nameOf(one.device, about), ...deviceWords(one, ms, inMinutes)]);
  const count = (tone) => shown.filter(([, , is]) => is === tone).length;
  write(at("devices-count"), [[count("good"), "tốt"], [count("warn"), "cần xem"], [count("bad"), "hỏng"], [count(""), "tắt"]].filter(([n]) => n).map(([n, word]) => `${n} ${word}`).join(" · "));
  rows(at("devices"), shown.map(([one, name, tone, glyph, word]) => ({
    key: one.device, shows: [name, tone, word],
    make: () => el("li", { class: tone, title: one.device }, el("b", {}, icon(glyph), name), el("small", {}, word)),
  })));
}

// Dispensers by number, boxes by their counter; a second one of a counter is a spare.
export function nameOf(device, { devices: all }) {
  const at = all.findIndex(({ id }) => id === device);
  if (at < 0) return device;
  const { kind, counter } = all[at];
  const before = all.slice(0, at).filter((one) => one.kind === kind && one.counter === counter).length;
  if (kind === "dispenser") return `Máy ${before + 1}`;
  return before ? `Quầy ${counter} (${before + 1})` : `Quầy ${counter}`;
}

export function ratings({ ratings: all, services: offered }) {
  const names = Object.fromEntries(offered.map((one) => [one.service, one.names.vi]));
  fill(at("ratings"), [all, names], () => (all.length ? all.slice(0, RATINGS).map((one) => rating(one, names)) : el("li", { class: "none" }, "Chưa có đánh giá nào hôm nay.")));
}

function rating({ at: when, score, service: of, reasons }, names) {
  const why = reasons.map((reason) => REASONS[reason] ?? reason).join(", ");
  return el("li", { class: score <= 2 ? "low-score" : "" }, el("b", {}, score <= 2 ? icon("alert") : null, ` ${score} / 5`), el("span", {}, SCORES[score]), el("span", {}, [clock(Date.parse(when)), names[of], why].filter(Boolean).join(" · ")));
}

export function advice({ advice: one }) {
  at("advice").hidden = !one;
  if (!one) return;
  const begins = Date.parse(one.half_hour);
  write(at("advice-when"), `${clock(begins)}–${clock(begins + 1_800_000)}`);
  fill(at("advice-says"), [one.sentence, one.wanted], () => [`${one.sentence.vi}. `, el("b", {}, one.wanted.vi)]);
  fill(at("odds"), one.odds, () => one.odds.map(({ counters: n, in_time: share }) => {
    const bar = el("i");
    bar.style.inlineSize = `${share * 100}%`;
    const percents = share < 1 ? Math.min(99, Math.round(share * 100)) : 100;
    return el("div", {}, el("span", {}, `${n} quầy`), el("span", { class: "rail", "aria-hidden": "true" }, bar), el("span", {}, `${percents} %`));
  }));
}
