// The manager's daily work: reads the settings, shows each part, saves all as one.

import { at, clock, el, freshId, icon, write } from "./console_dom.js";
import { Lock } from "./console_lock.js";
import { get, post, sentence } from "./console_post.js";
import { catalogue } from "./manage_catalogue.js";
import { hours, meansToday, ofToday } from "./manage_hours.js";
import { warnOfLevels } from "./manage_levels.js";
import { Link } from "./manage_link.js";
import { Now, TELLING } from "./manage_now.js";
import { Draft } from "./manage_rows.js";
import { services } from "./manage_services.js";
import { clerks, roster, warnOfClerks } from "./manage_staff.js";
import { typed } from "./manage_typed.js";
import { inWords, nameOf } from "./manage_words.js";
import { Stream } from "./stream.js";

const PARTS = { services, roster, clerks, hours, catalogue };
const READ_AGAIN_MS = 250;
const ANYHOW = 15;
const ACCOUNTS_EVERY = 5;
const PIN = /^[0-9]{6,12}$/;
const about = JSON.parse(document.body.dataset.about);
const draft = new Draft(changed);
const now = new Now(draft, say);
let ready = false;
let saving = false;
let saved = ""; // a save under way, by its content: asked again it has the same id
let savedId = null;
let pinOf = null;

// ── Showing ──────────────────────────────────────────────────────────────────

// Show a part anew, with what is being typed left as it is; after an act of its own
// the cursor goes where that sends it.
function show(part) {
  const restore = typed(at(part));
  const again = (focus) => (show(part), focus && at(focus)?.focus());
  const children = PARTS[part](about, draft, now, { again, setPin, unlock, say });
  at(part).querySelector("[data-shows]").replaceChildren(...children);
  mark();
  warn();
  restore();
}

function showAll() {
  for (const part of Object.keys(PARTS)) show(part);
  now.show();
}

function turn() {
  const wanted = location.hash.slice(1) in PARTS ? location.hash.slice(1) : "services";
  for (const part of Object.keys(PARTS)) at(part).hidden = part !== wanted;
  for (const link of document.querySelectorAll("nav a")) link.setAttribute("aria-current", link.hash === `#${wanted}` ? "page" : "false");
  if (ready) show(wanted);
}

function changed() {
  mark();
  warn();
  const count = draft.changed.length;
  write(at("state"), saving ? "Đang lưu…" : count ? `${count} chỗ chưa lưu` : "Không có gì chưa lưu");
  at("save").disabled = at("drop").disabled = saving || count === 0;
}

function mark() {
  for (const row of document.querySelectorAll("[data-key]")) row.toggleAttribute("data-changed", draft.isChanged(row.dataset.key));
}

// What the rows as they stand would lead to, said before and after they are saved.
function warn() {
  warnOfClerks(draft);
  warnOfLevels(draft, now);
  const means = ready ? meansToday(about, draft, now) : null;
  const place = at("hours-mean");
  if (!place) return;
  place.hidden = means === null;
  write(place.lastChild, means ?? "");
}

// Say something beside the keys; what went wrong stays until it is put away.
function say(text, isBad = false, ...more) {
  const away = el("button", { type: "button", class: "btn small", onclick: hush }, "Đã đọc");
  at("say").className = isBad ? "say bad" : "say good";
  at("say").replaceChildren(icon(isBad ? "alert" : "check"), el("div", {}, el("p", {}, text), ...more), away);
  at("say").hidden = false;
  if (isBad) at("say").focus();
}

function hush() {
  at("say").hidden = true;
}

// ── Reading and saving ───────────────────────────────────────────────────────

async function read() {
  const { reply, status } = await get("/api/v1/settings");
  if (status === 401) lock.ask();
  if (reply === null) return ready || write(at("state"), "Chưa đọc được thiết lập. Trang sẽ tự đọc lại.");
  if (reply.revision === draft.revision && ready) return;
  if (!ready || draft.changed.length === 0) draft.load(reply);
  else merge(reply);
  ready = true;
  showAll();
}

async function save() {
  if (saving || draft.changed.length === 0) return;
  const body = { settings: draft.settings, revision: draft.revision };
  const content = JSON.stringify(body);
  const isOfToday = draft.changed.some(([key]) => ofToday(key, now));
  if (content !== saved) [saved, savedId] = [content, freshId()];
  saving = true;
  changed();
  const { ok, reply, refusal, away, status } = await post("/api/v1/settings", body, { id: savedId });
  saving = false;
  if (ok) {
    draft.load({ settings: body.settings, revision: reply.revision, standard: draft.standard });
    const means = isOfToday && meansToday(about, draft, now);
    say(`Đã lưu lúc ${clock(Date.now())}. ${means || "Có hiệu lực ngay."}`);
    showAll();
  } else if (refusal?.refusal === "stale-settings") {
    await compare();
  } else if (status === 401) {
    lock.ask();
  } else {
    say(away && !refusal?.text ? "Chưa có trả lời, chưa biết đã lưu hay chưa. Bấm Lưu lần nữa." : sentence(refusal), true);
  }
  changed();
}

async function compare() {
  const { reply } = await get("/api/v1/settings");
  if (reply === null) return say("Thiết lập vừa được người khác đổi, nhưng chưa đọc được. Bấm Lưu lần nữa.", true);
  merge(reply);
  showAll();
}

// Another manager has saved: what was typed here stays, and both are shown.
function merge(reply) {
  const { theirs, clashes: both } = draft.rebase(reply);
  const clashes = new Set(both.map(([key]) => key));
  const lines = theirs.map(([key, was, become]) =>
    el("li", {}, `${nameOf(key)}: ${inWords(key, was)} → ${inWords(key, become)}`, clashes.has(key) ? el("b", {}, ` – trùng với bạn (bạn nhập: ${inWords(key, draft.get(key))})`) : ""),
  );
  const giveUp = () => (draft.drop([...clashes]), hush(), showAll());
  const what = clashes.size
    ? "Lưu thay đổi: giữ bản của bạn ở chỗ trùng. Hoặc:"
    : "Không có chỗ trùng. Bấm Lưu thay đổi để lưu phần của bạn.";
  const button = clashes.size ? el("button", { type: "button", class: "btn small", id: "take-theirs", onclick: giveUp }, "Lấy bản của họ ở chỗ trùng") : null;
  say("Người khác vừa lưu thiết lập. Những gì bạn nhập vẫn còn đây.", true, el("ul", {}, ...lines), el("p", {}, what, " ", button ?? ""));
}

// ── PINs ─────────────────────────────────────────────────────────────────────

function setPin(clerk) {
  pinOf = clerk;
  write(at("pin-title"), `Đặt mã PIN của ${clerk}`);
  write(at("pin-says"), "");
  at("pin-form").reset();
  at("pin-of").value = clerk;
  at("pin-dialog").showModal();
}

async function givePin(event) {
  event.preventDefault();
  const pin = at("pin-new").value;
  if (!PIN.test(pin)) return write(at("pin-says"), "Mã PIN gồm 6 đến 12 chữ số.");
  if (pin !== at("pin-again").value) return write(at("pin-says"), "Hai lần nhập không giống nhau.");
  const { ok, refusal } = await post(`/api/v1/accounts/${pinOf}/pin`, { pin });
  if (!ok) return write(at("pin-says"), refusal?.text ? sentence(refusal) : "Chưa có trả lời. Hãy thử lại.");
  at("pin-dialog").close();
  at("pin-form").reset();
  const isFirst = ![...now.accounts.values()].some((one) => one.has_pin);
  say(`Đã đặt mã PIN của ${pinOf}.${isFirst ? " Từ bây giờ ai làm việc cũng phải đăng nhập." : ""}`);
  // Whose own PIN it was, or who needed none until now, signs in next.
  await Promise.all([lock.ask(), readAccounts()]);
}

async function unlock(clerk) {
  await now.unlock(clerk);
  showClerks();
}

async function readAccounts() {
  if (await now.readAccounts()) showClerks();
}

function showClerks() {
  link.showWho();
  if (ready) show("clerks");
}

// ── Joined ───────────────────────────────────────────────────────────────────

let timer = null;
function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => now.read(), READ_AGAIN_MS);
}

const stream = new Stream("/api/v1/events", {
  hello: () => (read(), soon()),
  reset: () => (read(), soon()),
  "settings-changed": () => saving || read(),
  ...Object.fromEntries(TELLING.map((name) => [name, soon])),
});

let ticks = 0;
function tick() {
  write(at("clock"), clock(Date.now()));
  link.show();
  now.show();
  warn();
  ticks += 1;
  if (ticks % ACCOUNTS_EVERY === 0 && !lock.isClosed) readAccounts();
  // A line may be dead and not say so.
  if (ticks % ANYHOW === 0 && !lock.isClosed) (read(), now.read());
}

at("save").addEventListener("click", save);
at("drop").addEventListener("click", () => (draft.drop(), hush(), showAll()));
at("pin-form").addEventListener("submit", givePin);
at("pin-cancel").addEventListener("click", () => at("pin-dialog").close());
addEventListener("hashchange", turn);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !at("pin-dialog").open) hush();
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  save();
});
addEventListener("beforeunload", (event) => {
  if (draft.changed.length > 0) event.preventDefault();
});

// Whoever was locked out finds everything typed as it was, and saves it then.
const lock = new Lock({ known: onKnown, opened: () => (readAll(), link.opened()) });
const link = new Link(stream, lock, now);

function onKnown(me) {
  const was = link.me?.role;
  link.know(me);
  if (link.isManaged || !me.role || me.role === was) return;
  say("Trang này dành cho quản lý.", true, el("p", {}, el("a", { href: "/sign-in?to=/manage" }, "Đăng nhập bằng mã khác")));
}

async function readAll() {
  await Promise.all([read(), now.read(), readAccounts()]);
  turn();
}

lock.start();
await readAll();
stream.open();
setInterval(tick, 1_000);
tick();
