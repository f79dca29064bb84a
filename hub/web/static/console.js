// The clerk's console: joins stream, keys, acts and view. The hub decides; this shows what
// it decided, and keeps what was typed until the hub has it.

import { CounterActs } from "./console_acts.js";
import { Desk } from "./console_desk.js";
import { at } from "./console_dom.js";
import { Hands } from "./console_hands.js";
import { HelpActs } from "./console_help.js";
import { words } from "./console_kept.js";
import { Left } from "./console_left.js";
import { Line } from "./console_line.js";
import { Lock } from "./console_lock.js";
import { Middle } from "./console_middle.js";
import { Notices } from "./console_notices.js";
import { get } from "./console_post.js";
import { SessionView } from "./console_session.js";
import { Sound } from "./console_sound.js";
import { Typing } from "./console_typing.js";
import { ConsoleView } from "./console_view.js";
import { ACTS, OUTCOMES } from "./console_words.js";
import { Stream } from "./stream.js";

const TICK_MS = 250;
const SWEEP_MS = 60_000;

const desk = new Desk(document.body.dataset, { changed: () => render(), refused: (item, refusal) => help.unsent(item, refusal), warned: onWarned, locked: () => lock.ask(), held: (why) => notices.told("alert", "Chưa cất được mã, ghi chú", why, { isOfVault: true }) });
const notices = new Notices();
const sound = new Sound(desk.shelf);
const lock = new Lock({ known: onKnown, opened: () => line.anew() });
const stream = new Stream(desk.path("console/stream"), { state: onState, beat: onBeat });
const line = new Line(stream, desk.path("console"), { lost, signedOut: () => lock.ask(), barred });
const acts = new CounterActs(desk, notices, { changed: () => tick(), signedOut: () => lock.ask(), played: (name) => sound.play(name) });
const help = new HelpActs(desk, notices, acts, () => render());
const press = (name, more) => acts.press(name, more);
const view = new ConsoleView(desk, press);
const middle = new Middle(desk, press);
const left = new Left(desk, help.late, () => render());
const typing = new Typing({ held: onHeld, freed: () => (notices.held(null), left.freed()) });
const work = new SessionView({
  step: (step) => help.goTo(step), outcome: (outcome) => help.chosen(outcome), filed: (id) => help.filed(id),
  code: (id, text) => help.typeCode(id, text), dropped: (id) => help.dropped(id), withdraw: (entry) => help.withdraw(entry),
});

// ── What the hub says ───────────────────────────────────────────────────────────────────

function onBeat({ time }) {
  desk.hub = { time: Date.parse(time), at: performance.now() };
}

function onState(next, id) {
  const from = id.slice(0, id.lastIndexOf(":"));
  if (desk.store !== null && desk.store !== from) return startAnew();
  desk.store = from;
  const before = desk.state;
  desk.state = next;
  desk.outbox.shown(next.session);
  if (next.date) desk.drafts.dayIs(next.is_day_open);
  if (before) compare(before, next);
  desk.isShut = false;
  if (desk.isLost) found();
  typing.around(render, { session: before?.session?.session, ticket: before?.visit?.ticket, isOther: Boolean(before) && next.visit?.visit !== before.visit?.visit });
}

// Keys are held: whose typing was cut off, where its first part is, and how to go on.
function onHeld({ session, ticket, isAsked, isOther }) {
  if (session) left.cutOff(session);
  const isKept = session && left.has(session) ? ` Phần đã nhập của ${ticket} được giữ ở dải vàng phía trên.` : "";
  const what = `${isAsked ? "Câu hỏi" : "Ô đang gõ"} vừa đóng`;
  const title = isOther && ticket ? `${what}: ${ticket} không còn ở quầy này` : what;
  notices.held(title, `Đang giữ phím, bấm không có hiệu lực. Bấm Esc hoặc chạm vào trang để dùng lại phím.${isKept}`, () => typing.free());
}

// Another history: load the page anew, once it is sure to be had; what was typed is kept.
async function startAnew() {
  const page = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (page?.ok) location.reload();
}

function compare(before, next) {
  const { act, undone, session } = next;
  if (act?.source.includes("/device/") && act.at !== before.act?.at) notices.fromBox(`từ hộp phím: ${ACTS[act.act] ?? "vừa bấm"}`);
  const isOtherVisit = next.visit?.visit !== before.visit?.visit;
  if (isOtherVisit || next.state !== before.state) {
    notices.freshen();
    help.freshen();
  }
  const isUndone = undone && undone.at !== before.undone?.at;
  if (isUndone) sayUndone(undone);
  desk.outcomeSaid(next.last);
  sayAnew(next);
  if (session && session.session !== before.session?.session) desk.endedHere.delete(session.session);
  const was = before.state === "serving" && isOtherVisit ? before.session : null;
  if (was && session?.session !== was.session && !desk.endedHere.has(was.session)) sayWhereIsNow(was, next, isUndone);
}

function sayUndone({ act, source }) {
  const what = (ACTS[act] ?? "việc vừa làm").toLowerCase();
  if (source.includes("/device/")) notices.fromBox(`từ hộp phím: hoàn tác ${what}`);
  notices.note("check", `Đã hoàn tác: ${what}`);
}

// What is told of help that went elsewhere holds until it is here again, or goes on at a third counter.
function sayAnew(next) {
  const { of } = notices;
  if (!of?.session) return;
  const other = next.elsewhere.find((one) => one.session === of.session);
  const isHere = next.session?.session === of.session;
  if (!isHere && (!other || other.counter === of.counter)) return;
  notices.withdraw();
  if (other) sayWhereIsNow(of, next);
  else if (next.act === null) notices.note("check", `${of.ticket} đã trở lại quầy này`, `Quầy ${of.counter} đã hoàn tác việc nhận tiếp.`);
}

function sayWhereIsNow({ session, ticket }, next, isUndone = false) {
  const kept = words(desk.drafts.of(session)).length ? "Nội dung đã nhập vẫn được giữ ở đây." : "";
  const other = next.elsewhere.find((one) => one.session === session);
  if (other && isUndone) return notices.note("check", `Đã hoàn tác: nhận tiếp. ${ticket} trở lại quầy ${other.counter}`, kept);
  if (other) return notices.told("right", `${ticket} đã được quầy ${other.counter} nhận tiếp`, `${other.clerk ? `Nhân viên ${other.clerk} đang làm tiếp cùng khách. ` : ""}${kept}`, { session, ticket, counter: other.counter });
  notices.note("right", leftHow(session, ticket, next), kept);
}

function leftHow(session, ticket, next) {
  if (!next.is_day_open) return `Ngày làm việc đã đóng. Phiên của ${ticket} kết thúc theo.`;
  if (next.last?.session === session) return `Phiên của ${ticket} đã kết thúc: ${(OUTCOMES[next.last.outcome] ?? "chưa ghi kết quả").toLowerCase()}.`;
  return `${ticket} không còn ở quầy này.`;
}

function onWarned(item, warning) {
  notices.note("alert", "Đã cất, nhưng xem lại mã", typeof warning === "string" ? warning : (warning.vi ?? ""), 12_000);
}

// ── Whether the hub is there, and who is ────────────────────────────────────────────────

function lost(heardAt) {
  if (desk.isLost || lock.isClosed) return;
  desk.lostSince = desk.hub ? desk.hub.time + (heardAt - desk.hub.at) : Date.now();
  notices.calm();
  notices.lost(desk.lostSince);
  render();
}

function found() {
  desk.lostSince = null;
  notices.lost(null);
  desk.outbox.flush();
}

// Somebody is signed in who does not work at counters.
function barred() {
  if (desk.isShut) return;
  desk.isShut = true;
  notices.refused("Mã đang đăng nhập không làm việc tại quầy", "Đăng nhập bằng mã nhân viên để dùng bàn làm việc.");
  render();
}

function onKnown(reply) {
  desk.me = reply.role ? reply : null;
  desk.isAsked = true;
  desk.outbox.flush();
  at("lock").hidden = !desk.me;
  render();
}

// ── What is shown ───────────────────────────────────────────────────────────────────────

function render() {
  draw();
  help.settle();
}

function draw() {
  const now = desk.session;
  view.show(now);
  middle.show();
  at("work").hidden = !now;
  if (now) work.show(now, desk.drafts.change(now.session, { ticket: now.ticket }), desk.catalogue, desk.slip(now.session));
  left.show();
  if (notices.of?.isOfVault && !desk.outbox.items.some((item) => item.isHeld)) notices.withdraw();
  tick();
}

function tick() {
  // Whoever is asked to sign in is told nothing of the line; the question covers the page.
  if (lock.isClosed && desk.isLost) found();
  if (!lock.isClosed) line.watch();
  notices.tick();
  view.tick({ busy: acts.busy, isShut: desk.isShut || lock.isClosed });
  const now = desk.session;
  if (now && desk.now !== null) work.tick(now, desk.now);
}

async function loadCatalogue() {
  const { reply } = await get("/api/v1/catalogue");
  if (!reply) return;
  desk.catalogue.take(reply);
  render();
}

Object.assign(acts.does, help.does);
typing.join();
new Hands(desk, acts, help, { notices, sound, lock }).join();
help.forgotten(desk.outbox.takeForgotten());
stream.open();
lock.start();
loadCatalogue();
setInterval(loadCatalogue, 10 * 60_000);
setInterval(tick, TICK_MS);
setInterval(() => desk.drafts.sweep(), SWEEP_MS);
render();
desk.outbox.flush();
