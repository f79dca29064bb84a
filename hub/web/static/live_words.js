// Every word that the live manager screen says and its template does not.

export const STATES = {
  closed: ["off", "Đang đóng", ""], idle: ["ring", "Trống", ""], called: ["bell", "Đang gọi", "call"],
  serving: ["dot", "Đang phục vụ", "good"], paused: ["pause", "Tạm nghỉ", ""],
};
export const STEPS = {
  advice: "tư vấn", account: "tài khoản", prepare: "chuẩn bị hồ sơ", scan: "quét giấy tờ", submit: "nộp hồ sơ",
  pay: "thanh toán", receipt: "biên nhận", track: "cách tra cứu", "return-choice": "cách nhận kết quả",
};
export const PAUSES = { break: "Nghỉ giữa giờ", paperwork: "Làm giấy tờ", equipment: "Máy móc trục trặc", meeting: "Họp, đổi ca" };
export const REASONS = { waiting: "thời gian chờ", attitude: "thái độ", guidance: "hướng dẫn", equipment: "máy móc, mạng", "extra-cost": "bị đòi thêm tiền" };
export const SCORES = ["", "Rất tệ", "Chưa tốt", "Tạm được", "Tốt", "Rất tốt"];
export const CUT = "Mất kết nối với trung tâm.";
export const CUT_HELP = "Kiểm tra máy trung tâm và mạng. Màn hình tự trở lại.";
export const OUT = "Đã hết phiên đăng nhập.";
export const IS_PAST = "Đang xem lại, không nhận việc được";

const WHOLE = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const ONE = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const number = (value) => WHOLE.format(value);
export const decimal = (value) => ONE.format(value);
// Seconds in minutes to a tenth, half up in whole numbers: as the report says it.
export const tenths = (seconds) => decimal(Math.floor((seconds + 3) / 6) / 10);

// A share in percent; all is only said where it is all.
export const percent = ({ part, whole }) => (whole ? ONE.format(Math.min((part / whole) * 100, part < whole ? 99.9 : 100)) : null);
export const ratio = ({ part, whole }) => (whole ? part / whole : null);

// What the newest visitor was told: a range in whole minutes.
export function told(range) {
  if (!range) return null;
  const [from, to] = [range.from_s / 60, range.to_s / 60];
  if (to <= 0) return "đến ngay";
  if (from >= 60) return "hơn 60 phút";
  return from ? `${from}–${to} phút` : `dưới ${to} phút`;
}

// The services in words: A, B và D.
export function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} và ${names.at(-1)}`;
}

// A device in one or two words: how bad it is, its icon, and what is the matter.
export function deviceWords({ connection, paper, owed, since }, now, minutes) {
  if (connection === "lost") return ["bad", "cut", since ? `mất ${minutes(now - Date.parse(since))} phút` : "mất liên lạc"];
  if (connection === "disconnected") return ["", "off", "đã tắt"];
  if (connection === "unknown") return ["", "off", "chưa thấy"];
  if (paper === "out") return ["bad", "paper", "hết giấy"];
  if (paper === "low") return ["warn", "paper", "sắp hết giấy"];
  if (owed) return ["warn", "alert", `${owed} phiếu chưa in`];
  return ["good", "check", "sẵn sàng"];
}
