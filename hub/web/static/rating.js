// Sends the faces without leaving the page. Without script the same form is posted and
// led back here: every word stands on the server, and an address's end shows the right one.

const AGAIN = new Set([429, 500, 503, 504]);

// Shows the sentence of that name; `location.hash` would leave a step to go back by.
function point(name) {
  location.replace(`#${name}`);
}

export function listen(renew) {
  document.addEventListener("submit", async (event) => {
    if (event.target.id !== "rating") return;
    event.preventDefault();
    const button = event.target.querySelector("button");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    await send(event.target, renew);
    button.setAttribute("aria-busy", "false");
  });
  // The browser's own bubble speaks the phone's language; ours speaks the page's.
  document.addEventListener("invalid", (event) => {
    event.preventDefault();
    point("choose");
  }, true);
}

async function send(form, renew) {
  const given = new FormData(form);
  const body = JSON.stringify({ score: Number(given.get("score")), reasons: given.getAll("reasons") });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(form.action, { method: "POST", headers, body }).catch(() => null);
  if (!answer || AGAIN.has(answer.status)) return point("unsent");
  // Taken, or refused since it was rated before: the page itself says which.
  await renew();
  if (answer.ok) point("sent");
}

// What was chosen stays chosen while the page around it is renewed.
export function carry(before, after) {
  for (const chosen of before.querySelectorAll("#rating input:checked")) {
    const same = after.querySelector(`#rating input[name="${chosen.name}"][value="${chosen.value}"]`);
    if (same) same.checked = true;
  }
}

// A sentence that was shown stays shown: the address's end points at nothing once its
// element was renewed, until it is followed again.
export function keepPoint() {
  if (location.hash) location.replace(location.hash);
}
