// The manager's daily work: reads the settings, shows each part, saves all as one.

import { at, clock, el, freshId, write } from "./console_dom.js";
import { Lock } from "./console_lock.js";
import { get, post, sentence } from "./console_post.js";
import { catalogue } from "./manage_catalogue.js";
import { Draft } from "./manage_draft.js";
import { hours, meansToday, ofToday } from "./manage_hours.js";
import { warnOfLevels } from "./manage_levels.js";
import { Link } from "./manage_link.js";
import { Now, TELLING } from "./manage_now.js";
import { Pins } from "./manage_pins.js";
import { roster, warnOfRoster } from "./manage_roster.js";
import { askWhich, hush, hushGood, say, sayTheirs } from "./manage_say.js";
import { services } from "./manage_services.js";
import { clerks, warnOfClerks } from "./manage_staff.js";
import { standing, stop } from "./manage_stop.js";
import { targets, warnOfTargets } from "./manage_targets.js";
import { empty, halfTyped, typed } from "./manage_typed.js";
import { WEEKDAYS } from "./manage_words.js";
import { Stream } from "./stream.js";

const PARTS = { services, roster, clerks, hours, targets, catalogue };
const READ_AGAIN_MS = 250;
const ANYHOW = 15;
const ACCOUNTS_EVERY = 5;
const about = JSON.parse(document.body.dataset.about);
const draft = new Draft(changed, WEEKDAYS.map((_, n) => ({ weekday: n + 1, opens: about.opens, closes: about.closes })));
const now = new Now(draft, say);
const pins = new Pins(onPin);
let ready = false;
let saving = false;
let saved = ""; // a save under way, by its content: asked again it has the same id
let savedId = null;

// ── Showing ──────────────────────────────────────────────────────────────────

// Show a part anew, with what is being typed left as it is; after an act of its own
// the cursor goes where that sends it.
function show(part) {
  const restore = typed(at(part));
  const again = (focus) => (show(part), changed(), focus && at(focus)?.focus());
  const children = PARTS[part](about, draft, now, { again, setPin: (clerk) => pins.ask(clerk), unlock, say });
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
  const keys = mark();
  warn();
  askWhich(draft, settle);
  const isOwn = keys.size > 0 || isBegun();
  if (isOwn) hushGood();
  write(at("state"), saving ? "Đang lưu…" : standing(draft, keys.size));
  at("save").disabled = saving || !isOwn;
  at("drop").disabled = saving || !(draft.isTouched || isOwn);
}

// Something is typed that cannot be saved as it is.
const isBegun = () => draft.wrong.length > 0 || halfTyped().length > 0;

function mark() {
  const keys = new Set(draft.changed.map(([key]) => key));
  for (const row of document.querySelectorAll("[data-key]")) row.toggleAttribute("data-changed", keys.has(row.dataset.key));
  return keys;
}

// What the rows as they stand would lead to, said before and after they are saved.
function warn() {
  warnOfClerks(draft);
  warnOfRoster(about, draft);
  warnOfLevels(draft, now);
  warnOfTargets(draft);
  const means = ready ? meansToday(about, draft, now) : null;
  const place = at("hours-mean");
  if (!place) return;
  place.hidden = means === null;
  write(place.lastChild, means ?? "");
}

// ── Reading and saving ───────────────────────────────────────────────────────

async function read() {
  const { reply, status } = await get("/api/v1/settings");
  if (status === 401) lock.ask();
  if (reply === null) return ready || write(at("state"), "Chưa đọc được thiết lập. Trang sẽ tự đọc lại.");
  if (reply.revision === draft.revision && ready) return;
  if (!ready || !draft.isTouched) draft.load(reply);
  else merge(reply);
  ready = true;
  showAll();
}

// Nothing is saved over what cannot be read, nor over what another has just set otherwise.
async function save() {
  if (saving || stop(draft, goTo) || draft.changed.length === 0) return;
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
    say(`Đã lưu lúc ${clock(now.ms)}. ${means || "Có hiệu lực ngay."}`);
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

function goTo(part) {
  if (at(part).hidden) (location.hash = part), turn();
}

async function compare() {
  const { reply } = await get("/api/v1/settings");
  if (reply === null) return say("Thiết lập vừa được người khác đổi, nhưng chưa đọc được. Bấm Lưu lần nữa.", true);
  merge(reply);
  showAll();
  stop(draft, goTo);
}

// Another manager has saved: what was typed here stays, and both are shown.
function merge(reply) {
  const hasOwn = draft.changed.length > 0 || draft.wrong.length > 0;
  const theirs = draft.rebase(reply);
  if (hasOwn) sayTheirs(theirs, draft.clashes);
}

function settle(isMine) {
  draft.settle(isMine);
  hush();
  showAll();
  at("save").focus();
}

// ── PINs ─────────────────────────────────────────────────────────────────────

async function onPin(clerk) {
  const isFirst = ![...now.accounts.values()].some((one) => one.has_pin);
  say(`Đã đặt mã PIN của ${clerk}.${isFirst ? " Từ bây giờ ai làm việc cũng phải đăng nhập." : ""}`);
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
  write(at("clock"), clock(now.ms));
  link.show();
  now.show();
  warn();
  ticks += 1;
  if (ticks % ACCOUNTS_EVERY === 0 && !lock.isClosed) readAccounts();
  // A line may be dead and not say so.
  if (ticks % ANYHOW === 0 && !lock.isClosed) (read(), now.read());
}

at("save").addEventListener("click", save);
at("drop").addEventListener("click", () => (empty(halfTyped()), draft.drop(), hush(), showAll()));
at("main").addEventListener("input", ({ target }) => target.closest("form.add") && changed());
addEventListener("hashchange", turn);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !at("pin-dialog").open) hush();
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  save();
});
addEventListener("beforeunload", (event) => {
  if (draft.changed.length > 0 || isBegun()) event.preventDefault();
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
await lock.ask(); // The hub's time comes with it.
await readAll();
stream.open();
setInterval(tick, 1_000);
tick();
