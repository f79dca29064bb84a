// The help in hand on the page: steps, procedures, money, outcome, difficulties.

import { at, choices, dong, el, fill, icon, lasting, takeBack, write } from "./console_dom.js";
import { DIFFICULTIES, INTENTS, MODES, OUTCOMES, PAYMENTS, SKIPS, STEPS, VISITORS, WAYS } from "./console_words.js";

const ORDER = Object.keys(STEPS);

// The step in hand: the one the clerk chose, else the first after those that are over.
export function stepInHand(session, draft) {
  if (draft.here && draft.here.after === session.steps.length) return draft.here.step;
  const last = session.steps.at(-1);
  if (!last) return ORDER[0];
  const over = new Set(session.steps.map((one) => one.step));
  const rest = ORDER.slice(ORDER.indexOf(last.step) + 1);
  return rest.find((step) => !over.has(step)) ?? null;
}

// Which step comes when this one is over.
export const stepAfter = (step) => ORDER[ORDER.indexOf(step) + 1] ?? null;
export const stepOf = (number) => ORDER[number - 1];

export const modeOf = (session) => (session.mode === "guided" ? "guided" : (session.reason ?? "no-device"));

export class SessionView {
  // `on` takes: step(name), outcome(value), filed(index), code(index, text), dropped(index),
  // withdraw(entry)
  constructor(on) {
    this.on = on;
    at("outcomes").replaceChildren(...Object.entries(OUTCOMES).map(([value, text]) => radio("outcome", value, text, () => on.outcome(value))));
    choices(at("note-kind"), DIFFICULTIES, "portal");
  }

  show(session, draft, catalogue, slip) {
    const hand = stepInHand(session, draft);
    fill(at("steps"), [session.steps, hand], () => ORDER.map((step, n) => this.#step(step, n, session, hand)));
    at("skip").setAttribute("aria-disabled", String(!hand));
    at("slip").href = slip;
    choices(at("visitor"), VISITORS, session.visitor);
    choices(at("intent"), INTENTS, session.intent);
    choices(at("mode"), MODES, modeOf(session));
    choices(at("way"), WAYS, session.way ?? "");
    this.#procedures(session, draft, catalogue);
    this.#told(session, draft);
    for (const input of at("outcomes").querySelectorAll("input")) input.checked = input.value === draft.outcome;
    this.#typed(draft);
  }

  tick(session, now) {
    const running = session.stage === "ongoing" ? now - Date.parse(session.mark) : 0;
    const used = session.steps.reduce((sum, one) => sum + one.took_s * 1000, 0);
    write(at("steps-sum"), `đã dùng ${lasting(used + running)}`);
    const here = at("steps").querySelector(".here .t");
    if (here) write(here, lasting(running));
  }

  #step(step, n, session, hand) {
    const taken = session.steps.filter((one) => one.step === step);
    const last = taken.at(-1);
    const isHere = step === hand;
    const isDone = last?.result === "done";
    const kind = isHere ? "here" : !last ? "" : isDone ? "done" : "skip";
    const time = lasting(taken.reduce((sum, one) => sum + one.took_s * 1000, 0));
    const said = isHere ? "" : !last ? "–" : isDone ? `${time}${taken.length > 1 ? ` · ${taken.length} lần` : ""}` : `bỏ qua: ${SKIPS[last.result] ?? ""}`;
    const mark = isHere ? "play" : !last ? "ring" : isDone ? "check" : "skip";
    const word = isHere ? ", đang làm" : isDone ? ", đã xong" : last ? ", đã bỏ qua" : "";
    return el("li", { class: kind, "aria-current": isHere ? "step" : null },
      el("button", { type: "button", onclick: () => this.on.step(step) }, el("kbd", {}, String(n + 1)), icon(mark), el("span", {}, STEPS[step], el("span", { class: "sr" }, word)),
        el("span", { class: "t" }, said, last?.isPending ? " · chờ gửi" : "")),
      this.#back(`bước ${STEPS[step]}`, last));
  }

  // What is not with the hub yet cannot be taken back from it.
  #back(what, entered) {
    return entered?.entry === undefined ? null : takeBack(what, () => this.on.withdraw(entered.entry));
  }

  #procedures(session, draft, catalogue) {
    const rows = draft.procedures.map(({ id, procedure, level, hadCode }) => [id, procedure, level, hadCode]);
    const name = (id) => catalogue.procedure(id);
    fill(at("procs"), [session.submissions, session.payments, rows, catalogue.isThere], () => [
      ...session.submissions.map((one) => el("li", { class: "filed" }, el("span", { class: "chip good" }, icon("check"), one.isPending ? "Chờ gửi" : "Đã nộp"), el("span", {}, name(one.procedure), el("small", {}, ` · ${catalogue.level(one.level)}`)), el("small", {}, codeOf(one)), this.#back(name(one.procedure), one))),
      ...session.payments.map((one) => this.#paid(one)),
      ...draft.procedures.map((one, n) => this.#inHand(one, n, name, catalogue)),
    ]);
  }

  #inHand(one, n, name, catalogue) {
    const field = el("input", { "data-code": n, maxlength: 80, "aria-label": `Mã hồ sơ của ${name(one.procedure)}`, placeholder: one.hadCode && !one.code ? "Gõ lại mã hồ sơ" : "Mã hồ sơ", spellcheck: "false", value: one.code ?? "",
      oninput: () => this.on.code(n, field.value), onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), this.on.filed(n)) });
    return el("li", { class: "hand" }, el("span", { class: "chip" }, icon("play"), "Đang làm"), el("span", {}, name(one.procedure), el("small", {}, ` · ${catalogue.level(one.level)}`)),
      el("span", { class: "join" }, field, el("button", { type: "button", class: "btn", onclick: () => this.on.filed(n) }, "Đã nộp"),
        el("button", { type: "button", class: "btn bare", "aria-label": `Bỏ ${name(one.procedure)}`, onclick: () => this.on.dropped(n) }, icon("cross"))));
  }

  #paid(one) {
    const text = `${PAYMENTS[one.kind]} ${dong(one.amount_vnd)}`;
    return el("li", { class: "filed" }, el("span", { class: "chip good" }, icon("check"), one.isPending ? "Chờ gửi" : "Đã trả"), el("span", {}, text), el("small", {}, one.is_online ? "trực tuyến" : "không trực tuyến"), this.#back(text, one));
  }

  #noted(one) {
    const text = DIFFICULTIES[one.kind] ?? one.kind;
    const more = one.isPending ? " · chờ gửi" : one.has_note ? " · có ghi chú" : "";
    return el("li", { class: "chip" }, `${text}${more}`, this.#back(text, one));
  }

  #told(session, draft) {
    const paid = session.payments.reduce((sum, one) => sum + one.amount_vnd, 0);
    write(at("paid"), `${paid ? `khách đã trả ${dong(paid)} · ` : ""}hỗ trợ luôn miễn phí`);
    fill(at("noted"), session.difficulties, () => session.difficulties.map((one) => this.#noted(one)));
    at("consignment").closest(".join").hidden = session.way !== "post";
    at("consignment").placeholder = draft.hadConsignment && !draft.consignment ? "Gõ lại mã bưu gửi" : session.has_consignment ? "Mã bưu gửi đã cất" : "Mã bưu gửi";
  }

  // What was typed comes back into its field, unless somebody is typing there.
  #typed(draft) {
    for (const [id, text] of [["consignment", draft.consignment], ["note", draft.note], ["note-kind", draft.noteKind]]) {
      if (document.activeElement !== at(id) && at(id).value !== text) at(id).value = text;
    }
  }
}

// A code that waits for the line is in this page's memory alone.
function codeOf(one) {
  if (one.isCodeWaiting) return "mã chờ cất – giữ trang này mở";
  return one.has_code ? "mã hồ sơ đã cất" : "không có mã";
}

export function radio(name, value, text, onchange, given = {}) {
  return el("label", { class: "opt" }, el("input", { type: "radio", name, value, onchange, ...given }), el("span", {}, text));
}

// What can be filed today, as the office's dated list has it; kept for when the hub is away.
export class Catalogue {
  constructor(shelf) {
    this.shelf = shelf;
    this.take(shelf.get("layso.console.catalogue") ?? { levels: [], procedures: [] }, false);
  }

  take(list, isNew = true) {
    this.procedures = list.procedures ?? [];
    this.names = new Map(this.procedures.map((one) => [one.id, one.names.vi]));
    this.levels = new Map((list.levels ?? []).map((one) => [one.id, one.names.vi]));
    this.isThere = this.procedures.length;
    if (isNew) this.shelf.set("layso.console.catalogue", list);
  }

  procedure(id) {
    return this.names.get(id) ?? id;
  }

  level(id) {
    return (this.levels.get(id) ?? id).toLowerCase();
  }
}
