// Alerts: those nobody has taken on first, then the worst. A new one slides in once.

import { at, clock, el, freshId, icon, inMinutes, write } from "./console_dom.js";
import { NOT_SIGNED_IN, post, sentence } from "./console_post.js";
import { rows } from "./console_rows.js";
import { nameOf } from "./live_lists.js";
import { ALERT_ICONS, IS_PAST, alertWords } from "./live_words.js";

export class Alerts {
  #known = null; // the alerts that were shown before, null at first

  // `asks`: { clerk(), say(text), signIn() }
  constructor(about, asks) {
    [this.about, this.asks] = [about, asks];
  }

  show(state, ms, isPast) {
    const all = state.alerts;
    const open = all.length;
    const taken = all.filter((one) => one.taken_by).length;
    write(at("alerts-count"), open ? `${open} đang mở${taken ? `, ${taken} đã nhận` : ""}` : "");
    if (!open) rows(at("alerts"), [{ key: "none", make: () => el("li", { class: "none" }, "Không có cảnh báo.") }]);
    else rows(at("alerts"), all.map((one) => this.#row(one, state, ms, isPast)));
    this.#known = isPast ? this.#known : new Set(all.map((one) => one.alert));
  }

  #row(one, state, ms, isPast) {
    const words = alertWords(one, this.#facts(one, state, ms));
    const isNew = !isPast && this.#known !== null && !this.#known.has(one.alert);
    return { key: one.alert, shows: [words, one.taken_by, isPast], make: () => this.#item(one, words, isNew, isPast) };
  }

  #item(one, words, isNew, isPast) {
    const kind = one.severity === "serious" ? "bad" : "warn";
    const take = el("button", { type: "button", disabled: isPast, title: isPast ? IS_PAST : null, "aria-label": `Nhận việc: ${words}`, onclick: () => this.#take(one) }, "Nhận việc");
    const foot = el("p", { class: "foot" }, clock(Date.parse(one.since)), one.taken_by && el("span", {}, icon("check"), ` ${one.taken_by} đã nhận`));
    return el("li", { class: `${kind}${isNew ? " new" : ""}` }, icon(ALERT_ICONS[one.kind] ?? "alert"), el("div", {}, el("p", {}, words), foot), !one.taken_by && take);
  }

  #facts(one, { figures, services, targets }, ms) {
    const of = services.find(({ service }) => service === one.service);
    const longest = of?.longest ? { ticket: of.longest.ticket, waited: inMinutes(ms - Date.parse(of.longest.since)) } : null;
    return {
      limit: targets.longest_wait_min, within: targets.called_within_min, goal: targets.called_share,
      longest: longest && longest.waited >= targets.longest_wait_min ? longest : null,
      waiting: figures.waiting,
      open: figures.counters.open,
      name: of ? of.names.vi : (one.service ?? ""),
      device: one.device ? nameOf(one.device, this.about) : "Trung tâm",
    };
  }

  async #take(one) {
    const clerk = this.asks.clerk();
    const said = await post(`/api/v1/alerts/${one.alert}/acknowledge`, { clerk }, { id: freshId() });
    if (said.ok) this.asks.say(`${clerk} đã nhận việc.`);
    else if (said.status === NOT_SIGNED_IN) this.asks.signIn();
    else this.asks.say(said.away && !said.refusal?.text ? "Chưa có trả lời. Hãy bấm lại." : sentence(said.refusal));
  }
}
