// Nothing prints by itself: the clerk fills in what is known, then presses the button.
const button = document.getElementById("print");
if (button) button.addEventListener("click", () => window.print());

// What is typed goes to paper as text beside its field, which is not printed itself.
function copy() {
  for (const field of document.querySelectorAll("label > input")) {
    field.nextElementSibling.textContent = field.value;
  }
}

copy();
document.addEventListener("input", copy);
for (const moment of ["pageshow", "beforeprint"]) window.addEventListener(moment, copy);
