// The day for which a visitor is asked to come: dd/mm/yyyy, with an hour if one was given.

const WRITTEN = /^(\d{1,2})\s*[/.\s-]\s*(\d{1,2})\s*[/.\s-]\s*(\d{4})(?:[,\s]+(\d{1,2})[:hg](\d{2})?)?$/;
const RUN_ON = /^(\d{2})(\d{2})(\d{4})$/;
const NO_DATE = "Ngày hẹn viết theo ngày/tháng/năm, ví dụ 30/11/2026 hoặc 30/11/2026 08:00. Để trống thì ghi tay.";
const GONE = (today) => `Ngày hẹn phải từ hôm nay (${today}) trở đi.`;

// What is printed for what was typed, and why nothing can be; `today` as dd/mm/yyyy.
export function dateOf(typed, today) {
  const given = typed.trim();
  if (!given) return { text: "", why: "" };
  const [, day, month, year, hour, minute = "00"] = WRITTEN.exec(given) ?? RUN_ON.exec(given) ?? [];
  if (!isDate(Number(day), Number(month), Number(year)) || Number(hour ?? 0) > 23 || Number(minute) > 59) return { text: "", why: NO_DATE };
  const date = `${two(day)}/${two(month)}/${year}`;
  if (sorted(date) < sorted(today)) return { text: "", why: GONE(today) };
  return { text: hour === undefined ? date : `${date} ${two(hour)}:${minute}`, why: "" };
}

function isDate(day, month, year) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const two = (figures) => figures.padStart(2, "0");
const sorted = (date) => date.split("/").reverse().join("");
