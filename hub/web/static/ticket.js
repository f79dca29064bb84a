// The ticket's page keeps itself up to date: the hub says that something moved, and the
// page is fetched anew, so that every word is written in one place, the server.

import { Stream } from "./stream.js";

const LOST_MS = 30_000;
const DOWN_MS = 5_000;
const TICK_MS = 1_000;

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
  document.querySelector("main").replaceWith(page.querySelector("main"));
  shown = aim;
  if (page.body.dataset.state === "called" && before !== "called") navigator.vibrate?.([400, 200, 400, 200, 400]);
}

function tick() {
  stream.watch();
  const now = performance.now();
  const isDown = stream.downSince !== null && now - stream.downSince > DOWN_MS;
  const isCut = isDown || now - stream.heardAt > LOST_MS;
  const band = document.getElementById("offline");
  if (band.hidden === isCut) {
    band.hidden = !isCut;
    band.textContent = `Điện thoại mất mạng. Thông tin đúng lúc ${document.getElementById("updated").textContent}.`;
  }
  if (shown !== wanted) renew();
}

stream.open();
setInterval(tick, TICK_MS);
