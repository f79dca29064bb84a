// The page only moves pins and shows what the box's own program says. It decides nothing.
"use strict";
const $ = (id) => document.getElementById(id);
const WORDS = { closed: "Đang đóng", idle: "Sẵn sàng", called: "Đang gọi", serving: "Đang phục vụ", paused: "Tạm nghỉ" };
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
$("network").addEventListener("click", () => post("/network", { cut: !isCut }).then(() => showNetwork(!isCut)));

function showNetwork(cut) {
  isCut = cut;
  $("network").setAttribute("aria-pressed", cut);
  $("network").lastElementChild.textContent = cut ? "Nối lại" : "Cắt mạng máy này";
  $("network").firstElementChild.className = cut ? "i i-check" : "i i-cut";
}

function show(now) {
  $("case").classList.remove("lost");
  for (const lamp of document.querySelectorAll(".lamp")) {
    const lit = Boolean(now.lamps[lamp.dataset.lamp]);
    lamp.classList.toggle("on", lit);
    lamp.querySelector("[data-says]").textContent = lit ? "sáng" : "tắt";
  }
  $("digits").innerHTML = now.segments.map((lit) => `<svg viewBox="0 0 56 96" aria-hidden="true">${Object.entries(SEGMENTS)
    .map(([name, points]) => `<polygon class="seg${lit.includes(name) ? " on" : ""}" points="${points}"/>`).join("")}</svg>`).join("");
  $("digits").setAttribute("aria-label", now.digits.trim() ? `Đang hiện ${now.digits}` : "Chưa hiện gì");
  $("says").textContent = sentence(now);
  showNetwork(now.cut);
}

function sentence(now) {
  if (!now.connected || !now.state) return "Mất kết nối";
  const what = [WORDS[now.state.state], now.state.ticket].filter(Boolean).join(" ");
  return `${what} · ${now.state.waiting} người chờ`;
}

function lost() {
  $("case").classList.add("lost");
  $("says").textContent = "Trang này không còn nối với hộp phím. Hãy khởi động lại hộp phím.";
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
