// The ticket's page keeps itself up to date: the hub says that something moved, and the
// page is fetched anew, so that every word is written in one place, the server.

import { carry, keepPoint, listen } from "./rating.js";
import { Stream } from "./stream.js";

const LOST_MS = 30_000;
const DOWN_MS = 5_000;
const TICK_MS = 1_000;

// Both with the time at which the page was still true.
const PHONE_OFFLINE = ["Điện thoại mất mạng. Thông tin đúng lúc {}.", "Your phone is offline. Correct at {}."];
const HUB_AWAY = [
  "Mất kết nối với điểm phục vụ – xin nghe gọi tại quầy. Thông tin đúng lúc {}. Số của quý khách vẫn được giữ.",
  "Connection lost. Listen for your number at the counters; you keep your place. Correct at {}.",
];

const address = location.pathname;
const stream = new Stream(`${address}/stream`, { state: onState, beat: () => {} });
let shown = null; // the model of the page that is shown
let wanted = null; // the model of the page that should be

function onState(model) {
  wanted = JSON.stringify(model);
  renew();
}

async function renew() {
  const aim = wanted;
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  // Also an expired number is a page, answered 404.
  if (!answer || answer.status >= 500) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = document.body.dataset.state;
  document.title = page.title;
  document.body.dataset.state = page.body.dataset.state;
  const [main, next] = [document.querySelector("main"), page.querySelector("main")];
  carry(main, next);
  main.replaceWith(next);
  keepPoint();
  shown = aim;
  if (page.body.dataset.state === "called" && before !== "called") navigator.vibrate?.([400, 200, 400, 200, 400]);
}

function tick() {
  stream.watch();
  const now = performance.now();
  const isDown = stream.downSince !== null && now - stream.downSince > DOWN_MS;
  const isCut = isDown || now - stream.heardAt > LOST_MS;
  document.body.toggleAttribute("data-cut", isCut);
  showBand(isCut ? (navigator.onLine ? HUB_AWAY : PHONE_OFFLINE) : null);
  if (shown !== wanted) renew();
}

// Written only when it changes, so that it is read out once.
function showBand(words) {
  const band = document.getElementById("offline");
  const [vi, en] = (words ?? ["", ""]).map((text) => text.replace("{}", document.getElementById("updated").textContent));
  band.hidden = !words;
  if (band.firstChild?.data === vi) return;
  band.replaceChildren(vi, Object.assign(document.createElement("span"), { lang: "en", textContent: en }));
}

listen(renew);
stream.open();
setInterval(tick, TICK_MS);
