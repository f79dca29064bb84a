// The rows above the keys: what was refused, what is told, what was lost.

import { at, clockWithSeconds, el, icon } from "./console_dom.js";
import { CUT } from "./console_words.js";

const TOLD_MS = 3_000;
const NOTE_MS = 6_000;

export class Notices {
  constructor() {
    this.until = { box: 0, note: 0 }; // until when these words stay
    this.of = null; // the help that stands in what is told: { session, ticket, counter }
    at("say-note").before(el("div", { class: "say note", id: "say-held", role: "alert", hidden: true }));
  }

  refused(title, text) {
    show("say-no", "alert", title, text, understood(() => this.calm()));
  }

  // Said for some seconds, or until something else happens here.
  note(sign, title, text = "", lasting = NOTE_MS) {
    this.until.note = performance.now() + lasting;
    show("say-note", sign, title, text);
  }

  // Stays until somebody has read it, or it holds no longer.
  told(sign, title, text = "", of = null) {
    this.of = of;
    show("say-told", sign, title, text, understood(() => this.withdraw()));
  }

  withdraw() {
    this.of = null;
    return hide("say-told");
  }

  // Stays while keys are kept from acting; null when they act again.
  held(title, text, freed) {
    if (title === null) hide("say-held");
    else show("say-held", "alert", title, text, understood(freed));
  }

  // Take away what Esc takes away; returns whether there was anything.
  calm() {
    return hide("say-no");
  }

  dismiss() {
    const wasRefused = this.calm();
    return this.withdraw() || wasRefused;
  }

  // What was said of the visitor before is not said to the next.
  freshen() {
    this.calm();
    hide("say-note");
  }

  // Said again where somebody presses a key all the same.
  lost(since, isAgain = false) {
    const band = at("say-cut");
    if (band.hidden === (since === null) && !isAgain) return;
    if (since === null) hide("say-cut");
    else show("say-cut", "cut", `Mất kết nối với trung tâm từ ${clockWithSeconds(since)}`, CUT);
  }

  fromBox(text) {
    this.until.box = text ? performance.now() + TOLD_MS : 0;
    at("from-box").hidden = !text;
    at("from-box").replaceChildren(...(text ? [icon("right"), text] : []));
  }

  tick() {
    const now = performance.now();
    if (now > this.until.box) this.fromBox("");
    if (now > this.until.note) hide("say-note");
  }
}

const understood = (act) => el("button", { type: "button", class: "btn", onclick: act }, el("kbd", {}, "Esc"), " Đã hiểu");

function show(id, sign, title, text, ...more) {
  at(id).hidden = false;
  at(id).replaceChildren(icon(sign), el("p", {}, el("b", {}, title), text ? el("span", {}, text) : null), ...more);
}

function hide(id) {
  const was = !at(id).hidden;
  at(id).hidden = true;
  at(id).replaceChildren();
  return was;
}
