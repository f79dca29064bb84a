// What the office aims at, and from when on it wants to be warned: sentences with numbers.

import { el, icon, write } from "./console_dom.js";
import { numberField } from "./manage_fields.js";
import { TARGETS, plainOf } from "./manage_rows.js";

const UNTIL_CALLED = "Nếu để trống, coi như khách chờ đến khi được gọi.";

// Each: the words before and after the number, its name, its field, the least and the most.
const AIMS = [
  ["Gọi khách trong vòng", "phút kể từ khi lấy số.", "Số phút phải gọi", "called_within_min", 1, 240],
  ["Ít nhất", "% số khách được gọi trong thời gian đó.", "Phần trăm gọi đúng hẹn", "called_share", 1, 100],
];
const WARNINGS = [
  ["Có khách chờ hơn", "phút.", "Cảnh báo chờ lâu", "longest_wait_min", 1, 480],
  ["Mỗi quầy đang làm việc có hơn", "người chờ.", "Cảnh báo đông khách", "crowd", 1, 200],
  ["Quầy trống", "phút trong khi có khách mà quầy đó gọi được.", "Cảnh báo quầy trống", "idle_min", 1, 120],
];
const STAFFING = [
  ["Nhân viên rời quầy", "% thời gian (nghỉ giữa giờ, họp, việc khác).", "Phần trăm rời quầy", "shrinkage", 0, 60],
  ["Khi ở quầy, nhân viên phục vụ nhiều nhất", "% thời gian.", "Phần trăm phục vụ nhiều nhất", "occupancy", 50, 100],
  ["Khách bỏ về sau trung bình", "phút chờ.", "Số phút khách chịu chờ", "patience_min", 1, 480, UNTIL_CALLED],
];

export function targets(about, draft) {
  const parts = [
    el("h3", {}, "Mục tiêu"),
    ...AIMS.map((each) => sentence(draft, each)),
    el("p", { class: "hint" }, "Khi 60 phút qua không đạt, trang báo theo từng dịch vụ."),
    el("h3", {}, "Cảnh báo khi"),
    ...WARNINGS.map((each) => sentence(draft, each)),
    el("p", { class: "warned", id: "targets-mean", role: "status", hidden: true }, icon("alert"), el("span")),
    el("p", { class: "hint" }, "Trang còn tự báo: dịch vụ có khách chờ mà không quầy nào mở, một lượt kéo dài bất thường, gọi ngoài thứ tự nhiều lần, máy in hay thiết bị trục trặc, khách báo bị đòi thêm tiền hoặc chấm 1, 2 điểm."),
    el("h3", {}, "Để tính số quầy nên mở"),
    ...STAFFING.map((each) => sentence(draft, each)),
    el("p", { class: "hint" }, "Khi có khách chờ mà quầy mở ít hơn mức tính được trong 10 phút, trang cũng báo."),
  ];
  return [el("div", { class: "aims", "data-key": TARGETS }, ...parts)];
}

// Called after each change: the numbers stay as they are, what they come to is said below.
export function warnOfTargets(draft) {
  const place = document.getElementById("targets-mean");
  if (!place) return;
  const { called_within_min: within, longest_wait_min: longest } = draft.get(TARGETS) ?? plainOf(TARGETS);
  place.hidden = longest >= within;
  write(place.lastChild, place.hidden ? "" : `Cảnh báo chờ lâu từ ${longest} phút, sớm hơn mục tiêu gọi trong ${within} phút: có cảnh báo cả khi mọi khách vẫn được gọi đúng hẹn. Vẫn lưu được.`);
}

function sentence(draft, [before, after, name, part, min, max, ifEmpty]) {
  const held = draft.get(TARGETS) ?? plainOf(TARGETS);
  const take = (found) => draft.put(TARGETS, { ...(draft.get(TARGETS) ?? plainOf(TARGETS)), [part]: found });
  const [input, says] = numberField([draft, TARGETS, part], held[part], { "aria-label": name, id: `target-${part}` }, [min, max], take, { isOptional: Boolean(ifEmpty) });
  return el("div", { class: "aim" }, el("label", { for: input.id }, `${before} `), input, el("span", {}, ` ${after}${ifEmpty ? ` ${ifEmpty}` : ""}`), says);
}
