// Asks the hub over HTTP, and says plainly what came of it.

// Nothing was kept, or nobody knows: the same thing may be asked again by its id. Whatever
// the hub cannot do of its own fault (5xx) is of this kind too, under whatever name.
const PASSES = new Set(["flood", "too-slow"]);
const OWN_FAULT = 500;
export const NOT_SIGNED_IN = 401;
export const SESSION_IS_OVER = "session-ended";
export const VAULT_IS_DOWN = "vault-unusable";

// Returns { ok, reply } or { refusal } or, where it may be asked again, { away }.
export async function post(path, body, { id = null, within = 12_000, expires = null } = {}) {
  const headers = { "Content-Type": "application/json" };
  if (id) headers["Idempotency-Key"] = id;
  if (expires) headers["Expires-At"] = new Date(expires).toISOString();
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(within) });
    const reply = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, reply };
    return { refusal: reply, status: answer.status, away: answer.status === NOT_SIGNED_IN || answer.status >= OWN_FAULT || PASSES.has(reply.refusal) };
  } catch {
    return { away: true, status: 0, refusal: null };
  }
}

export async function get(path) {
  try {
    const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, reply: answer.ok ? await answer.json() : null };
  } catch {
    return { status: 0, reply: null };
  }
}

export const sentence = (refusal) => refusal?.text?.vi ?? "Trung tâm không nhận. Hãy thử lại.";
