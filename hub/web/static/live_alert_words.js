// An alert in one sentence. Figures are those that the screen shows beside it; where they say
// that the matter has passed, the sentence has none and the row says that it ends by itself.

import { inMinutes } from "./console_dom.js";

export const PASSED = "đã qua, tự đóng sau ít phút";
export const ALERT_ICONS = { "device-lost": "cut", "paper-low": "paper", "paper-out": "paper", "print-failed": "paper", "long-service": "clock" };
const MINUTE = 60_000;
const THE_HUB = "Trung tâm";

// What an alert is about, as the state has it. `nameOf` names a device.
export function factsOf(one, state, ms, nameOf) {
  const of = state.services.find(({ service }) => service === one.service);
  return {
    ...state.figures.counters, waiting: state.figures.waiting, targets: state.targets, advice: state.advice, of,
    name: of?.names.vi ?? one.service ?? "",
    desk: state.counters.find(({ counter }) => counter === one.counter),
    machine: state.devices.find(({ device }) => device === one.device),
    device: one.device ? nameOf(one.device) : THE_HUB,
    waited: one.waiting_since ? ms - Date.parse(one.waiting_since) : 0,
  };
}

// Of these the screen itself says when they have passed; the other kinds the hub alone knows.
const STANDS = {
  "long-wait": (one, { waited, targets }) => waited > targets.longest_wait_min * MINUTE,
  "nobody-serves": (one, { of }) => !of || (of.waiting > 0 && !of.taken.length),
  crowded: (one, { waiting, targets, open, paused }) => waiting > targets.crowd * Math.max(open - paused, 1),
  "few-counters": (one, { waiting, advice, open }) => !advice || (waiting > 0 && open < advice.needed),
  "long-service": (one, { desk }) => !desk || (desk.state === "serving" && desk.ticket === one.ticket),
  "idle-counter": (one, { desk }) => !desk || (desk.state === "idle" && desk.callable > 0),
  "device-lost": (one, { machine }) => !machine || machine.connection === "lost",
  "print-failed": (one, { machine }) => !machine || machine.owed > 0,
};
export const stands = (one, facts) => STANDS[one.kind]?.(one, facts) ?? true;

const NOW = {
  "long-wait": (one, { waited, targets }) => `${one.ticket} đã chờ ${inMinutes(waited)} phút, quá giới hạn ${targets.longest_wait_min}`,
  "idle-counter": (one, { desk }) => desk && `Quầy ${one.counter} trống trong khi ${desk.callable} người chờ quầy này`,
  crowded: (one, { waiting, open, paused }) => `${waiting} người chờ, ${open - paused} quầy đang làm việc: quá đông`,
  "few-counters": (one, { advice, open }) => advice && `${open} quầy mở, giờ này thường cần ${advice.needed}`,
};

const PLAIN = {
  "long-wait": (one, { name, targets }) => `${name}: có khách chờ quá ${targets.longest_wait_min} phút`,
  "long-service": (one) => one.ticket && `Quầy ${one.counter}: ${one.ticket} lâu bất thường`,
  "idle-counter": (one) => `Quầy ${one.counter} trống trong khi có khách chờ`,
  "service-level": (one, { name, targets }) => `${name}: trong giờ qua chưa đủ ${targets.called_share} % được gọi trong ${targets.called_within_min} phút`,
  "bad-rating": (one) => `Quầy ${one.counter}: khách chưa hài lòng`,
  "nobody-serves": (one, { name }) => `Có khách chờ ${name}, chưa quầy nào mở`,
  "many-picks": (one) => `Quầy ${one.counter} gọi ngoài thứ tự nhiều lần trong một giờ`,
  "device-lost": (one, { device }) => `${device} mất liên lạc`,
  "paper-low": (one, { device }) => `${device} sắp hết giấy`,
  "paper-out": (one, { device }) => `${device} hết giấy`,
  "print-failed": (one, { device }) => `${device}: phiếu ${one.ticket ?? ""} không in được`,
  "extra-cost": (one, { name }) => `Khách báo bị đòi thêm tiền${one.service ? `, ${name}` : ""}`,
};

export function alertWords(one, facts) {
  const now = stands(one, facts) && NOW[one.kind]?.(one, facts);
  return now || PLAIN[one.kind]?.(one, facts) || [one.text.vi, one.service && facts.name, one.counter && `quầy ${one.counter}`].filter(Boolean).join(" – ");
}
