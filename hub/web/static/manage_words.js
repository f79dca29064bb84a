// What the manager's page says: days, roles, and each row of the settings in words.

import { listOf } from "./manage_rows.js";

export const WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];
export const ROLES = { clerk: "Nhân viên", manager: "Quản lý", technician: "Kỹ thuật viên" };
export const WHY_GIVEN = { manager: "Quản lý quyết định", absent: "Người cũ vắng mặt", load: "San bớt việc", mistake: "Ghi nhầm người", training: "Kèm người mới" };
export const STAGES = { ongoing: "Đang hỗ trợ", paused: "Đang giữ chỗ" };

// Whether somebody sits at counters: technicians look after machines.
export const helps = (row) => row.is_active && row.role !== "technician";

export const weekday = (number) => WEEKDAYS[number - 1];
export const date = (iso) => (iso ? iso.split("-").reverse().join("/") : "");

const span = (row) => [row.valid_from && `từ ${date(row.valid_from)}`, row.valid_until && `đến ${date(row.valid_until)}`].filter(Boolean).join(" ");

const ROW = {
  services: (row) => [row.is_open ? "cho lấy số" : "ngừng lấy số", row.daily_cap === null ? "không giới hạn" : `tối đa ${row.daily_cap} số`, `${row.usual_min} phút`].join(", "),
  clerks: (row) => [ROLES[row.role], row.skills === null ? "mọi dịch vụ" : `dịch vụ ${row.skills.join(", ") || "–"}`, row.is_active ? "đang làm" : "đã ngừng", row.team && `nhóm ${row.team}`].filter(Boolean).join(", "),
  roster: (row) => row.clerk,
  hours: (row) => `${row.opens}–${row.closes}`,
  holidays: (row) => row.names.vi,
  targets: (row) =>
    [
      `gọi trong ${row.called_within_min} phút cho ${row.called_share} %`,
      `cảnh báo: chờ quá ${row.longest_wait_min} phút, hơn ${row.crowd} người mỗi quầy, quầy trống ${row.idle_min} phút`,
      `vắng quầy ${row.shrinkage} %, bận nhiều nhất ${row.occupancy} %`,
      row.patience_min === null ? "khách chờ đến cùng" : `khách bỏ về sau ${row.patience_min} phút`,
    ].join("; "),
  levels: (row) => [row.names.vi, span(row)].filter(Boolean).join(", "),
  procedures: (row) => [row.names.vi, `dịch vụ ${row.service}`, row.level, span(row)].filter(Boolean).join(", "),
};
const LENT_NAMES = { hours: "Giờ mở cửa: theo tệp cấu hình", levels: "Mức dịch vụ công: theo danh mục kèm theo", procedures: "Thủ tục: theo danh mục kèm theo" };
const NONE = { services: "như mặc định", targets: "như mặc định", roster: "không ai", hours: "nghỉ" };

export function nameOf(key) {
  const [list, ...rest] = key.split("/");
  switch (list) {
    case "services":
      return `Dịch vụ ${rest[0]}`;
    case "clerks":
      return `Nhân viên ${rest[0]}`;
    case "roster":
      return `Lịch trực ${weekday(rest[0])}, quầy ${rest[1]}`;
    case "hours":
      return `Giờ mở cửa ${weekday(rest[0])}`;
    case "holidays":
      return `Ngày nghỉ ${date(rest[0])}`;
    case "levels":
      return `Mức ${rest[0].split("@")[0]}`;
    case "targets":
      return "Mục tiêu và cảnh báo";
    case "lists":
      return LENT_NAMES[rest[0]];
    case "procedures":
      return `Thủ tục ${rest[0].split("@")[0]}`;
    default:
      return "Ngừng phát số khi không kịp trước giờ đóng cửa";
  }
}

export function inWords(key, row) {
  const list = listOf(key);
  if (list === "lists") return row ? "danh sách riêng" : "dùng bản kèm theo";
  if (!(list in ROW)) return row ? "có" : "không";
  return row === undefined ? (NONE[list] ?? "không có") : ROW[list](row);
}
