// The little that all parts of the console share: elements, texts, figures.

import { keepingFocus } from "./console_rows.js";

const ARMED_MS = 5_000;

export const at = (id) => document.getElementById(id);

// Make an element. Whatever is said goes in as text, never as markup.
export function el(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const icon = (name) => el("span", { class: `i i-${name}`, "aria-hidden": "true" });

// Set a text only where it differs: a live region must not speak for nothing.
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Put new children only where what they show is new: focus stays where it was.
export function fill(element, key, make) {
  const wanted = JSON.stringify(key);
  if (element.dataset.shows === wanted) return;
  element.dataset.shows = wanted;
  keepingFocus(element, () => element.replaceChildren(...[make()].flat()));
}

export function choices(select, words, chosen) {
  fill(select, Object.keys(words), () => Object.entries(words).map(([value, text]) => el("option", { value }, text)));
  if (select.value !== chosen && document.activeElement !== select) select.value = chosen;
}

const HERE = { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", hour: "2-digit", minute: "2-digit" };
const minutes = new Intl.DateTimeFormat("vi-VN", HERE);
const seconds = new Intl.DateTimeFormat("vi-VN", { ...HERE, second: "2-digit" });
const days = new Intl.DateTimeFormat("en-CA", { timeZone: HERE.timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
export const dayOf = (ms) => days.format(ms); // as 2026-11-22, where the office is
export const clock = (ms) => minutes.format(ms);
export const clockWithSeconds = (ms) => seconds.format(ms);

export function lasting(ms) {
  const all = Math.max(0, Math.floor(ms / 1000));
  const [hours, rest] = [Math.floor(all / 3600), all % 3600];
  const two = (n) => String(n).padStart(2, "0");
  return `${hours ? `${hours}:` : ""}${two(Math.floor(rest / 60))}:${two(rest % 60)}`;
}

export const inMinutes = (ms) => Math.max(0, Math.floor(ms / 60_000));
export const dong = (amount) => `${amount.toLocaleString("vi-VN")} đ`;

// A text as somebody types it who leaves out the marks.
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

// Unique for this browser's lifetime and beyond; travels as the command's id.
export const freshId = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

// A small cross that asks once: the first press arms it, the second takes back.
export function takeBack(what, act) {
  const button = el("button", { type: "button", class: "btn bare back", "aria-label": `Rút lại ${what}` }, icon("cross"));
  const calm = () => {
    button.classList.remove("armed");
    button.replaceChildren(icon("cross"));
    button.setAttribute("aria-label", `Rút lại ${what}`);
  };
  button.addEventListener("click", () => {
    if (button.classList.contains("armed")) return act();
    button.classList.add("armed");
    button.replaceChildren("Rút?");
    button.setAttribute("aria-label", `Bấm lần nữa để rút lại ${what}`);
    setTimeout(calm, ARMED_MS);
  });
  return button;
}
