// Presses the dispenser's mock pins and shows its lamps and paper, as they are, three times a second.
"use strict";
const byId = (id) => document.getElementById(id);
let latest;            // the newest slip's file; undefined until first heard
let fault = "none";
let isCut = false;

async function post(where, order) {
  const answer = await fetch(where, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
}

async function act(button, where, order) {
  button.classList.add("down");
  try { await post(where, order); await look(); }
  catch { byId("note").textContent = "Máy không trả lời. Hãy thử lại."; }
  finally { button.classList.remove("down"); }
}

function word(button, isDone) {
  const label = button.querySelector(".word");
  button.dataset.word ??= label.textContent;
  const wanted = isDone ? button.dataset.undo : button.dataset.word;
  if (label.textContent !== wanted) label.textContent = wanted;
  button.setAttribute("aria-pressed", String(isDone));
}

function feed(slip) {
  const picture = byId("slip"), out = byId("out");
  picture.src = `slips/${encodeURIComponent(slip.file)}`;
  picture.alt = `Phiếu ${slip.ticket}`;
  picture.hidden = false;
  byId("said").textContent = `Phiếu ${slip.ticket} đã in`;
  out.classList.remove("feed");
  void out.offsetWidth;
  out.classList.add("feed");
}

function show(state) {
  for (const lamp of document.querySelectorAll("[data-lamp]")) {
    lamp.classList.toggle("on", Boolean(state.lamps[lamp.dataset.lamp]));
  }
  const slip = state.slips.at(-1);
  if (slip && slip.file !== latest) feed(slip);
  latest = slip?.file;
  fault = state.printer.fault ?? "none";
  isCut = state.cut;
  for (const button of document.querySelectorAll("[data-fault]")) word(button, fault === button.dataset.fault);
  word(byId("network"), isCut);
  byId("note").textContent = note(state);
}

function note(state) {
  if (state.printer.cover === "open") return "Nắp máy in mở: phím không lấy số, mời khách gặp nhân viên.";
  if (state.printer.paper === "out") return "Máy hết giấy: phím không lấy số, mời khách gặp nhân viên.";
  if (!state.printer.online) return "Không thấy máy in: phím không lấy số, mời khách gặp nhân viên.";
  return state.connected ? "" : "Mất kết nối với trung tâm: phím không lấy số, mời khách gặp nhân viên.";
}

async function look() {
  try { show(await (await fetch("state")).json()); }
  catch { byId("note").textContent = "Chương trình của máy không chạy."; document.querySelectorAll(".lamp.on").forEach((l) => l.classList.remove("on")); }
}

for (const button of document.querySelectorAll("[data-key]")) {
  button.addEventListener("click", () => act(button, "press", { key: button.dataset.key, ms: Number(button.dataset.ms ?? 80) }));
}
for (const button of document.querySelectorAll("[data-fault]")) {
  button.addEventListener("click", () => act(button, "fault", { kind: fault === button.dataset.fault ? "none" : button.dataset.fault }));
}
byId("network").addEventListener("click", (event) => act(event.currentTarget, "network", { cut: !isCut }));

(async function watch() {
  for (;;) { await look(); await new Promise((done) => setTimeout(done, 300)); }
})();
