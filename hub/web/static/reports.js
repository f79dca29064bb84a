// The page of reports: which one is wanted, how far it is, its preview and its files.

import { at, el, write } from "./console_dom.js";
import { get, post, sentence } from "./console_post.js";
import { Lock } from "./console_lock.js";
import { Proposals } from "./reports_proposals.js";
import { daysOf, isFree, kinds, wordOf } from "./reports_period.js";

const LOOK_MS = 250;
const FORMS = [...document.querySelectorAll("[data-form]")];
const NO_LONGER = "Báo cáo đã thay đổi. Bấm “Xem báo cáo” để xem bản mới.";

let running = null; // the id of the report in the making
let shown = null; // { period, sha256 } of the sheet in sight

export function say(text, isGood = false) {
  at("say").classList.toggle("good", isGood);
  write(at("say"), text);
  at("say").hidden = !text;
}

const wanted = (form) => ({
  period: wordOf(), form, lang: at("english").checked ? "en" : "vi", is_internal: at("internal").checked,
  people: at("people").value.trim(), dossiers: at("dossiers").value.trim(), source: at("source").value.trim(),
});

const proposals = new Proposals({ say, changed: () => shown && stale(NO_LONGER), report: () => report() });

function stale(text) {
  write(at("progress-says"), text);
}

// What stands about the period: its days, what is proposed, whether it went out.
async function report() {
  const word = wordOf();
  if (!word) return;
  const { status, reply } = await get(`/api/v1/reports?period=${encodeURIComponent(word)}`);
  if (word !== wordOf()) return;
  if (status !== 200) return write(at("of"), status === 400 ? "Kỳ này không đọc được. Xem lại ngày." : "Chưa có trả lời từ trung tâm.");
  kinds(reply.periods);
  write(at("of"), daysOf(reply));
  proposals.show(reply);
  out(reply);
}

function out({ handed_in: went, first, last }) {
  const isShown = shown?.first === first && shown?.last === last;
  const says = went ? `Đã ghi nộp với dấu ${went.slice(0, 4)} ${went.slice(4, 8)} …` : "Xem báo cáo, in và ký; nộp xong thì ghi lại ở đây. Đề xuất của kỳ khi đó không đổi được nữa.";
  write(at("out-says"), says);
  at("hand-in").disabled = !isShown || !shown.sha256 || went === shown.sha256;
}

// Have a report made, and watch it until it is there, was given up, or failed.
async function make(form) {
  if (running) return null;
  say("");
  const begun = await post("/api/v1/exports", wanted(form));
  if (!begun.ok) return void say(sentence(begun.refusal));
  running = begun.reply.id;
  busy(true);
  try {
    return await watch(running);
  } finally {
    running = null;
    busy(false);
  }
}

async function watch(id) {
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const { status, reply } = await get(`/api/v1/exports/${id}`);
    if (status !== 200) return void say(status === 404 ? "Báo cáo này không còn được giữ. Lập lại báo cáo." : "Mất kết nối với trung tâm. Thử lại.");
    at("progress").value = reply.done ?? 0;
    write(at("progress-says"), `Đang lập báo cáo… ${Math.round((reply.done ?? 0) * 100)} %`);
    if (reply.stage === "done") return reply;
    if (reply.stage === "cancelled") return void write(at("progress-says"), "Đã thôi lập báo cáo.");
    if (reply.stage === "failed") {
      write(at("progress-says"), "");
      return void say(sentence(reply));
    }
  }
}

function busy(isBusy) {
  for (const id of ["progress", "cancel"]) at(id).hidden = !isBusy;
  at("progress").value = 0;
  at("show").disabled = isBusy;
  for (const button of [...FORMS, at("print")]) button.disabled = isBusy || !shown;
}

async function show() {
  if (!at("ask").reportValidity()) return;
  const done = await make("html");
  if (!done) return;
  const { reply } = await get(`/api/v1/reports?period=${encodeURIComponent(wordOf())}`);
  shown = { ...reply, sha256: done.sha256 };
  at("preview").src = `/reports/files/${done.id}/${done.file}`;
  at("preview").hidden = false;
  write(at("progress-says"), "Xem trước bản in");
  busy(false);
  if (reply) out(reply);
}

async function fetchFile(form) {
  const done = await make(form);
  if (!done) return;
  write(at("progress-says"), `Đã lập ${done.file}`);
  const link = el("a", { href: `/reports/files/${done.id}/${done.file}`, download: done.file });
  document.body.append(link);
  link.click();
  link.remove();
}

async function handIn() {
  const { first, last, sha256 } = shown;
  const said = await post("/api/v1/reports", { first, last, sha256 });
  say(said.ok ? "Đã ghi là đã nộp." : sentence(said.refusal), said.ok);
  report();
}

const lock = new Lock({ known: () => {}, opened: () => report() });
lock.start();
kinds([]);
at("first").value = document.body.dataset.today;
at("last").value = document.body.dataset.today;
at("ask").addEventListener("submit", (event) => { event.preventDefault(); show(); });
for (const id of ["kind", "first", "last"]) at(id).addEventListener("change", () => { isFree(); report(); });
for (const button of FORMS) button.addEventListener("click", () => fetchFile(button.dataset.form));
for (const id of ["internal", "english", "people", "dossiers", "source"]) at(id).addEventListener("change", () => shown && stale(NO_LONGER));
at("cancel").addEventListener("click", () => running && post(`/api/v1/exports/${running}/cancel`, {}));
at("print").addEventListener("click", () => at("preview").contentWindow.print());
at("hand-in").addEventListener("click", handIn);
isFree();
report();
