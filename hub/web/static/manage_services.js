// Services: open to new numbers or not, how many a day, how long a visit takes.

import { el } from "./console_dom.js";
import { toggle } from "./manage_fields.js";

const PLAIN = { is_open: true, daily_cap: null, usual_min: 12 };
const STOPS = "stops_at_closing";

export function services(about, draft, now) {
  const rows = about.services.map((service) => row(service, draft, now));
  const head = ["Dịch vụ", "Lấy số", "Nhiều nhất mỗi ngày", "Một lượt thường mất", "Đang chờ"].map((text) => el("th", { scope: "col" }, text));
  const stops = el("input", { type: "checkbox", id: "stops", checked: draft.get(STOPS), onchange: ({ target }) => draft.put(STOPS, target.checked || undefined) });
  return [
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)),
    el("label", { class: "check wide", "data-key": STOPS }, stops, el("span", {}, "Ngừng phát số khi không kịp phục vụ trước giờ đóng cửa")),
    el("p", { class: "hint" }, "Tính gần đúng: số người chờ trước × số phút một lượt ÷ số quầy đang mở nhận dịch vụ đó."),
  ];
}

function row(service, draft, now) {
  const key = `services/${service.id}`;
  const held = draft.get(key) ?? { service: service.id, ...PLAIN };
  const change = (part) => draft.put(key, { ...(draft.get(key) ?? held), ...part });
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, el("span", { class: "svc" }, service.id), service.name),
    el("td", {}, toggle(held.is_open, ["Đang cho lấy số", "Ngừng lấy số"], { "aria-label": `Cho lấy số dịch vụ ${service.id}` }, (is_open) => change({ is_open }))),
    el("td", {}, number(`Nhiều nhất mỗi ngày, dịch vụ ${service.id}`, held.daily_cap, 0, 10_000, (value) => change({ daily_cap: value }), "không giới hạn"), " số"),
    el("td", {}, number(`Số phút một lượt, dịch vụ ${service.id}`, held.usual_min, 1, 240, (value) => change({ usual_min: value ?? PLAIN.usual_min })), " phút"),
    el("td", { class: "n", "data-waiting": service.id }, now.waitingFor(service.id)),
  );
}

function number(label, value, min, max, onvalue, empty = "") {
  const take = ({ target }) => {
    const given = target.value.trim() === "" ? null : Math.round(Number(target.value));
    onvalue(given === null || Number.isNaN(given) ? null : Math.min(max, Math.max(min, given)));
  };
  return el("input", { type: "number", inputmode: "numeric", min, max, value: value ?? "", placeholder: empty, "aria-label": label, class: empty ? "wide" : null, oninput: take });
}
