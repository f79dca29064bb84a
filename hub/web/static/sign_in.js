// The PIN pad: by finger or by keyboard. Every sentence of a refusal is the hub's own;
// only what the hub cannot say any more, that it is away, stands here.

const LOST_RETRY_MS = 3_000;
const REMEMBERED = "layso-clerk";
const ROLES = { clerk: "nhân viên", manager: "quản lý", technician: "kỹ thuật viên" };
const LOST = { vi: "Mất kết nối với trung tâm. Trang tự thử lại; mã đã nhập được giữ.", en: "Connection lost. The page tries again; what you typed is kept." };
const OTHER_ROLE = { vi: "Trang này cần quyền khác. Đăng nhập bằng mã có quyền đó.", en: "This page takes another role. Sign in with a code that has it." };
const EMPTY = { vi: "Nhập mã nhân viên và mã PIN.", en: "Give clerk code and PIN." };
const BUSY = { vi: "Đang kiểm tra mã PIN.", en: "Checking the PIN." };

const at = (id) => document.getElementById(id);
const [clerk, pin, go] = [at("clerk"), at("pin"), at("go")];
let countdown = null;
let isTyped = false; // the code, by somebody who did not wait for the hub's word

function say(state, kind = "", text = null) {
  clearInterval(countdown);
  document.body.dataset.state = state;
  const said = at("said");
  said.hidden = !text;
  said.dataset.kind = kind;
  said.querySelector(".i").className = `i ${{ bad: "i-alert", warn: "i-clock", cut: "i-cut" }[kind] ?? "i-person"}`;
  if (kind === "cut") said.dataset.kind = "bad";
  at("said-vi").textContent = text?.vi ?? "";
  at("said-en").textContent = text?.en ?? "";
}

// What the hub knows of this browser: signed in, locked, signed in elsewhere, or nobody.
async function begin() {
  const answer = await fetch("/api/v1/me", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) {
    lost(begin);
    return;
  }
  const me = await answer.json();
  if (!isTyped) fill(me.clerk);
  if (["ready", "lost"].includes(document.body.dataset.state)) greet(me);
  at("other").hidden = me.word !== "signed-in" && me.word !== "locked";
  at("other-vi").textContent = me.role ? `Đang đăng nhập: ${me.clerk} (${ROLES[me.role]}).` : `Đang giữ chỗ cho ${me.clerk}.`;
}

function fill(code) {
  if (!code) return;
  clerk.value = code;
  pin.focus();
}

function greet(me) {
  if (me.word === "locked") locked(me);
  else if (me.word === "signed-in-elsewhere") elsewhere(me);
  else if ("otherRole" in document.body.dataset) say("role", "warn", OTHER_ROLE);
  else say("ready");
}

function locked(me) {
  const time = new Date(me.locked_at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  at("title").textContent = "Màn hình đã khóa";
  at("title-en").textContent = "Locked";
  say("idle", "warn", { vi: `Khóa lúc ${time}. Nhập mã PIN để làm tiếp; nội dung đang làm vẫn còn.`, en: `Locked at ${time}. Give the PIN to go on where you were.` });
}

function elsewhere(me) {
  say("elsewhere", "warn", { vi: `Mã ${me.clerk} vừa đăng nhập ở máy khác nên máy này đã thoát. Đăng nhập lại để làm ở đây.`, en: `${me.clerk} has signed in elsewhere, so it ended here. Sign in again to work here.` });
}

function lost(again) {
  say("lost", "cut", LOST);
  setTimeout(again, LOST_RETRY_MS);
}

async function lookAgain() {
  if (document.body.dataset.state !== "lost") return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer) say("ready");
  else lost(lookAgain);
}

async function signIn() {
  if (document.body.dataset.state === "busy" || document.body.dataset.state === "locked") return;
  const [code, given] = [clerk.value.trim().toUpperCase(), pin.value];
  if (!code || !given) {
    say("empty", "warn", EMPTY);
    (code ? pin : clerk).focus();
    return;
  }
  say("busy", "", BUSY);
  go.setAttribute("aria-disabled", "true");
  const answer = await post("/api/v1/sign-in", { clerk: code, pin: given });
  go.removeAttribute("aria-disabled");
  if (!answer) {
    lost(lookAgain);
    return;
  }
  const said = await answer.json();
  if (answer.ok) {
    localStorage.setItem(REMEMBERED, code);
    say("in");
    location.replace(document.body.dataset.to || (said.role === "manager" ? "/manage" : "/"));
    return;
  }
  pin.value = "";
  pin.focus();
  if (said.refusal === "pin-locked") count(said.text, Number(answer.headers.get("Retry-After")));
  else say("wrong", "bad", said.text);
}

// Counted by the seconds the hub named: this machine's clock may be wrong.
function count(text, seconds) {
  say("locked", "bad", text);
  go.setAttribute("aria-disabled", "true");
  const until = performance.now() + seconds * 1_000;
  const left = document.createElement("span");
  left.id = "countdown";
  at("said-vi").append(" ", left);
  const show = () => {
    const rest = Math.ceil((until - performance.now()) / 1_000);
    left.textContent = `Còn ${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
    if (rest > 0) return;
    go.removeAttribute("aria-disabled");
    say("ready");
  };
  show();
  countdown = setInterval(show, 250);
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}

function type(digit) {
  if (pin.value.length < pin.maxLength) pin.value += digit;
  pin.focus();
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  signIn();
});
document.querySelector(".pad").addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  if (key.dataset.digit) type(key.dataset.digit);
  else pin.value = key.id === "clear" ? "" : pin.value.slice(0, -1);
});
// Digits typed while no field has the focus go to the PIN.
document.addEventListener("keydown", (event) => {
  const isFree = !event.target.closest("input") && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (isFree && /^[0-9]$/.test(event.key)) type(event.key);
});
clerk.addEventListener("input", () => {
  isTyped = true;
  if (document.body.dataset.state === "locked") {
    go.removeAttribute("aria-disabled");
    say("ready");
  }
});
at("out").addEventListener("click", async () => {
  if (await post("/api/v1/sign-out", {})) location.replace("/sign-in");
});

clerk.focus();
fill(clerk.value || localStorage.getItem(REMEMBERED));
begin();
