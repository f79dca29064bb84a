// Asks the hub over HTTP, and says plainly what came of it.

const AWAY = new Set([401, 403, 408, 429, 502, 503, 504]);

// Returns { ok, reply } or { refusal } or { away } where nobody could answer.
export async function post(path, body, { id = null, within = 12_000, expires = null } = {}) {
  const headers = { "Content-Type": "application/json" };
  if (id) headers["Idempotency-Key"] = id;
  if (expires) headers["Expires-At"] = new Date(expires).toISOString();
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(within) });
    const reply = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, reply };
    if (AWAY.has(answer.status)) return { away: true, status: answer.status, refusal: reply };
    return { refusal: reply, status: answer.status };
  } catch {
    return { away: true, status: 0 };
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
