// The waiting-room screen: joins stream, calls, view and chime.

import { Calls } from "./calls.js";
import { Chime } from "./chime.js";
import { ScreenView } from "./screen_view.js";
import { Stream } from "./stream.js";

const LOST_MS = 30_000; // no word from the hub
const DOWN_MS = 3_000; // the stream is broken and has not come back
const IDLE_MS = 60_000; // no call
const TICK_MS = 250;

const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });
const view = new ScreenView(document.body.dataset);
const calls = new Calls();
const chime = new Chime();
const stream = new Stream("/screen/stream", { state: onState, beat: onBeat });
let screen = null; // the newest state
let store = null; // whose history it is of
let hub = null; // the hub's clock: its time, and ours when it told it
let loadedOn = null; // the date of the page, by the hub's clock
let missed = true; // an outage lies between the last state and the next

function hubTime(at = performance.now()) {
  return hub ? hub.time + (at - hub.at) : Date.now();
}

function onBeat({ time }) {
  hub = { time: Date.parse(time), at: performance.now() };
  tick();
}

function onState(state, id) {
  const from = id.slice(0, id.lastIndexOf(":"));
  if (store !== null && store !== from) return startAnew();
  store = from;
  screen = state;
  calls.take(state.calls, missed);
  missed = false;
  view.waiting(state.services);
  tick();
}

// Another history: load the page anew, but only once it is sure to be had.
async function startAnew() {
  const page = await fetch("/screen", { cache: "no-store" }).catch(() => null);
  if (page?.ok) location.reload();
}

function isLost(now) {
  const isDown = stream.downSince !== null && now - stream.downSince > DOWN_MS;
  // What was cut off stays so until a whole new state is here, not a mere beat.
  return isDown || now - stream.heardAt > LOST_MS || (missed && screen !== null);
}

function stateAt(now) {
  if (isLost(now)) return "lost";
  if (screen === null) return "start";
  if (!screen.is_open) return "closed";
  if (calls.announced) return "call";
  const last = calls.calls[0];
  if (!last) return "idle";
  const isOld = hubTime(now) - Date.parse(last.at) > IDLE_MS;
  return isOld && now - calls.since > IDLE_MS ? "idle" : "normal";
}

function tick() {
  const now = performance.now();
  stream.watch();
  if (isLost(now)) missed = true;
  const fresh = missed ? null : calls.step(now);
  const state = stateAt(now);
  view.time(hubTime(now));
  view.plate(calls.plate);
  view.past(state === "idle" ? calls.calls : calls.past);
  view.state(state, hub && hubTime(stream.heardAt));
  if (fresh) {
    view.arrive();
    chime.play();
  }
  if (hub) turnDay(day.format(hubTime(now)), state);
}

// The hours that the page says are of the day it was loaded on.
function turnDay(today, state) {
  loadedOn ??= today;
  if (today === loadedOn || state !== "closed") return;
  loadedOn = today;
  startAnew();
}

stream.open();
setInterval(tick, TICK_MS);
tick();
