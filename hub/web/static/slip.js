// Nothing prints by itself: the clerk fills in what is known, then presses the button.
const button = document.getElementById("print");
if (button) button.addEventListener("click", () => window.print());
