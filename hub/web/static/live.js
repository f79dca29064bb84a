// The live manager screen: joins stream, slider and view. What is shown is what the hub
// said last; cut off, it is what was true, with its time.

import { at, clock, clockWithSeconds, dayOf, el, fill, icon, write } from "./console_dom.js";
import { Line } from "./console_line.js";
import { get } from "./console_post.js";
import { Alerts } from "./live_alerts.js";
import { Charts } from "./live_charts.js";
import { figures } from "./live_figures.js";
import { advice, counters, devices, ratings, services } from "./live_lists.js";
import { Past } from "./live_past.js";
import { CUT, CUT_HELP, OUT } from "./live_words.js";
import { Stream } from "./stream.js";

const TICK_MS = 500;
const SAID_MS = 6_000;
const ME_MS = 60_000;
const THEME = "layso-live-theme";

const root = document.documentElement;
const about = JSON.parse(document.body.dataset.about);
const now = { state: null, hub: null, store: null, lostSince: null, isOut: false, me: null };
const charts = new Charts();
const alerts = new Alerts(about, { clerk: () => now.me?.clerk ?? "QL", say, signIn: () => say("Cần đăng nhập để nhận việc.", true) });
const past = new Past({ shows: (state) => show(state), live: () => goLive(), say, ms: () => hubMs(), strip: (track) => charts.strip(track) });
const stream = new Stream("/manager/stream", { state: onState, beat: onBeat });
const line = new Line(stream, "/api/v1/manager", { lost: (since) => cut(since, false), signedOut: () => cut(stream.heardAt, true), barred: () => cut(stream.heardAt, true) });
let shown = null;

// ── What the hub says ───────────────────────────────────────────────────────────────────

function onBeat({ time }) {
  now.hub = { ms: Date.parse(time), at: performance.now() };
  found();
}

function onState(state, id) {
  const store = id.slice(0, id.lastIndexOf(":"));
  if (now.store !== null && now.store !== store) return location.reload();
  [now.store, now.state] = [store, state];
  now.hub = { ms: Math.max(Date.parse(state.at), now.hub ? hubMs() : 0), at: performance.now() };
  found();
  past.follow(state);
  if (past.isLive) show(state);
}

const hubMs = () => (now.hub ? now.hub.ms + (performance.now() - now.hub.at) : Date.now());

function cut(heardAt, isOut) {
  if (now.lostSince !== null && now.isOut === isOut) return;
  now.lostSince = now.hub ? now.hub.ms + (heardAt - now.hub.at) : Date.now();
  now.isOut = isOut;
  document.body.toggleAttribute("data-cut", past.isLive);
  tick();
}

function found() {
  if (now.lostSince === null) return;
  [now.lostSince, now.isOut] = [null, false];
  document.body.toggleAttribute("data-cut", false);
  tick();
}

// ── What is shown ───────────────────────────────────────────────────────────────────────

function goLive() {
  root.dataset.state = "live";
  document.body.toggleAttribute("data-cut", now.lostSince !== null);
  if (now.state) show(now.state);
}

function show(state) {
  shown = state;
  document.body.toggleAttribute("data-empty", false);
  root.dataset.state = past.isLive ? "live" : "past";
  if (!past.isLive) document.body.toggleAttribute("data-cut", false);
  draw();
}

// The instant that is shown: now, the last truth of a cut line, or one that is past.
function ms() {
  if (!past.isLive) return Date.parse(shown.at);
  return now.lostSince ?? hubMs();
}

function draw() {
  const when = ms();
  figures(shown, when, isToday(when));
  services(shown, when);
  counters(shown, when);
  alerts.show(shown, when, !past.isLive);
  charts.show(shown, when, about);
  devices(shown, about, when);
  ratings(shown);
  advice(shown);
  tick();
}

function tick() {
  const when = shown ? ms() : hubMs();
  write(at("clock"), clock(past.isLive ? hubMs() : when));
  write(at("date"), longDay(past.isLive ? hubMs() : when));
  fill(at("state"), chipOf(when), () => {
    const [glyph, words] = chipOf(when);
    return [icon(glyph), words];
  });
  at("state").className = `chip ${past.isLive ? (now.lostSince === null && shown ? "good" : "bad") : ""}`;
  at("lost").hidden = now.lostSince === null;
  if (now.lostSince !== null) fill(at("lost"), [now.lostSince, now.isOut, past.isLive], lost);
}

function chipOf(when) {
  if (!shown) return ["clock", "Đang nối"];
  if (!past.isLive) return ["clock", `Đang xem lại ${isToday(when) ? "" : `${short(when)} `}${clock(when)} – không phải bây giờ`];
  if (now.lostSince !== null) return ["cut", "Mất kết nối"];
  return ["dot", shown.day.is_open ? "Trực tiếp" : "Trực tiếp, điểm chưa mở hoặc đã đóng sổ"];
}

const isToday = (when) => dayOf(when) === dayOf(hubMs());
const short = (when) => dayOf(when).split("-").reverse().join("/");
const weekday = new Intl.DateTimeFormat("vi-VN", { weekday: "long", timeZone: "Asia/Ho_Chi_Minh" });
const longDay = (when) => `${weekday.format(when)} ${short(when)}`;

function lost() {
  const truth = past.isLive ? `Các số đúng lúc ${clockWithSeconds(now.lostSince)}.` : "";
  if (now.isOut) return [icon("cut"), el("span", {}, `${OUT} ${truth} `, el("a", { href: "/sign-in?to=/manager" }, "Đăng nhập lại"))];
  return [icon("cut"), el("span", {}, `${CUT} ${truth} `, el("small", {}, CUT_HELP))];
}

let saidAt = 0;
function say(text, isToSignIn = false) {
  at("say").hidden = false;
  saidAt = performance.now();
  at("say").replaceChildren(text, ...(isToSignIn ? [" ", el("a", { href: "/sign-in?to=/manager" }, "Đăng nhập")] : []));
}

// ── How it looks, and who looks ─────────────────────────────────────────────────────────

function dress(theme) {
  root.dataset.theme = theme;
  write(at("theme"), theme === "dark" ? "Nền sáng" : "Nền tối");
  charts.restyle();
  if (shown) draw();
}

at("theme").addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem(THEME, theme);
  dress(theme);
});

async function know() {
  const { reply } = await get("/api/v1/me");
  if (reply) now.me = reply.role ? reply : null;
}

function each() {
  line.watch();
  if (performance.now() - saidAt > SAID_MS) at("say").hidden = true;
  if (shown && past.isLive && now.lostSince === null) draw();
  else tick();
}

dress(localStorage.getItem(THEME) ?? root.dataset.theme);
past.join();
stream.open();
know();
setInterval(know, ME_MS);
setInterval(each, TICK_MS);
addEventListener("resize", () => {
  dress(root.dataset.theme);
  past.resized();
});
document.fonts.ready.then(() => dress(root.dataset.theme));
