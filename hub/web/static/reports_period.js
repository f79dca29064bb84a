// Which days a report is of: a kind of period and a day in it, or the name of a pilot.

import { at, el } from "./console_dom.js";

const KINDS = { month: "Tháng", quarter: "Quý", half: "6 tháng", year: "Năm", week: "Tuần", day: "Ngày", free: "Từ ngày đến ngày" };
const two = (n) => String(n).padStart(2, "0");

// The kinds there are; what has a name of its own follows.
export function kinds(named) {
  const wanted = [...Object.entries(KINDS), ...named.map(({ period, names }) => [period, names.vi])];
  const select = at("kind");
  if (select.options.length === wanted.length) return;
  const chosen = select.value || "month";
  select.replaceChildren(...wanted.map(([value, text]) => el("option", { value }, text)));
  select.value = chosen;
}

export function isFree() {
  const kind = at("kind").value;
  at("last-of").hidden = kind !== "free";
  at("first-of").hidden = kind.startsWith("pilot:");
  at("first-says").textContent = kind === "free" ? "Từ ngày" : kind === "day" ? "Ngày" : "Một ngày trong kỳ";
}

// The week of ISO 8601 that a day is in: it belongs to the year of its Thursday.
function week(day) {
  const thursday = new Date(`${day}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const begun = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${two(Math.ceil(((thursday - begun) / 86_400_000 + 1) / 7))}`;
}

// The period as the hub reads it, such as month:2026-11; "" where a day is missing.
export function wordOf() {
  const [kind, day] = [at("kind").value, at("first").value];
  if (kind.startsWith("pilot:")) return kind;
  if (!day || (kind === "free" && !at("last").value)) return "";
  const [year, month] = day.split("-").map(Number);
  switch (kind) {
    case "day": return `day:${day}`;
    case "week": return `week:${week(day)}`;
    case "quarter": return `quarter:${year}-Q${Math.ceil(month / 3)}`;
    case "half": return `half:${year}-H${month > 6 ? 2 : 1}`;
    case "year": return `year:${year}`;
    case "free": return `${day}..${at("last").value}`;
    default: return `month:${year}-${two(month)}`;
  }
}

const LONGEST_DAYS = 1098;

// Why there is no such period, in a sentence; "" where there is.
export function fault() {
  const [kind, first, last] = [at("kind").value, at("first").value, at("last").value];
  if (!wordOf()) return "Chọn ngày của kỳ báo cáo.";
  if (kind !== "free") return "";
  if (last < first) return "Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày.";
  const days = (new Date(last) - new Date(first)) / 86_400_000;
  return days > LONGEST_DAYS ? "Kỳ báo cáo dài nhất là 3 năm. Chọn hai ngày gần nhau hơn." : "";
}

const STANDS = { "goes-on": " · chưa kết thúc", "to-come": " · chưa bắt đầu, chưa có số liệu" };
export const standing = ({ standing: stands }) => STANDS[stands] ?? "";

const shown = (day) => day.split("-").reverse().join("/");
export const daysOf = ({ first, last }) => (first === last ? shown(first) : `${shown(first)} – ${shown(last)}`);
