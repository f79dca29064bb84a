// The page only moves pins and shows what the box's own program says. It decides nothing.
"use strict";
const $ = (id) => document.getElementById(id);
const SAID_MS = 6_000;
const WORDS = {
  closed: ["Đang đóng", "Closed"], idle: ["Sẵn sàng", "Ready"], called: ["Đang gọi", "Calling"],
  serving: ["Đang phục vụ", "Serving"], paused: ["Tạm nghỉ", "On a break"],
};
const NO_ANSWER = { vi: "Chưa có trả lời. Lần bấm này không có hiệu lực, hãy bấm lại.", en: "No answer. That press did not count; press again." };
const SENT = { vi: "Đã gửi. Cảm ơn quý khách.", en: "Sent. Thank you." };
const INVITED = { vi: "Mời quý khách chọn một khuôn mặt", en: "Please choose a face" };
const STILL_ASKING = { vi: "Đang chờ trả lời của lần bấm trước.", en: "Still waiting for the answer to the last press." };
// By the rule that chose the visit; `minutes` is the rule's own figure.
const WHY = {
  "longest-wait": ({ minutes: n = 0 }) => ({ vi: `Được gọi vì chờ lâu nhất trong các dịch vụ của quầy: ${n || "dưới 1"} phút`, en: `Called: longest wait for this counter's services, ${n || "under 1"} min` }),
  priority: ({ minutes: n = 0 }) => ({ vi: `Được gọi vì diện ưu tiên: tính như đến sớm hơn ${n} phút`, en: `Called: priority, counted ${n} min earlier` }),
  guard: ({ minutes: n = 0 }) => ({ vi: `Được gọi vì đã chờ quá ${n} phút`, en: `Called: waited more than ${n} min` }),
  "priority-run": ({ minutes: n = 0 }) => ({ vi: `Được gọi vì đã gọi liền ${n} số ưu tiên`, en: `Called: ${n} priority numbers went before` }),
  return: () => ({ vi: "Được gọi vì quay lại sau khi bổ sung giấy tờ", en: "Called: back with the missing papers" }),
  picked: () => ({ vi: "Được gọi ngoài thứ tự", en: "Called out of order" }),
};
const SEGMENTS = {
  a: "10,4 46,4 40,12 16,12", b: "50,8 50,42 46,46 42,40 42,16", c: "50,54 50,88 42,80 42,58 46,50", d: "10,92 46,92 40,84 16,84",
  e: "6,54 10,50 14,58 14,80 6,88", f: "6,8 14,16 14,40 10,46 6,42", g: "13,48 17,44 39,44 43,48 39,52 17,52",
};

// One request after another: an up must never overtake its down.
let line = Promise.resolve();
const post = (path, order) => (line = line.then(() => fetch(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order), keepalive: true,
})).catch(() => lost()));

for (const button of document.querySelectorAll(".press")) {
  const move = (down) => {
    if (button.classList.contains("down") === down) return;
    button.classList.toggle("down", down);
    post(down ? "/down" : "/up", { key: button.dataset.key });
  };
  button.addEventListener("pointerdown", (event) => { if (event.button === 0) { button.setPointerCapture(event.pointerId); move(true); } });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) button.addEventListener(end, () => move(false));
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); move(true); } });
  button.addEventListener("keyup", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); move(false); } });
  window.addEventListener("pagehide", () => move(false));
}

let isCut = false;
let last = {};         // what the box showed last
let sign;              // what its lamps said last, and of which key
// One voice for each side of the box: what became of its last press, for a while.
const clerk = { where: $("says"), until: 0, rest: sentence };
const visitor = { where: $("thanks"), until: 0, rest: ({ connected, state }) => (connected && Date.parse(state?.rate_until) > Date.now() ? INVITED : {}) };
$("network").addEventListener("click", () => post("/network", { cut: !isCut }).then(() => showNetwork(!isCut)));

function showNetwork(cut) {
  isCut = cut;
  $("network").setAttribute("aria-pressed", cut);
  $("network").lastElementChild.textContent = cut ? "Nối lại" : "Cắt mạng máy này";
  $("network").firstElementChild.className = cut ? "i i-check" : "i i-cut";
}

function show(now) {
  last = now;
  $("case").classList.remove("lost");
  for (const lamp of document.querySelectorAll(".lamp")) {
    const lit = Boolean(now.lamps[lamp.dataset.lamp]);
    lamp.classList.toggle("on", lit);
    lamp.querySelector("[data-says]").textContent = lit ? "sáng" : "tắt";
  }
  $("digits").innerHTML = now.segments.map((lit) => `<svg viewBox="0 0 56 96" aria-hidden="true">${Object.entries(SEGMENTS)
    .map(([name, points]) => `<polygon class="seg${lit.includes(name) ? " on" : ""}" points="${points}"/>`).join("")}</svg>`).join("");
  $("digits").setAttribute("aria-label", now.digits.trim() ? `Đang hiện ${now.digits}` : "Chưa hiện gì");
  hear(now);
  for (const side of [clerk, visitor]) rest(side);
  showNetwork(now.cut);
}

// What a real box has only a lamp for is said in words, for a while.
function hear(now) {
  const said = `${now.sign} ${now.key}`;
  if (said === sign) return;
  sign = said;
  const side = now.key?.startsWith("face-") ? visitor : clerk;
  const refusal = now.refusal ?? (side === visitor && !now.connected ? NO_ANSWER : null);
  const text = { accepted: side === visitor && SENT, refused: refusal, unanswered: NO_ANSWER, ignored: STILL_ASKING }[now.sign];
  if (now.sign === "accepted") side.until = 0;
  if (text) speak(side, text);
}

function speak(side, text) {
  Object.assign(side, { text, until: performance.now() + SAID_MS });
  clearTimeout(side.timer);
  side.timer = setTimeout(() => rest(side), SAID_MS);
}

function rest(side) {
  say(side.where, performance.now() < side.until ? side.text : side.rest(last));
}

function say(where, { vi = "", en, why }) {
  if (!where) return;
  const lines = [why && { lang: "vi", textContent: why.vi }, { lang: "en", className: "en", textContent: why ? why.en : en }];
  const spans = lines.filter((line) => line?.textContent).map((line) => Object.assign(document.createElement("span"), line));
  const words = [vi, ...spans.map((span) => span.textContent)].join("\n");
  if (where.dataset.words === words) return;
  where.dataset.words = words;
  where.replaceChildren(vi, ...spans);
}

function sentence({ connected, state }) {
  if (!connected || !state) return { vi: "Mất kết nối", en: "Connection lost" };
  const [vi, en] = WORDS[state.state];
  const said = { vi: `${join(vi, state.ticket)} · ${state.waiting} người chờ`, en: `${join(en, state.ticket)} · ${state.waiting} waiting` };
  return state.state === "called" && state.why ? { ...said, why: WHY[state.why.rule]?.(state.why) } : said;
}

const join = (...words) => words.filter(Boolean).join(" ");

function lost() {
  $("case").classList.add("lost");
  say(clerk.where, { vi: "Trang này không còn nối với hộp phím. Hãy khởi động lại hộp phím.", en: "This page has lost its box. Start the box again." });
}

async function follow() {
  for (let since = -1; ;) {
    try {
      const answer = await fetch(`/state?since=${since}`, { cache: "no-store" });
      const now = await answer.json();
      since = now.number;
      show(now);
    } catch {
      lost();
      since = -1;
      await new Promise((again) => setTimeout(again, 1000));
    }
  }
}
follow();
