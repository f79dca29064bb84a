// The nine keys: always nine, always in this order. Which one means what, and when.

// name, what is printed on it, its letter, the states it is lit in and those it is expected in
export const KEYS = [
  { name: "next", cap: "Space", text: "Gọi số tiếp", lit: ["idle"], main: ["idle"] },
  { name: "recall", cap: "R", text: "Gọi lại", lit: ["called"], main: [] },
  { name: "start", cap: "S", text: "Bắt đầu", lit: ["called"], main: ["called"] },
  { name: "finish", cap: "Enter", text: "Kết thúc", lit: ["serving"], main: ["serving"] },
  { name: "no-show", cap: "Del", text: "Vắng mặt", lit: ["called"], main: [] },
  { name: "park", cap: "G", text: "Giữ chỗ", lit: ["called", "serving"], main: [] },
  { name: "transfer", cap: "T", text: "Chuyển", lit: ["called", "serving"], main: [] },
  { name: "pause", cap: "P", text: "Tạm nghỉ", lit: ["idle", "paused", "closed"], main: ["paused", "closed"] },
  { name: "undo", cap: "Z", text: "Hoàn tác", lit: [], main: [] },
];
const CAPS = { closed: ["O", "Mở quầy"], paused: ["P", "Làm tiếp"] };

const BY_KEY = {
  " ": "next", r: "recall", s: "start", Enter: "finish", Delete: "no-show", g: "park", t: "transfer", p: "pause", o: "pause", z: "undo",
  x: "skip", n: "procedure", k: "note",
};

// The parts of the page that F6 goes through, and what is in hand in each.
const PARTS = [["#steps .here button", "#steps button"], ["#visitor"], ["#add-payment"], ["#outcomes input:checked", "#outcomes input"], ["#note-kind"], ["#calm .btn"], ["#kept button"], ["#issue"]];

// Which control F6 goes to: of the part after the one with the focus, or before it.
export function partNext(from, isBack) {
  const stops = PARTS.map((part) => part.map((one) => document.querySelector(one)).find(isThere)).filter(Boolean);
  const order = isBack ? stops.reverse() : stops;
  const beyond = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const isFree = !from || from === document.body;
  return (isFree ? null : order.find((one) => from.compareDocumentPosition(one) & beyond)) ?? order[0];
}

const isThere = (one) => one?.checkVisibility() ?? false;

// How the pause key reads in a state.
export const pauseCap = (state) => CAPS[state] ?? ["P", "Tạm nghỉ"];

// On a closed day nothing can be done at a counter.
export const isLit = (key, { status, canUndo, isDayOpen }) => isDayOpen && (key.name === "undo" ? canUndo : key.lit.includes(status));

const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const PRESSED = "button, a[href], summary, [role=button]";

// An input method for Vietnamese may hold a letter back; then the key itself is what counts.
function typed({ key, code }) {
  const [, held] = /^(?:Key|Digit)(.)$/.exec(code) ?? [];
  const shown = key === "Process" || key === "Unidentified" ? (held ?? key) : key;
  return shown.length === 1 ? shown.toLowerCase() : shown;
}

// What a key pressed on the keyboard asks for; null where it is the page's own business.
export function meaning(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return null;
  const on = event.target instanceof Element ? event.target : document.body;
  if (document.querySelector("dialog[open]") || on.matches(TYPED)) return null;
  // A focused button is pressed by Space and Enter, a radio chosen by Space.
  if ((event.key === " " || event.key === "Enter") && on.closest(PRESSED)) return null;
  if (event.key === " " && on.matches("input")) return null;
  const key = typed(event);
  if (/^[1-9]$/.test(key)) return { step: Number(key) };
  const name = BY_KEY[key];
  return name ? { act: name } : null;
}
