// The seven figures: label, figure, one line of context. They change in place.

import { at, el, fill, icon, inMinutes } from "./console_dom.js";
import { decimal, number, percent, ratio } from "./live_words.js";

const UNIT = (text) => el("small", {}, ` ${text}`);

export function figures({ figures: now, targets }, ms, isToday) {
  const boxes = [waiting(now), longest(now, targets, ms), inTime(now, targets), counters(now.counters), visitors(now, isToday), submitted(now), satisfaction(now)];
  const element = at("kpi");
  while (element.children.length < boxes.length) element.append(el("div"));
  boxes.forEach(([key, tone, label, value, foot], n) => {
    const box = element.children[n];
    box.className = `box ${tone}`;
    fill(box, key, () => [el("dt", {}, ...(tone ? [icon("alert"), " "] : []), label), el("dd", { class: "val" }, ...valued(value)), el("dd", { class: "foot" }, ...[foot].flat().map(inParts))]);
  });
}

// A line that is too long is broken between its parts, not within one.
const inParts = (said) => (typeof said === "string" && said.includes(" · ") ? said.split(" · ").map((part) => part.replaceAll(" ", "\u00a0")).join("\u00a0· ") : said);

const valued = (value) => {
  const [digits, unit] = [value].flat();
  return [el("span", { class: "figure" }, digits), ...(unit ? [unit] : [])];
};

function waiting({ waiting: now, waiting_before: before }) {
  const change = before === null ? "chưa có số 30 phút trước" : change30(now - before);
  return [["w", now, change], "", "Đang chờ", [number(now), UNIT("người")], change];
}

const change30 = (by) => (by === 0 ? "bằng 30 phút trước" : `${by > 0 ? "tăng" : "giảm"} ${number(Math.abs(by))} so với 30 phút trước`);

function longest({ longest: one }, targets, ms) {
  if (!one) return [["l", targets.longest_wait_min], "", "Chờ lâu nhất", "–", "không ai chờ"];
  const waited = inMinutes(ms - Date.parse(one.since));
  const isOver = ms - Date.parse(one.since) > targets.longest_wait_min * 60_000;
  return [["l", waited, one.ticket, isOver, targets.longest_wait_min], isOver ? "bad" : "", "Chờ lâu nhất", [number(waited), UNIT("phút")], `${one.ticket} · giới hạn ${targets.longest_wait_min} phút`];
}

function inTime({ called_in_time: share }, { called_within_min: within, called_share: goal }) {
  const label = `Gọi trong ${within} phút`;
  const said = percent(share);
  if (said === null) return [["s", goal, within], "", label, "–", `mục tiêu ${goal} %`];
  const isMissed = ratio(share) < goal / 100;
  const bar = () => {
    const [done, mark] = [el("i"), el("b")];
    done.style.inlineSize = `${ratio(share) * 100}%`;
    mark.style.insetInlineStart = `min(${goal}%, 100% - 3px)`;
    return el("span", { class: "goal", "aria-hidden": "true" }, done, mark);
  };
  return [["s", share, goal, within], isMissed ? "warn" : "", label, [said, UNIT("%")], [bar(), `${number(share.part)} / ${number(share.whole)} · mục tiêu ${goal} %`]];
}

function counters({ all, open, working, idle, paused }) {
  const rest = [`${idle} trống`, `${paused} tạm nghỉ`, open < all && `${all - open} đóng`].filter(Boolean).join(" · ");
  return [["c", all, open, working, idle, paused], "", "Quầy đang làm", [number(working), UNIT(`/ ${open} đã mở`)], rest];
}

function visitors({ visitors: came, served, no_shows: missed, mistaken }, isToday) {
  const foot = `${number(served)} xong · ${number(missed)} vắng${mistaken ? ` · ${mistaken} nhầm` : ""}`;
  return [["v", came, foot, isToday], "", isToday ? "Lượt đến hôm nay" : "Lượt đến trong ngày", number(came), foot];
}

function submitted({ submitted: share }) {
  const said = percent(share);
  if (said === null) return [["t"], "", "Đã nộp trực tuyến", "–", "chưa có lượt cần nộp"];
  return [["t", share], "", "Đã nộp trực tuyến", [said, UNIT("%")], `${number(share.part)} / ${number(share.whole)} lượt cần nộp`];
}

function satisfaction({ satisfaction: { mean, n, liked } }) {
  if (mean === null) return [["r"], "", "Hài lòng tại quầy", "–", "chưa có đánh giá"];
  return [["r", mean, n], "", "Hài lòng tại quầy", [decimal(mean), UNIT("/ 5")], `${number(n)} đánh giá · ${number(liked.part)} hài lòng`];
}
