// Arrivals and departures by hour, and the strip of people waiting: drawn by Chart.js. The
// strip lies under the slider, over the same time: a bar stands where its minutes are.

import { at } from "./console_dom.js";
import { number } from "./live_words.js";

const { Chart } = globalThis;
const CALM = { animation: false, responsive: true, maintainAspectRatio: false, events: [], plugins: { legend: { display: false }, tooltip: { enabled: false } } };
const FONT = '"Public Sans", "Noto Sans", Roboto, "Segoe UI", "DejaVu Sans", system-ui, sans-serif';
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
const font = (weight = 500, size = 1) => ({ family: FONT, weight, size: size * rem() });
const write = (context, text, x, y, { paint, of = font() }) => {
  Object.assign(context, { fillStyle: paint, font: `${of.weight} ${of.size}px ${of.family}`, textAlign: "center", textBaseline: "alphabetic" });
  context.fillText(text, x, y);
};

export class Charts {
  #hours = null;
  #strip = null;
  #shown = "";
  #track = null;

  show({ hours, day }, ms, about) {
    const seen = JSON.stringify([hours, day, Math.floor(ms / 60_000)]);
    if (seen === this.#shown) return;
    this.#shown = seen;
    this.#showHours(hours, day.closed ? Date.parse(day.closed) : ms, about, Boolean(day.closed));
  }

  // `track`: { from, to, strip, when }; what came after `when` is paler, null is now.
  strip(track) {
    const shown = JSON.stringify(this.#track);
    this.#track = barsOf(track);
    if (this.#strip && shown === JSON.stringify(this.#track)) return;
    this.#drawStrip(this.#track);
  }

  #drawStrip({ bars, whole, most }) {
    this.#strip ??= new Chart(at("strip"), stripChart());
    const { data, options } = this.#strip;
    const [been, later] = [colour("edge"), colour("line")];
    data.datasets[0].data = bars;
    data.datasets[0].backgroundColor = bars.map(({ isAfter }) => (isAfter ? later : been));
    options.scales.x.max = whole;
    options.scales.y.max = Math.max(5, most);
    this.#strip.update("none");
  }

  // Other colours, another size of type: all is drawn anew.
  restyle() {
    this.#hours?.destroy();
    this.#strip?.destroy();
    [this.#hours, this.#strip, this.#shown] = [null, null, ""];
    if (this.#track) this.#drawStrip(this.#track);
  }

  #showHours(hours, ms, about, isOver) {
    const known = new Map(hours.map((one) => [one.hour, one]));
    const all = range([...known.keys(), parseInt(about.opens, 10), closing(about.closes)]);
    const now = ms === null ? null : here(ms);
    const drawn = all.map((hour) => ({ hour, arrived: 0, served: 0, expected: null, ...known.get(hour), isToCome: now !== null && hour > Math.floor(now) }));
    at("expected-key").hidden = !drawn.some((one) => one.expected);
    at("hours").setAttribute("aria-label", drawn.filter((one) => known.has(one.hour)).map(inWords).join(" ") || "Chưa có lượt nào.");
    this.#hours ??= new Chart(at("hours"), hoursChart());
    const most = Math.max(8, ...drawn.map((one) => Math.max(one.arrived, one.served, one.expected ?? 0)));
    const data = this.#hours.data;
    data.labels = drawn.map(({ hour }) => `${String(hour).padStart(2, "0")} h`);
    data.datasets[0].data = drawn.map((one) => (one.isToCome ? null : one.arrived));
    data.datasets[1].data = drawn.map((one) => one.expected);
    data.datasets[2].data = data.datasets[3].data = drawn.map((one) => (one.isToCome || !(one.arrived || one.served) ? null : one.served));
    Object.assign(this.#hours.options.scales.y, { suggestedMax: most * 1.18 });
    this.#hours.$drawn = drawn;
    this.#hours.$now = now === null || isOver ? null : now - all[0];
    this.#hours.update("none");
  }

}

const MINUTE = 60_000;

// Bars in minutes of what the slider goes over, up to its end; each in its own middle.
export function barsOf({ from, to, strip, when }) {
  const { most = [], step_min: step = 5 } = strip ?? {};
  const whole = Math.max(1, Math.ceil((to - from) / MINUTE));
  const isAfter = (minute) => when !== null && from + minute * MINUTE > when;
  const bars = Array.from({ length: Math.ceil(whole / step) }, (_, n) => ({ x: (n + 0.5) * step, y: most[n] ?? 0, isAfter: isAfter(n * step) }));
  return { bars, whole, most: Math.max(0, ...most) };
}

const range = (hours) => Array.from({ length: Math.max(...hours) - Math.min(...hours) + 1 }, (_, n) => Math.min(...hours) + n);
const closing = (text) => Math.ceil(parseInt(text, 10) + parseInt(text.slice(3), 10) / 60) - 1;
const here = (ms) => (new Date(ms + 7 * 3_600_000).getUTCHours() * 60 + new Date(ms + 7 * 3_600_000).getUTCMinutes()) / 60;
const inWords = ({ hour, arrived, served, expected, isToCome }) => (isToCome ? `${hour} giờ: dự kiến ${number(expected ?? 0)} lượt đến.` : `${hour} giờ: ${number(arrived)} lượt đến, ${number(served)} xong.`);

function hoursChart() {
  const ticks = { color: colour("ink-2"), font: font() };
  const bar = { type: "bar", data: [], grouped: false, categoryPercentage: 0.66, barPercentage: 1 };
  return {
    data: {
      labels: [],
      datasets: [
        { ...bar, backgroundColor: colour("series-1"), order: 2 },
        { ...bar, backgroundColor: "transparent", order: 1 },
        { type: "line", data: [], order: 0.5, borderColor: colour("paper"), borderWidth: 9, pointRadius: 0 },
        { type: "line", data: [], order: 0, borderColor: colour("series-2"), borderWidth: 3, pointRadius: 5.5, pointBackgroundColor: colour("series-2"), pointBorderColor: colour("paper"), pointBorderWidth: 2, spanGaps: false },
      ],
    },
    options: {
      ...CALM,
      layout: { padding: { top: 2 } },
      scales: {
        x: { grid: { display: false }, border: { display: false }, ticks: { ...ticks, maxRotation: 0 } },
        y: { beginAtZero: true, border: { display: false }, grid: { color: colour("line") }, ticks: { ...ticks, precision: 0, maxTicksLimit: 5 } },
      },
    },
    plugins: [{ id: "layso", beforeDatasetsDraw: outlines, afterDatasetsDraw: labels }],
  };
}

// What usually comes, as an outline behind the bars.
function outlines(chart) {
  const { ctx } = chart;
  ctx.save();
  Object.assign(ctx, { strokeStyle: colour("series-1"), lineWidth: 1.5 });
  ctx.setLineDash([4, 4]);
  for (const [n, bar] of chart.getDatasetMeta(1).data.entries()) {
    if (!chart.$drawn?.[n]?.expected) continue;
    ctx.strokeRect(bar.x - bar.width / 2 - 2, bar.y, bar.width + 4, bar.base - bar.y);
  }
  ctx.restore();
}

// The figures themselves, and where the day has come to.
function labels(chart) {
  const { ctx, scales } = chart;
  const [bars, expected, served] = [0, 1, 3].map((n) => chart.getDatasetMeta(n).data);
  ctx.save();
  for (const [n, one] of (chart.$drawn ?? []).entries()) {
    if (one.isToCome && one.expected) write(ctx, number(one.expected), expected[n].x, expected[n].y - 6, { paint: colour("ink-2") });
    if (one.isToCome || !(one.arrived || one.served)) continue;
    figuresOf(ctx, one, bars[n], served[n]);
  }
  if (chart.$now !== null && chart.$now !== undefined) nowLine(ctx, scales, chart.$now);
  ctx.restore();
}

// What came stands above its bar; what was done under its dot, or above it where that is
// too low. Where more were done than came, the dot's figure stands above, the bar's within.
function figuresOf(ctx, { arrived, served }, bar, dot) {
  const [size, paints] = [rem(), { bar: { paint: colour("ink"), of: font(650) }, dot: { of: font(750) } }];
  const isOver = served && dot.y < bar.y + 0.4 * size;
  const isTall = bar.base - bar.y > 2.6 * size;
  if (isOver && isTall) write(ctx, number(arrived), bar.x, bar.base - 0.5 * size, { ...paints.bar, paint: colour("paper") });
  else write(ctx, number(arrived), isOver ? bar.x - bar.width / 3 : bar.x, bar.y - 0.4 * size, paints.bar);
  if (!served) return;
  const isUnder = !isOver && bar.base - dot.y > 1.7 * size;
  const y = isUnder ? dot.y + 1.45 * size : dot.y - 0.7 * size;
  write(ctx, number(served), dot.x + (isOver && !isTall ? bar.width / 3 : 0), y, { ...paints.dot, paint: colour(y - 0.6 * size > bar.y ? "paper" : "series-2") });
}

function nowLine(ctx, { x, y }, at) {
  const step = x.ticks.length > 1 ? x.getPixelForValue(1) - x.getPixelForValue(0) : x.width;
  const where = Math.min(Math.max(x.getPixelForValue(0) + (at - 0.5) * step, x.left), x.right);
  Object.assign(ctx, { strokeStyle: colour("ink"), lineWidth: 1.5 });
  ctx.beginPath();
  ctx.moveTo(where, y.top);
  ctx.lineTo(where, y.bottom);
  ctx.stroke();
}

function stripChart() {
  const hidden = { display: false };
  const noTicks = (scale) => Object.assign(scale, { ticks: [] }); // they would narrow the bars
  return {
    type: "bar",
    data: { datasets: [{ data: [], categoryPercentage: 1, barPercentage: 1, borderColor: colour("paper"), borderWidth: { right: 1 }, borderSkipped: false }] },
    options: { ...CALM, scales: { x: { ...hidden, type: "linear", offset: false, min: 0, afterBuildTicks: noTicks }, y: { ...hidden, beginAtZero: true } } },
  };
}
