// Services: open to new numbers or not, how many a day, how long a visit takes.

import { el } from "./console_dom.js";
import { numberField, toggle } from "./manage_fields.js";
import { STOPS, plainOf } from "./manage_rows.js";
import { inWords } from "./manage_words.js";

const GIVES_NONE = "0: dịch vụ này không phát số nào.";

export function services(about, draft, now, { again }) {
  const rows = about.services.map((service) => row(service, draft, now));
  const known = about.services.map(({ id }) => `services/${id}`);
  const gone = draft.all("services").filter(([key]) => !known.includes(key));
  const head = ["Dịch vụ", "Lấy số", "Nhiều nhất mỗi ngày", "Một lượt thường mất", "Đang chờ"].map((text) => el("th", { scope: "col" }, text));
  const stops = el("input", { type: "checkbox", id: "stops", checked: draft.get(STOPS), onchange: ({ target }) => draft.put(STOPS, target.checked || undefined) });
  return [
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows, ...gone.map(([key]) => goneRow(key, draft, again)))),
    el("label", { class: "check wide", "data-key": STOPS }, stops, el("span", {}, "Ngừng phát số khi không kịp phục vụ trước giờ đóng cửa")),
    el("p", { class: "hint" }, "Tính gần đúng: số người chờ trước × số phút một lượt ÷ số quầy đang mở nhận dịch vụ đó."),
  ];
}

function row(service, draft, now) {
  const key = `services/${service.id}`;
  const held = draft.get(key) ?? plainOf(key);
  const change = (part) => draft.put(key, { ...(draft.get(key) ?? held), ...part });
  const label = (text) => ({ "aria-label": `${text}, dịch vụ ${service.id}` });
  const [cap, capSays] = numberField([draft, key, "daily_cap"], held.daily_cap, { ...label("Nhiều nhất mỗi ngày"), class: "count wide", placeholder: "không giới hạn" }, [0, 10_000], (daily_cap) => change({ daily_cap }), { isOptional: true, means: (found) => (found === 0 ? GIVES_NONE : "") });
  const [usual, usualSays] = numberField([draft, key, "usual_min"], held.usual_min, label("Số phút một lượt"), [1, 240], (usual_min) => change({ usual_min }));
  return el(
    "tr",
    { "data-key": key },
    el("th", { scope: "row" }, el("span", { class: "svc" }, service.id), service.name),
    el("td", {}, toggle(held.is_open, ["Đang cho lấy số", "Ngừng lấy số"], { "aria-label": `Cho lấy số dịch vụ ${service.id}` }, (is_open) => change({ is_open }))),
    el("td", {}, cap, " số", capSays),
    el("td", {}, usual, " phút", usualSays),
    el("td", { class: "n", "data-waiting": service.id }, now.waitingFor(service.id)),
  );
}

// The technician has taken the service out of the site file; what was told of it stays
// here, without effect, until it is taken out.
function goneRow(key, draft, again) {
  const held = draft.get(key);
  const drop = el("button", { type: "button", class: "btn small", "aria-label": `Bỏ dòng của dịch vụ ${held.service}`, onclick: () => (draft.put(key, undefined), again("stops")) }, "Bỏ");
  return el(
    "tr",
    { "data-key": key, class: "gone" },
    el("th", { scope: "row" }, el("span", { class: "svc" }, held.service)),
    el("td", { colspan: 3 }, el("b", {}, `dịch vụ ${held.service} không còn ở điểm này`), `: dòng này không có tác dụng (${inWords(key, held)})`),
    el("td", {}, drop),
  );
}
