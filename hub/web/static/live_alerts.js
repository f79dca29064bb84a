// Alerts: those nobody has taken on first, then the worst. A new one slides in once.

import { at, clock, el, freshId, icon, write } from "./console_dom.js";
import { NOT_SIGNED_IN, post, sentence } from "./console_post.js";
import { rows } from "./console_rows.js";
import { ALERT_ICONS, PASSED, alertWords, factsOf, stands } from "./live_alert_words.js";
import { nameOf } from "./live_lists.js";
import { IS_PAST } from "./live_words.js";

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
    const facts = factsOf(one, state, ms, (device) => nameOf(device, this.about));
    const [words, isOver] = [alertWords(one, facts), !stands(one, facts)];
    const isNew = !isPast && this.#known !== null && !this.#known.has(one.alert);
    return { key: one.alert, shows: [words, isOver, one.taken_by, isPast], make: () => this.#item(one, words, { isNew, isOver, isPast }) };
  }

  #item(one, words, { isNew, isOver, isPast }) {
    const kind = one.severity === "serious" ? "bad" : "warn";
    const take = el("button", { type: "button", disabled: isPast, title: isPast ? IS_PAST : null, "aria-label": `Nhận việc: ${words}`, onclick: () => this.#take(one) }, "Nhận việc");
    const foot = el("p", { class: "foot" }, clock(Date.parse(one.since)), isOver && el("span", {}, PASSED), one.taken_by && el("span", {}, icon("check"), ` ${one.taken_by} đã nhận`));
    return el("li", { class: `${kind}${isNew ? " new" : ""}${isOver ? " over" : ""}` }, icon(ALERT_ICONS[one.kind] ?? "alert"), el("div", {}, el("p", {}, words), foot), !one.taken_by && take);
  }

  async #take(one) {
    const clerk = this.asks.clerk();
    const said = await post(`/api/v1/alerts/${one.alert}/acknowledge`, { clerk }, { id: freshId() });
    if (said.ok) this.asks.say(`${clerk} đã nhận việc.`);
    else if (said.status === NOT_SIGNED_IN) this.asks.signIn();
    else this.asks.say(said.away && !said.refusal?.text ? "Chưa có trả lời. Hãy bấm lại." : sentence(said.refusal));
  }
}
