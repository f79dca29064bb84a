// Presses the dispenser's mock pins and shows its lamps and paper, as they are, three times a second.
"use strict";
const SAID_MS = 6_000;
const DONE_MS = 3_000;
const byId = (id) => document.getElementById(id);
let latest;            // the newest slip's file; undefined until first heard
let refused;           // the press whose refusal was last told
let fault = "none";
let isCut = false;
let spoken = { text: "", until: 0 }; // said for a while, before what is always so

// Every line is "Vietnamese · English".
function speak(text, ms) {
  spoken = { text, until: performance.now() + ms };
  write(text);
}

function write(text) {
  const [vi, en] = text.split(" · "), says = byId("says");
  if (says.dataset.text === text) return;
  says.dataset.text = text;
  const english = Object.assign(document.createElement("span"), { lang: "en", className: "en", textContent: en ?? "" });
  says.replaceChildren(vi, english);
}

async function post(where, order) {
  const answer = await fetch(where, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
}

async function act(button, where, order, done) {
  button.classList.add("down");
  try { await post(where, order); if (done) speak(done, DONE_MS); await look(); }
  catch { speak("Máy không trả lời. Hãy thử lại. · The dispenser does not answer. Try again.", SAID_MS); }
  finally { button.classList.remove("down"); }
}

async function press(button) {
  const key = button.dataset.key, ms = Number(button.dataset.ms ?? 80), isHeld = ms > 1_000;
  spoken.until = 0; // what was said to the last visitor is not said to this one
  if (isHeld) speak("Đang giữ phím 3 giây… · Holding the key for 3 s…", ms);
  const nothing = latest ? "" : "Chưa có phiếu nào để in lại · There is no slip to print again";
  await act(button, "press", { key, ms }, isHeld && (nothing || "Đã bấm in lại · Printing the slip again"));
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

function showPaper(state) {
  const slip = state.slips.at(-1);
  if (slip && slip.file !== latest) feed(slip);
  latest = slip?.file;
  const link = byId("follow");
  link.hidden = !/^https?:/.test(state.follow ?? "");
  if (link.hidden || link.href === state.follow) return;
  link.href = state.follow;
  const english = Object.assign(document.createElement("span"), { lang: "en", textContent: "Follow this number" });
  link.replaceChildren(`Mở trang theo dõi ${slip.ticket} · `, english);
}

function show(state) {
  for (const lamp of document.querySelectorAll("[data-lamp]")) {
    lamp.classList.toggle("on", Boolean(state.lamps[lamp.dataset.lamp]));
  }
  showPaper(state);
  fault = state.printer.fault ?? "none";
  isCut = state.cut;
  for (const button of document.querySelectorAll("[data-fault]")) word(button, fault === button.dataset.fault);
  word(byId("network"), isCut);
  const said = state.refusal;
  if (said && refused !== undefined && refused !== said.press) speak(`${said.vi} · ${said.en}`, SAID_MS);
  refused = said?.press ?? null;
  write(performance.now() < spoken.until ? spoken.text : line(state));
}

function line({ printer, connected, asking, lights }) {
  if (asking) return "Đang hỏi trung tâm… · Asking the hub…";
  if (printer.cover === "open") return "Nắp máy in mở: mời gặp nhân viên · The cover is open: see staff";
  if (printer.paper === "out") return "Máy hết giấy: mời gặp nhân viên · No paper: see staff";
  if (!printer.online) return "Không thấy máy in: mời gặp nhân viên · No printer: see staff";
  if (!connected) return "Mất kết nối với trung tâm: mời gặp nhân viên · Connection lost: see staff";
  if (lights.cut === "on") return "Chưa có trả lời từ trung tâm: mời gặp nhân viên · No answer: see staff";
  if (lights.staff === "on") return "Mời quý khách gặp nhân viên · Please see a member of staff";
  if (lights.pressed === "blink" && lights.staff !== "blink") return "Ưu tiên: bấm dịch vụ trong 10 giây · Priority: press a service within 10 s";
  return "Bấm một phím để lấy số · Press a key to take a number";
}

async function look() {
  try { show(await (await fetch("state")).json()); }
  catch {
    speak("Chương trình của máy không chạy · The dispenser's program is not running", DONE_MS);
    document.querySelectorAll(".lamp.on").forEach((lamp) => lamp.classList.remove("on"));
  }
}

for (const button of document.querySelectorAll("[data-key]")) button.addEventListener("click", () => press(button));
for (const button of document.querySelectorAll("[data-fault]")) {
  button.addEventListener("click", () => {
    const isDone = fault === button.dataset.fault;
    act(button, "fault", { kind: isDone ? "none" : button.dataset.fault }, isDone ? button.dataset.undone : button.dataset.done);
  });
}
byId("network").addEventListener("click", ({ currentTarget: button }) => act(button, "network", { cut: !isCut }, isCut ? button.dataset.undone : button.dataset.done));

(async function watch() {
  for (;;) { await look(); await new Promise((done) => setTimeout(done, 300)); }
})();
