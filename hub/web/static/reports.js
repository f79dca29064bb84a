// The page of reports: which one is wanted, how far it is, its preview and its files.

import { at, el, write } from "./console_dom.js";
import { get, post, sentence } from "./console_post.js";
import { Lock } from "./console_lock.js";
import { Proposals } from "./reports_proposals.js";
import { daysOf, fault, isFree, kinds, standing, wordOf } from "./reports_period.js";

const LOOK_MS = 250;
const PREVIEW = "Xem trước bản in";
const FORMS = [...document.querySelectorAll("[data-form]")];
const BEGUN = 0.05; // the child has begun; how far it is nobody can say yet

let running = null; // the report in the making: { id, isUnwanted }; the hub gives the id
let shown = null; // the report in sight, with the key of what was asked
let about = null; // what stands about the period that is chosen

export function say(text, isGood = false) {
  at("say").classList.toggle("good", isGood);
  write(at("say"), text);
  at("say").hidden = !text;
}

const wanted = (form) => ({
  period: wordOf(), form, lang: at("english").checked ? "en" : "vi", is_internal: at("internal").checked,
  people: at("people").value.trim(), dossiers: at("dossiers").value.trim(), source: at("source").value.trim(),
});

const proposals = new Proposals({ say, changed: () => outdate(), report: () => report() });

// Is the sheet in sight the report that is chosen now, as it would be made now?
const keyOf = (asked) => JSON.stringify({ ...asked, form: "" });
const fits = () => shown !== null && shown.key === keyOf(wanted(""));

function outdate() {
  if (shown) shown.key = "";
  refresh();
}

// What may be pressed, and whether the sheet in sight is of another report.
function refresh() {
  const isBusy = running !== null;
  for (const button of [...FORMS, at("print")]) button.disabled = isBusy || !fits();
  at("show").disabled = isBusy || fault() !== "";
  const isOld = shown !== null && !fits();
  at("preview").classList.toggle("old", isOld);
  at("old").hidden = !isOld;
  const says = at("progress-says").textContent;
  if (shown !== null && ["", PREVIEW].includes(says)) write(at("progress-says"), isOld ? "" : PREVIEW);
  if (isOld) write(at("old"), `Dưới đây là báo cáo cũ (${daysOf(shown)}), không phải báo cáo đang chọn. ${isBusy ? "Báo cáo mới đang được lập." : "Bấm “Xem báo cáo”."}`);
  out();
}

// What stands about the period: its days, what is proposed, whether it went out.
async function report() {
  const [word, wrong] = [wordOf(), fault()];
  about = null;
  proposals.wait();
  refresh();
  at("of").classList.toggle("bad", wrong !== "");
  if (wrong) return write(at("of"), wrong);
  const { status, reply } = await get(`/api/v1/reports?period=${encodeURIComponent(word)}`);
  if (word !== wordOf()) return;
  if (status !== 200) return write(at("of"), status === 400 ? "Kỳ này không đọc được. Xem lại ngày." : "Chưa có trả lời từ trung tâm.");
  kinds(reply.periods);
  write(at("of"), `${daysOf(reply)}${standing(reply)}`);
  proposals.show(reply);
  about = reply;
  out();
}

function out() {
  const went = about?.handed_in;
  const says = went ? `Đã ghi nộp với dấu ${went.slice(0, 4)} ${went.slice(4, 8)} …` : "Xem báo cáo, in và ký; nộp xong thì ghi lại ở đây. Đề xuất của kỳ khi đó không đổi được nữa.";
  write(at("out-says"), says);
  at("hand-in").disabled = !about || !fits() || !shown.sha256 || went === shown.sha256;
}

// Have a report made, and watch it until it is there, was given up, or failed.
async function make(form) {
  if (running !== null) return null;
  say("");
  running = { id: null, isUnwanted: false };
  busy(true);
  try {
    const begun = await post("/api/v1/exports", wanted(form));
    if (!begun.ok) return void say(sentence(begun.refusal));
    running.id = begun.reply.id;
    if (running.isUnwanted) giveUp();
    return await watch(running.id);
  } finally {
    running = null;
    busy(false);
  }
}

// Also before the hub has named it: then it is called off as soon as it has a name.
function giveUp() {
  running.isUnwanted = true;
  if (running.id) post(`/api/v1/exports/${running.id}/cancel`, {});
}

async function watch(id) {
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    const { status, reply } = await get(`/api/v1/exports/${id}`);
    if (status !== 200) return void say(status === 404 ? "Báo cáo này không còn được giữ. Lập lại báo cáo." : "Mất kết nối với trung tâm. Thử lại.");
    goesOn(reply);
    if (reply.stage === "done") return reply;
    if (reply.stage === "cancelled") return void write(at("progress-says"), "Đã thôi lập báo cáo.");
    if (reply.stage === "failed") {
      write(at("progress-says"), "");
      return void say(sentence(reply));
    }
  }
}

// A bar that only moves until somebody knows how far it is.
function goesOn({ stage, done = 0 }) {
  if (done > BEGUN) at("progress").value = done;
  else at("progress").removeAttribute("value");
  const begins = stage === "waiting" ? "Đang chờ lập xong báo cáo trước…" : "Đang chuẩn bị số liệu…";
  write(at("progress-says"), done > BEGUN ? `Đang lập báo cáo… ${Math.round(done * 100)} %` : begins);
}

function busy(isBusy) {
  for (const id of ["progress", "cancel"]) at(id).hidden = !isBusy;
  at("progress").removeAttribute("value");
  refresh();
}

async function show() {
  if (!at("ask").reportValidity()) return;
  const key = keyOf(wanted(""));
  const done = await make("html");
  if (!done) return;
  shown = { ...done, key };
  at("preview").src = `/reports/files/${done.id}/${done.file}`;
  at("preview").hidden = false;
  write(at("progress-says"), PREVIEW);
  report();
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
for (const id of ["internal", "english", "people", "dossiers", "source"]) at(id).addEventListener("change", refresh);
at("cancel").addEventListener("click", giveUp);
at("print").addEventListener("click", () => at("preview").contentWindow.print());
at("hand-in").addEventListener("click", handIn);
isFree();
refresh();
report();
