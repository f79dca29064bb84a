// The clerk's console: joins stream, keys, acts and view. The hub decides; this shows what
// it decided, and keeps what was typed until the hub has it.

import { at, el, freshId, icon } from "./console_dom.js";
import * as ask from "./console_dialogs.js";
import { isLit, KEYS, meaning } from "./console_keys.js";
import { Drafts, Shelf, words } from "./console_kept.js";
import { Lock } from "./console_lock.js";
import { Outbox, withPending } from "./console_outbox.js";
import { NOT_SIGNED_IN, get, post, sentence } from "./console_post.js";
import { Catalogue, SessionView, stepInHand, stepOf } from "./console_session.js";
import { ConsoleView } from "./console_view.js";
import { ACTS, NO_ANSWER, NO_OUTCOME, NOTE_RULE, OUTCOMES, PARKS, PAUSES, SKIPS, notNow } from "./console_words.js";
import { Sound } from "./console_sound.js";
import { Stream } from "./stream.js";

const DOWN_MS = 1_500; // the stream is broken and has not come back
const SILENT_MS = 12_000; // no word from the hub, which speaks every 5 s
const ANSWER_MS = 2_000; // a press that nobody answered by then does not count
const TOLD_MS = 3_000;
const TICK_MS = 250;

const { counter } = document.body.dataset;
const names = JSON.parse(document.body.dataset.services);
const counters = JSON.parse(document.body.dataset.counters);

const shelf = new Shelf();
const drafts = new Drafts(shelf, counter);
const catalogue = new Catalogue(shelf);
const sound = new Sound(shelf);
const outbox = new Outbox(shelf, counter, { changed: () => render(), refused: onUnsent, warned: onWarned, locked: () => lock.ask() });
const lock = new Lock({ known: onKnown, opened: () => stream.open() });
const view = new ConsoleView(names, press);
const work = new SessionView({ step: goTo, outcome: chosen, filed, code: typeCode, dropped });
const stream = new Stream(`/api/v1/counters/${counter}/console/stream`, { state: onState, beat: onBeat });

let state = null; // the newest state that the hub told
let store = null; // whose history it is of
let hub = null; // the hub's clock: its time, and ours when it told it
let lostSince = null; // hub time of the last word before the line was lost
let me = null; // who is signed in
let busy = null; // the key whose answer is awaited
let line = Promise.resolve(); // acts go one after the other
let told = { box: 0, note: 0 }; // until when these words stay
let warned = null; // the session that is about to be finished with words unsent
const endedHere = new Set(); // sessions that this console itself brought to an end

const now = () => (hub ? hub.time + (performance.now() - hub.at) : null);
const status = () => state?.state ?? "start";
const undoLeft = () => (state?.act && now() !== null ? Date.parse(state.act.until) - now() : 0);
const path = (act) => `/api/v1/counters/${encodeURIComponent(counter)}/${act}`;

// ── What the hub says ───────────────────────────────────────────────────────────────────

function onBeat({ time }) {
  hub = { time: Date.parse(time), at: performance.now() };
}

function onState(next, id) {
  const from = id.slice(0, id.lastIndexOf(":"));
  if (store !== null && store !== from) return startAnew();
  store = from;
  const before = state;
  state = next;
  outbox.shown(next.session);
  if (before) compare(before, next);
  if (lostSince !== null) found();
  render();
}

// Another history: load the page anew, once it is sure to be had; what was typed is kept.
async function startAnew() {
  const page = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (page?.ok) location.reload();
}

function compare(before, next) {
  const act = next.act;
  if (act?.source.includes("/device/") && act.at !== before.act?.at) {
    view.fromBox(`từ hộp phím: ${ACTS[act.act] ?? "vừa bấm"}`);
    told.box = performance.now() + TOLD_MS;
  }
  if (next.state !== before.state) view.calm();
  const was = before.state === "serving" && next.visit?.visit !== before.visit?.visit ? before.session : null;
  if (was && next.session?.session !== was.session && !endedHere.has(was.session)) say("right", leftHow(was, next), keptWords(was.session));
}

function leftHow({ session, ticket }, next) {
  const other = next.elsewhere.find((one) => one.session === session);
  if (other) return `${ticket} nay ở quầy ${other.counter}${other.clerk ? ` với ${other.clerk}` : ""}.`;
  if (!next.is_day_open) return `Ngày làm việc đã đóng. Phiên của ${ticket} kết thúc theo.`;
  if (next.last?.session === session) return `Phiên của ${ticket} đã kết thúc: ${(OUTCOMES[next.last.outcome] ?? "chưa ghi kết quả").toLowerCase()}.`;
  return `${ticket} không còn ở quầy này.`;
}

const keptWords = (session) => (words(drafts.of(session)).length ? "Nội dung đã nhập vẫn được giữ ở đây." : "");

function found() {
  lostSince = null;
  view.lost(null);
  outbox.flush();
}

function onKnown(reply) {
  me = reply.role ? reply : null;
  at("lock").hidden = !me;
  render();
}

// ── What is shown ───────────────────────────────────────────────────────────────────────

function session() {
  const here = status() === "serving" ? state.session : null;
  return here && withPending(here, outbox.of(here.session));
}

function render() {
  const help = session();
  const shown = state && { ...state, session: help ?? state.session };
  const canTakeOver = isFree() && state.elsewhere.length > 0;
  view.show({ state: shown, status: status(), draft: null, isLost: lostSince !== null, canTakeOver, me });
  at("work").hidden = !help;
  if (help) work.show(help, drafts.change(help.session, { ticket: help.ticket }), catalogue, view.slip(help.session));
  showKept(help?.session);
  tick();
}

const isFree = () => lostSince === null && status() === "idle";

function tick() {
  const since = performance.now();
  stream.watch();
  const isDown = stream.downSince !== null && since - stream.downSince > DOWN_MS;
  if ((isDown || since - stream.heardAt > SILENT_MS) && lostSince === null && !lock.isClosed) {
    lostSince = hub ? hub.time + (stream.heardAt - hub.at) : Date.now();
    view.calm();
    view.lost(lostSince);
    render();
    lock.ask(); // Perhaps the line ended because the sign-in did.
    return;
  }
  if (since > told.box) view.fromBox("");
  if (since > told.note) view.quiet();
  view.tick({ state, status: status(), now: now(), undoLeft: undoLeft(), isLost: lostSince !== null, busy });
  const help = session();
  if (help && now() !== null) work.tick(help, now());
}

function say(sign, title, text = "", lasting = 6_000) {
  told.note = performance.now() + lasting;
  view.note(sign, title, text);
}

// Words of sessions that are no longer here: shown until somebody has used or dropped them.
function showKept(current) {
  const left = drafts.left(current);
  at("keep").hidden = !left.length;
  at("keep").replaceChildren(...left.map((one) => el("p", {}, el("b", {}, `Còn giữ nội dung chưa gửi của ${one.ticket}: `), one.words.map(([what, text]) => `${what} “${text}”`).join(" · "), " ",
    el("button", { type: "button", class: "btn slim", onclick: () => (drafts.drop(one.id), render()) }, "Bỏ"))));
}

// ── Acts of the counter ─────────────────────────────────────────────────────────────────

// Send an act; the key looks pressed at once, and within 2 s something is said.
function call(act, body = {}, key = act) {
  return send(key, path(act), () => ({ ...body, revision: state.revision }));
}

function send(key, to, body) {
  line = line.then(async () => {
    if (lostSince !== null) return view.lost(lostSince, true), null;
    busy = key;
    tick();
    const expires = now() === null ? null : now() + ANSWER_MS;
    const said = await post(to, body(), { id: freshId(), within: ANSWER_MS + 500, expires });
    if (said.ok) await arrived(said.reply.revision);
    busy = null;
    sound.play(said.ok ? "taken" : "refused");
    if (said.status === NOT_SIGNED_IN) lock.ask();
    else if (!said.ok) view.refused(...(said.refusal ? ["Chưa làm được", sentence(said.refusal)] : NO_ANSWER));
    tick();
    return said.ok ? said.reply : null;
  });
  return line;
}

// Wait until the state that an answer speaks of is on the page, so that the next key fits.
async function arrived(revision) {
  const until = performance.now() + 800;
  while (revision && (state?.revision ?? 0) < revision && performance.now() < until) await new Promise((done) => setTimeout(done, 15));
}

function press(name, more) {
  const key = KEYS.find((one) => one.name === name);
  if (lostSince !== null && (key || ["return", "correct", "mine", "issue", "take-over"].includes(name))) return view.lost(lostSince, true);
  if (key && !isLit(key, status(), undoLeft() > 0)) return explain(key);
  view.calm();
  DOES[name]?.(more);
}

function explain({ name }) {
  const ticket = state?.visit?.ticket ?? "";
  if (name === "next" && status() === "called") return view.refused("Chưa gọi được số tiếp theo", `${ticket} đã được gọi mà chưa đến. Hãy gọi lại, bắt đầu hoặc ghi vắng mặt trước.`);
  view.refused(...notNow(name, status(), ticket));
}

const DOES = {
  next: () => call("call-next", {}, "next"),
  recall: () => call("recall"),
  start: () => call("start"),
  finish,
  "no-show": () => call("no-show"),
  park: () => ask.choose(`Giữ chỗ cho ${state.visit.ticket} vì sao?`, ask.reasons(PARKS), (reason) => leave("park", { reason })),
  transfer: () => ask.transfer(state.visit, counter, names, counters, (to) => leave("transfer", to)),
  pause,
  undo,
  skip,
  procedure: () => session() && ask.procedure(catalogue, state.visit.service, added),
  note: () => session() && at("note").focus(),
  return: (ticket) => call("return", { ticket }),
  correct: (outcome) => send("correct", `/api/v1/sessions/${encodeURIComponent(state.last.session)}/complete`, () => ({ outcome })),
  mine: () => call("open", { clerk: me.clerk }),
  issue: () => ask.issue(names, issued),
  "take-over": takeOver,
};

function pause() {
  if (status() === "paused") return call("resume", {}, "pause");
  if (status() === "closed") return call("open", me?.clerk ? { clerk: me.clerk } : {}, "pause");
  const options = [...ask.reasons(PAUSES), { value: "close", text: "Đóng quầy, nghỉ hẳn", key: "D" }];
  ask.choose("Tạm nghỉ vì sao?", options, (reason) => (reason === "close" ? call("close", {}, "pause") : call("pause", { reason })));
}

async function undo() {
  const act = ACTS[state.act.act] ?? "việc vừa làm";
  if (await call("undo", { reason: "wrong-key" })) say("check", `Đã hoàn tác: ${act.toLowerCase()}`);
}

// The visit leaves with what was recorded of it.
async function leave(act, body) {
  const id = state.session?.session;
  await outbox.flush();
  if (id) endedHere.add(id);
  if (!(await call(act, body))) endedHere.delete(id);
}

function takeOver() {
  if (!isFree() || !state.elsewhere.length) return view.refused("Chưa nhận được phiên khác", status() === "idle" ? "Không có phiên nào đang diễn ra ở quầy khác." : "Quầy phải mở và không có khách. Kết thúc, giữ chỗ hoặc chuyển khách đang ở đây trước.");
  ask.takeOver(state.elsewhere, now(), (one) => call("take-over", { session: one.session, from_counter: one.counter }));
}

async function issued(service, isPriority) {
  const said = await send("issue", "/api/v1/tickets", () => ({ service, class: isPriority ? "priority" : "normal", channel: "clerk" }));
  if (!said) return;
  ask.told("Số của khách", ask.bigNumber(said.ticket), el("p", {}, `${names[service]} · ${said.ahead} người trước. Viết số này cho khách; số được gọi như mọi số khác.`));
}

// ── Acts of the session ─────────────────────────────────────────────────────────────────

function record(act, body, secret = null) {
  const help = session();
  return help && outbox.add(help, act, body, secret);
}

function keep(changes) {
  const help = session();
  if (!help) return;
  drafts.change(help.session, changes);
  render();
}

function goTo(step) {
  const help = session();
  if (!help) return;
  const hand = stepInHand(help, drafts.of(help.session));
  const after = help.steps.length + (hand ? 1 : 0);
  drafts.change(help.session, { here: step === hand ? null : { step, after } });
  if (hand) record("step", { step: hand });
  else render();
}

function skip() {
  const help = session();
  const hand = help && stepInHand(help, drafts.of(help.session));
  if (!hand) return help && view.refused("Không có bước nào đang làm", "Bấm số của bước muốn làm.");
  ask.choose("Bỏ qua bước này vì sao?", ask.reasons(SKIPS), (result) => (keep({ here: null }), record("step", { step: hand, result })));
}

function chosen(outcome) {
  at("outcome-says").classList.remove("wrong");
  view.calm();
  keep({ outcome });
}

function added({ id, level }) {
  const help = session();
  if (!help) return;
  const procedures = [...drafts.of(help.session).procedures, { procedure: id, level, code: "" }];
  keep({ procedures });
  at("procs").querySelector(`[data-code="${procedures.length - 1}"]`)?.focus();
}

function typeCode(n, code) {
  const help = session();
  if (!help) return;
  drafts.change(help.session, { procedures: drafts.of(help.session).procedures.map((one, i) => (i === n ? { ...one, code } : one)) });
}

function without(n) {
  const { procedures } = drafts.of(session().session);
  keep({ procedures: procedures.filter((_, i) => i !== n) });
  return procedures[n];
}

function dropped(n) {
  without(n);
  at("add-procedure").focus();
}

function filed(n) {
  const { procedure, level, code } = without(n);
  const secret = code.trim() ? { what: "code", text: code.trim(), field: "dossier_ref" } : null;
  record("submission", { procedure, level }, secret);
  at("add-procedure").focus();
}

function noteDown() {
  const text = at("note").value.trim();
  const kind = at("note-kind").value;
  hint("note-says", NOTE_RULE);
  at("note").value = "";
  keep({ note: "" });
  record("difficulty", { kind }, text ? { what: "note", text, field: "note_ref" } : null);
}

function keepConsignment() {
  const text = at("consignment").value.trim();
  if (!text) return at("consignment").focus();
  at("consignment").value = "";
  keep({ consignment: "" });
  record("return", { way: "post" }, { what: "consignment", text, field: "consignment_ref" });
}

function hint(id, text, isWrong = false) {
  at(id).textContent = text;
  at(id).classList.toggle("wrong", isWrong);
}

// The hub did not take something: say so, and put what was typed back where it was.
function onUnsent(item, refusal) {
  const { session: id, act, body, secret } = item;
  const draft = drafts.of(id);
  if (act === "submission") drafts.change(id, { procedures: [...draft.procedures, { procedure: body.procedure, level: body.level, code: secret?.text ?? "" }] });
  if (secret?.what === "consignment") drafts.change(id, { consignment: draft.consignment || secret.text });
  if (secret?.what === "note") drafts.change(id, { note: draft.note || secret.text, noteKind: body.kind });
  render();
  if (secret?.what === "note" && session()?.session === id) {
    at("note").value ||= secret.text; // Also where the cursor still stands in the field.
    hint("note-says", sentence(refusal), true);
    at("note").focus();
    return;
  }
  view.refused("Chưa ghi được", sentence(refusal));
}

function onWarned(item, warning) {
  say("alert", "Đã cất, nhưng xem lại mã", typeof warning === "string" ? warning : (warning.vi ?? ""), 12_000);
}

// What the step in hand came to, if the session ends in it.
const ENDS = { "missing-papers": "missing-papers", "system-down": "system-down" };

async function finish() {
  const help = session();
  if (!help) return call("finish");
  const draft = drafts.of(help.session);
  if (!draft.outcome) return askForOutcome();
  const unsent = words(draft);
  if (unsent.length && warned !== help.session) {
    warned = help.session;
    return view.refused("Còn nội dung chưa lưu", `${unsent.map(([what]) => what).join(", ")}. Lưu lại, hoặc bấm Enter lần nữa để kết thúc mà không lưu.`);
  }
  if (draft.here?.after === help.steps.length) record("step", { step: draft.here.step, result: ENDS[draft.outcome] ?? "done" });
  await outbox.flush();
  if (!outbox.isEmpty) return view.refused("Chưa kết thúc được", "Còn nội dung chưa gửi đến trung tâm. Chờ vài giây rồi bấm lại.");
  endedHere.add(help.session);
  const said = await send("finish", `/api/v1/sessions/${encodeURIComponent(help.session)}/complete`, () => ({ outcome: draft.outcome }));
  if (!said) return endedHere.delete(help.session);
  warned = null;
  drafts.change(help.session, { note: "", consignment: "", procedures: [] });
  document.activeElement?.blur?.();
  render();
}

function askForOutcome() {
  at("outcome-says").classList.add("wrong");
  at("outcomes").querySelector("input").focus();
  at("outcome").scrollIntoView({ block: "nearest" });
  view.refused(NO_OUTCOME, "Mũi tên để chọn, Enter để kết thúc.");
}

// ── Hands ───────────────────────────────────────────────────────────────────────────────

let hasShortcuts = shelf.get("layso.console.shortcuts") ?? true;

function showSwitches() {
  const shown = [["sound", "Âm báo", sound.isOn], ["shortcuts", "Phím tắt", hasShortcuts]];
  for (const [id, text, isOn] of shown) {
    at(id).setAttribute("aria-pressed", String(isOn));
    at(id).replaceChildren(icon(isOn ? "check" : "off"), ` ${text}`);
    at(id).title = `${text}: ${isOn ? "đang bật" : "đang tắt"}`;
  }
}

function onKey(event) {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (!view.calm()) document.activeElement?.blur?.();
    return;
  }
  const meant = hasShortcuts && !lock.isClosed ? meaning(event) : null;
  if (!meant) return;
  event.preventDefault();
  if (meant.step) goTo(stepOf(meant.step));
  else press(meant.act);
}

// A button pressed by hand lets go of the keyboard: Space and Enter mean the counter again.
function letGo(event) {
  const button = event.detail > 0 && event.target.closest("button");
  if (button && !button.closest("dialog") && document.activeElement === button) button.blur();
}

function onEnter(id, act) {
  at(id).addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    act();
  });
}

function described(id, told_) {
  at(id).addEventListener("change", () => record("describe", told_(at(id).value)));
}

function join() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", letGo);
  at("record").addEventListener("submit", (event) => event.preventDefault());
  described("visitor", (visitor) => ({ visitor }));
  described("intent", (intent) => ({ intent }));
  described("mode", (mode) => (mode === "guided" ? { mode } : { mode: "done-for", reason: mode }));
  at("way").addEventListener("change", () => at("way").value && record("return", { way: at("way").value }));
  at("note").addEventListener("input", () => session() && drafts.change(session().session, { note: at("note").value }));
  at("note-kind").addEventListener("change", () => keep({ noteKind: at("note-kind").value }));
  at("consignment").addEventListener("input", () => session() && drafts.change(session().session, { consignment: at("consignment").value }));
  onEnter("note", noteDown);
  onEnter("consignment", keepConsignment);
  at("keep-note").addEventListener("click", noteDown);
  at("keep-consignment").addEventListener("click", keepConsignment);
  at("add-payment").addEventListener("click", () => ask.payment((paid) => record("payment", paid)));
  for (const [id, name] of [["skip", "skip"], ["add-procedure", "procedure"], ["issue", "issue"], ["take-over", "take-over"], ["mine", "mine"]]) at(id).addEventListener("click", () => press(name));
  at("lock").addEventListener("click", () => lock.shut());
  at("shortcuts").addEventListener("click", () => {
    hasShortcuts = !hasShortcuts;
    shelf.set("layso.console.shortcuts", hasShortcuts);
    showSwitches();
  });
  at("sound").addEventListener("click", () => (sound.toggle(), showSwitches()));
}

async function loadCatalogue() {
  const { reply } = await get("/api/v1/catalogue");
  if (!reply) return;
  catalogue.take(reply);
  render();
}

join();
showSwitches();
stream.open();
lock.start();
loadCatalogue();
setInterval(loadCatalogue, 10 * 60_000);
setInterval(tick, TICK_MS);
render();
outbox.flush();
