// Nothing prints by itself: the clerk fills in what is known, then presses the button.
import { dateOf } from "./slip_date.js";

const DATES = "input[data-date]";
const today = document.querySelector("main").dataset.day;

// What is typed goes to paper as text beside its field, which is not printed itself; a date
// that cannot be one leaves its line empty, to be written by hand.
function copy() {
  for (const field of document.querySelectorAll("label > input")) {
    const text = field.matches(DATES) ? dateOf(field.value, today).text : field.value;
    field.nextElementSibling.textContent = text;
  }
}

// Says what is wrong with a date; returns whether it may be printed.
function check(field) {
  const { why } = dateOf(field.value, today);
  document.getElementById(field.getAttribute("aria-describedby")).textContent = why;
  field.setAttribute("aria-invalid", String(why !== ""));
  return why === "";
}

function print() {
  const wrong = [...document.querySelectorAll(DATES)].filter((field) => !check(field));
  if (wrong.length) wrong[0].focus();
  else window.print();
}

document.getElementById("print")?.addEventListener("click", print);
document.addEventListener("change", ({ target }) => target.matches(DATES) && check(target));
copy();
document.addEventListener("input", ({ target }) => {
  copy();
  if (target.getAttribute("aria-invalid") === "true") check(target);
});
for (const moment of ["pageshow", "beforeprint"]) window.addEventListener(moment, copy);
