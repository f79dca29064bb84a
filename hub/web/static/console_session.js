// The help in hand on the page: steps, procedures, money, outcome, difficulties.

import { at, choices, dong, el, fill, icon, lasting, takeBack, write } from "./console_dom.js";
import { LONGEST_CODE, sayLength } from "./console_codes.js";
import { rows } from "./console_rows.js";
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

export const stepOf = (number) => ORDER[number - 1];

const modeOf = (session) => (session.mode === "guided" ? "guided" : (session.reason ?? "no-device"));

export class SessionView {
  // `on` takes: step(name), outcome(value), filed(id), code(id, text), dropped(id), withdraw(entry)
  constructor(on) {
    this.on = on;
    at("outcomes").replaceChildren(...Object.entries(OUTCOMES).map(([value, text]) => radio("outcome", value, text, () => on.outcome(value))));
    choices(at("note-kind"), DIFFICULTIES, "portal");
  }

  show(session, draft, catalogue, slip) {
    const hand = stepInHand(session, draft);
    this.#others(session);
    rows(at("steps"), ORDER.map((step, n) => ({ key: step, shows: [session.steps.filter((one) => one.step === step), step === hand], make: () => this.#step(step, n, session, hand) })));
    at("skip").setAttribute("aria-disabled", String(!hand));
    at("slip").href = slip;
    choices(at("visitor"), VISITORS, session.visitor);
    choices(at("intent"), INTENTS, session.intent);
    choices(at("mode"), MODES, modeOf(session));
    choices(at("way"), WAYS, session.way ?? "");
    sayLength(at("consignment"), at("consignment-says"));
    this.#procedures(session, draft, catalogue);
    this.#told(session, draft);
    for (const input of at("outcomes").querySelectorAll("input")) input.checked = input.value === draft.outcome;
    this.#typed(draft);
  }

  // What is typed on for the visitor before goes to nobody.
  #others({ session }) {
    const was = this.shown;
    this.shown = session;
    if (was !== undefined && was !== session && at("record").contains(document.activeElement)) document.activeElement.blur();
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
      el("button", { type: "button", "data-at": step, onclick: () => this.on.step(step) }, el("kbd", {}, String(n + 1)), icon(mark), el("span", {}, STEPS[step], el("span", { class: "sr" }, word)),
        el("span", { class: "t" }, said, last?.isPending ? " · chờ gửi" : "")),
      this.#back(`bước ${STEPS[step]}`, last));
  }

  // What is not with the hub yet cannot be taken back from it.
  #back(what, entered) {
    return entered?.entry === undefined ? null : takeBack(what, () => this.on.withdraw(entered.entry));
  }

  // A field that is typed in stays the same element, whatever comes and goes around it.
  #procedures(session, draft, catalogue) {
    const entered = (kind, list, make) => list.map((one, n) => ({ key: `${kind} ${one.entry ?? `new ${n}`}`, shows: [one, catalogue.isThere], make: () => make(one) }));
    rows(at("procs"), [
      ...entered("filed", session.submissions, (one) => this.#filed(one, catalogue)),
      ...entered("paid", session.payments, (one) => this.#paid(one)),
      ...draft.procedures.map((one) => ({ key: one.id, make: () => this.#inHand(one), update: (row) => this.#update(row, one, catalogue) })),
    ]);
  }

  #filed(one, catalogue) {
    const name = catalogue.procedure(one.procedure);
    return el("li", { class: "filed" }, icon(one.isPending ? "clock" : "check"), el("span", {}, name, el("small", { class: "level" }, ` · ${catalogue.level(one.level)}`)), el("small", {}, `${one.isPending ? "Chờ gửi" : "Đã nộp"} · ${codeOf(one)}`), this.#back(name, one));
  }

  #inHand({ id }) {
    const says = el("small", { class: "at-field", role: "status" });
    const field = el("input", { "data-code": id, maxlength: LONGEST_CODE, spellcheck: "false", autocomplete: "off",
      oninput: () => (sayLength(field, says), this.on.code(id, field.value)), onkeydown: (event) => event.key === "Enter" && !event.isComposing && (event.preventDefault(), this.on.filed(id)) });
    return el("li", { class: "hand" }, icon("play"), el("span", { class: "name" }),
      el("span", { class: "join" }, field, el("button", { type: "button", class: "btn", onclick: () => this.on.filed(id) }, "Đã nộp"),
        el("button", { type: "button", class: "btn bare", onclick: () => this.on.dropped(id) }, icon("cross"))), says);
  }

  #update(row, one, catalogue) {
    const name = catalogue.procedure(one.procedure);
    const field = row.querySelector("input");
    fill(row.querySelector(".name"), [name, one.level], () => [el("span", { class: "sr" }, "Đang làm: "), name, el("small", { class: "level" }, ` · ${catalogue.level(one.level)}`)]);
    field.setAttribute("aria-label", `Mã hồ sơ của ${name}`);
    field.placeholder = one.hadCode && !one.code ? "Gõ lại mã hồ sơ" : "Mã hồ sơ";
    row.querySelector(".bare").setAttribute("aria-label", `Bỏ ${name}`);
    if (document.activeElement !== field && field.value !== one.code) field.value = one.code;
    sayLength(field, row.querySelector(".at-field"));
  }

  #paid(one) {
    const text = `${PAYMENTS[one.kind]} ${dong(one.amount_vnd)}`;
    return el("li", { class: "filed" }, icon(one.isPending ? "clock" : "check"), el("span", {}, text), el("small", {}, `${one.isPending ? "Chờ gửi" : "Đã trả"} · ${one.is_online ? "trực tuyến" : "không trực tuyến"}`), this.#back(text, one));
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
    const kept = session.isConsignmentWaiting ? "Mã bưu gửi chờ cất – giữ trang này mở" : session.has_consignment ? "Mã bưu gửi đã cất" : "Mã bưu gửi";
    at("consignment").placeholder = draft.hadConsignment && !draft.consignment ? "Gõ lại mã bưu gửi" : kept;
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
