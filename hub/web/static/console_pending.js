// The session as it will be once everything that waits here is with the hub, and by what
// name each thing that waits is called.

import { dong } from "./console_dom.js";
import { DIFFICULTIES, OUTCOMES, PAYMENTS, STEPS, WAYS } from "./console_words.js";

// Where a session lists what an act adds to it.
export const LISTS = { step: "steps", submission: "submissions", payment: "payments", difficulty: "difficulties" };

// What an act says anew of the whole session; of what is said twice the last counts.
const SAYS = {
  describe: ({ body }) => body,
  return: ({ body, secret }) => ({ way: body.way, has_consignment: Boolean(secret) }),
};
const saidBy = (item) => SAYS[item.act]?.(item) ?? {};

// Whether a state of the hub's was told before it took this; `later` is what it took after it.
export function isUnseen(session, item, later) {
  if (item.act === "withdraw") return Object.values(LISTS).some((list) => session[list].some((one) => one.entry === item.body.entry));
  if (LISTS[item.act]) return session[LISTS[item.act]].length < item.expect;
  const isOld = ([name, value]) => session[name] !== value && !later.some((one) => name in saidBy(one));
  return Object.entries(saidBy(item)).some(isOld);
}

export function withPending(session, items) {
  if (!items.length) return session;
  const after = { ...session, steps: [...session.steps], submissions: [...session.submissions], payments: [...session.payments], difficulties: [...session.difficulties] };
  const gone = new Set(items.filter(({ act }) => act === "withdraw").map(({ body }) => body.entry));
  const goes = (list) => session[list].filter((one) => gone.has(one.entry)).length;
  for (const item of items) {
    const list = LISTS[item.act];
    if (list && session[list].length - goes(list) >= item.expect) continue; // The hub shows it already.
    ADDS[item.act]?.(after, item);
  }
  return after;
}

const isPending = ({ takenAt }) => takenAt === undefined;

const ADDS = {
  describe: (after, item) => Object.assign(after, saidBy(item)),
  step: (after, item) => {
    const took = Math.max(0, Math.floor((item.at - Date.parse(after.mark)) / 1000));
    after.steps.push({ ...item.body, result: item.body.result ?? "done", took_s: took, isPending: isPending(item) });
    after.mark = new Date(item.at).toISOString();
  },
  submission: (after, item) => after.submissions.push({ ...item.body, id: item.id, has_code: Boolean(item.secret), isPending: isPending(item), isCodeWaiting: Boolean(item.secret) && isPending(item) }),
  payment: (after, item) => after.payments.push({ ...item.body, isPending: isPending(item) }),
  return: (after, item) => Object.assign(after, saidBy(item), { isConsignmentWaiting: Boolean(item.secret) && isPending(item) }),
  difficulty: (after, item) => after.difficulties.push({ ...item.body, has_note: Boolean(item.secret), isPending: isPending(item) }),
  withdraw: (after, { body }) => {
    for (const list of Object.values(LISTS)) after[list] = after[list].filter((one) => one.entry !== body.entry);
  },
};

// What it is, in words; a code never in full.
export function nameOf({ act, body, secret }, catalogue) {
  const typed = secret?.text && secret.what === "note" ? ` “${secret.text}”` : "";
  switch (act) {
    case "step": return `Bước ${STEPS[body.step] ?? body.step}`;
    case "submission": return `Đã nộp ${catalogue.procedure(body.procedure)}${secret ? `, mã hồ sơ ${ending(secret)}` : ""}`;
    case "payment": return `${PAYMENTS[body.kind]} ${dong(body.amount_vnd)}${body.is_online ? ", trực tuyến" : ""}`;
    case "return": return `${WAYS[body.way]}${secret ? `, mã bưu gửi ${ending(secret)}` : ""}`;
    case "difficulty": return `Khó khăn: ${DIFFICULTIES[body.kind] ?? body.kind}${typed}`;
    case "describe": return "Khách và cách hỗ trợ";
    case "withdraw": return "Rút lại một mục đã ghi";
    default: return OUTCOMES[body.outcome] ?? act;
  }
}

const ending = ({ text }) => (text ? `…${text.slice(-4)}` : "đã cất");
