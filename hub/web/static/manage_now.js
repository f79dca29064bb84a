// What goes on just now: alerts to take on, and the help that can be given to another.

import { at, clock, el, fill, freshId, icon, inMinutes, write } from "./console_dom.js";
import { get, post, sentence } from "./console_post.js";
import { OUTCOMES } from "./console_words.js";
import { STAGES, WHY_GIVEN, helps } from "./manage_words.js";

// Each of these says that something shown here may have changed.
export const TELLING = [
  ..."alert-opened alert-acknowledged alert-closed day-opened day-closed office-configured ticket-issued visit-called".split(" "),
  ..."session-started session-paused session-resumed session-reassigned session-completed session-reopened session-withdrawn outcome-corrected".split(" "),
];

// Without a device these are about the hub itself.
const OF_A_MACHINE = ["clock-stepped", "disk-full"];

// Fill anew; what somebody has chosen in a row that stays, stays, with the focus.
function refill(list, key, make) {
  const named = () => new Map([...list.querySelectorAll("select")].map((field) => [field.ariaLabel, field]));
  const [before, active] = [named(), document.activeElement];
  fill(list, key, make);
  for (const [label, field] of named()) {
    const old = before.get(label);
    if (!old || old === field) continue;
    if ([...field.options].some((option) => option.value === old.value)) field.value = old.value;
    if (old === active) field.focus();
  }
}

// What of accounts is shown: who signs in and out changes no row.
const shown = (accounts) => JSON.stringify([...accounts].map((one) => [one.clerk, one.has_pin, one.locked_until]));

export class Now {
  alerts = [];
  sessions = [];
  left = []; // ended, and nobody has said what came of it
  waiting = new Map();
  accounts = new Map();
  isOpen = false;
  me = null; // who is signed in
  #hub = null; // the hub's clock: its time, and this page's when it told it

  constructor(draft, say) {
    this.draft = draft;
    this.say = say;
    this.tell();
  }

  // What the hub says its time is: a tablet's own clock may be days off.
  know(time) {
    const ms = Date.parse(time);
    if (!Number.isNaN(ms)) this.#hub = { ms, at: performance.now() };
  }

  get ms() {
    return this.#hub ? this.#hub.ms + (performance.now() - this.#hub.at) : Date.now();
  }

  // The date and weekday in Vietnam, by the hub's clock.
  tell() {
    const here = new Date(this.ms + 7 * 3_600_000);
    this.today = here.toISOString().slice(0, 10);
    this.tomorrow = new Date(here.getTime() + 86_400_000).toISOString().slice(0, 10);
    this.weekday = here.getUTCDay() || 7;
    this.minute = here.getUTCHours() * 60 + here.getUTCMinutes();
  }

  async read() {
    const [alerts, sessions, state] = await Promise.all(["alerts", "sessions", "state"].map((name) => get(`/api/v1/${name}`)));
    this.alerts = alerts.reply?.alerts ?? this.alerts;
    this.sessions = sessions.reply?.sessions ?? this.sessions;
    if (sessions.reply) this.left = sessions.reply.not_recorded ?? [];
    if (state.reply) {
      this.isOpen = state.reply.screen.is_open;
      this.waiting = new Map(state.reply.screen.services.map((one) => [one.service, one.waiting]));
    }
    this.show();
  }

  // Whether what is known of accounts is other than before.
  async readAccounts() {
    const { reply } = await get("/api/v1/accounts");
    return reply !== null && this.#know(reply);
  }

  async unlock(clerk) {
    const { ok, reply, refusal } = await post(`/api/v1/accounts/${clerk}/unlock`, {});
    if (ok) this.#know(reply);
    this.say(ok ? `Đã mở khóa ${clerk}.` : refusal?.text ? sentence(refusal) : "Chưa có trả lời. Hãy thử lại.", !ok);
  }

  #know({ accounts }) {
    const before = shown(this.accounts.values());
    this.accounts = new Map(accounts.map((one) => [one.clerk, one]));
    return shown(accounts) !== before;
  }

  show() {
    this.tell();
    write(at("day"), this.isOpen ? "Đang mở cửa" : "Chưa mở cửa hoặc đã đóng sổ");
    write(at("alerts-count"), `${this.alerts.length} đang mở`);
    write(at("sessions-count"), `${this.sessions.length} lượt`);
    fill(at("alerts"), [this.alerts], () => (this.alerts.length ? this.alerts.map((one) => this.#alert(one)) : el("li", { class: "none" }, "Không có cảnh báo.")));
    const names = this.#clerks();
    refill(at("sessions"), [this.sessions, names], () => (this.sessions.length ? this.sessions.map((one) => this.#session(one, names)) : el("li", { class: "none" }, "Không có lượt nào.")));
    write(at("left-count"), this.left.length ? `${this.left.length} phiên` : "");
    refill(at("left"), [this.left], () => (this.left.length ? this.left.map((one) => this.#unsaid(one)) : el("li", { class: "none" }, "Phiên nào cũng đã có kết quả.")));
    for (const place of document.querySelectorAll("[data-waiting]")) write(place, this.waitingFor(place.dataset.waiting));
    for (const place of document.querySelectorAll("[data-since]")) write(place, `${inMinutes(this.ms - Date.parse(place.dataset.since))} phút`);
  }

  waitingFor(service) {
    const count = this.waiting.get(service);
    return count === undefined ? "–" : `${count} người`;
  }

  #alert(one) {
    const ofTheHub = OF_A_MACHINE.includes(one.kind) && !one.device && "máy trung tâm";
    const where = [one.ticket, one.counter && `quầy ${one.counter}`, one.device, one.service && `dịch vụ ${one.service}`, ofTheHub].filter(Boolean).join(", ");
    const take = el("button", { type: "button", class: "btn small", "aria-label": `Nhận việc: ${one.text.vi}`, onclick: () => this.#acknowledge(one.alert) }, "Nhận việc");
    return el(
      "li",
      { class: one.severity === "serious" ? "bad" : "warn" },
      icon("alert"),
      el("p", {}, el("b", {}, one.text.vi), where ? ` (${where})` : ""),
      el("p", { class: "foot" }, `từ ${clock(Date.parse(one.since))}`, one.taken_by ? el("span", { class: "chip" }, icon("check"), `${one.taken_by} đã nhận`) : take),
    );
  }

  #session(one, names) {
    const others = names.filter(([, skills]) => skills === null || skills.includes(one.service)).map(([id]) => id).filter((id) => id !== one.clerk);
    const to = el("select", { "aria-label": `Giao ${one.ticket} cho` }, el("option", { value: "" }, "Giao cho…"), ...others.map((id) => el("option", { value: id }, id)));
    const why = el("select", { "aria-label": `Lý do giao ${one.ticket}` }, ...Object.entries(WHY_GIVEN).map(([value, text]) => el("option", { value }, text)));
    const give = el("button", { type: "button", class: "btn small", "aria-label": `Giao ${one.ticket}`, onclick: () => this.#reassign(one, to, why) }, "Giao");
    return el(
      "li",
      {},
      el("span", { class: "num" }, one.ticket),
      el("p", {}, `Quầy ${one.counter}, ${one.clerk ?? "chưa rõ nhân viên"}`),
      el("p", { class: "foot" }, el("span", { class: one.stage === "ongoing" ? "chip good" : "chip" }, icon(one.stage === "ongoing" ? "dot" : "pause"), STAGES[one.stage]), el("span", { "data-since": one.since })),
      others.length ? el("p", { class: "give" }, to, why, give) : null,
    );
  }

  // Its clerk may have gone home: until the day closes a manager can say it as well.
  #unsaid(one) {
    const said = el("select", { "aria-label": `Kết quả của ${one.ticket}` }, el("option", { value: "" }, "Kết quả…"), ...Object.entries(OUTCOMES).map(([value, text]) => el("option", { value }, text)));
    const save = el("button", { type: "button", class: "btn small", "aria-label": `Ghi kết quả của ${one.ticket}`, onclick: () => this.#complete(one, said) }, "Ghi");
    return el(
      "li",
      {},
      el("span", { class: "num" }, one.ticket),
      el("p", {}, `Quầy ${one.counter}, ${one.clerk ?? "chưa rõ nhân viên"}, xong lúc ${clock(Date.parse(one.ended))}`),
      el("p", { class: "give" }, said, save),
    );
  }

  #clerks() {
    return this.draft.all("clerks").filter(([key, row]) => helps(row) && this.draft.was(key)).map(([, row]) => [row.id, row.skills]);
  }

  // Without sign-in nobody is known: then the first manager of the list stands for it.
  async #acknowledge(alert) {
    const manager = this.draft.all("clerks").find(([key, row]) => row.role === "manager" && row.is_active && this.draft.was(key));
    const clerk = this.me ?? manager?.[1].id ?? "QL";
    await this.#ask(`/api/v1/alerts/${alert}/acknowledge`, { clerk }, `${clerk} đã nhận việc.`);
  }

  async #reassign(one, to, why) {
    if (!to.value) return this.say("Chọn nhân viên nhận lượt này trước.", true);
    await this.#ask(`/api/v1/sessions/${one.session}/reassign`, { clerk: to.value, reason: why.value }, `Đã giao ${one.ticket} cho ${to.value}.`);
  }

  async #complete(one, said) {
    if (!said.value) return this.say(`Chọn kết quả của ${one.ticket} trước.`, true);
    await this.#ask(`/api/v1/sessions/${one.session}/complete`, { outcome: said.value }, `Đã ghi ${one.ticket}: ${OUTCOMES[said.value].toLowerCase()}.`);
  }

  async #ask(path, body, done) {
    const { ok, away, refusal } = await post(path, body, { id: freshId() });
    if (ok) this.say(done);
    else this.say(away && !refusal?.text ? "Chưa có trả lời. Hãy thử lại." : sentence(refusal), true);
    await this.read();
  }
}
