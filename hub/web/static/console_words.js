// Every word that the console says and the page's template does not.

export const STATES = {
  closed: ["off", "Đang đóng", ""], idle: ["ring", "Sẵn sàng", ""], called: ["bell", "Đang gọi", "call"],
  serving: ["dot", "Đang phục vụ", "good"], paused: ["pause", "Tạm nghỉ", ""], start: ["clock", "Đang nối", ""],
};

export const STEPS = {
  advice: "Tư vấn", account: "Tài khoản VNeID", prepare: "Chuẩn bị hồ sơ", scan: "Quét giấy tờ", submit: "Nộp hồ sơ",
  pay: "Thanh toán", receipt: "Biên nhận", track: "Cách tra cứu", "return-choice": "Cách nhận kết quả",
};

export const SKIPS = {
  "already-there": "đã có sẵn", "not-needed": "không cần", declined: "khách không muốn", "missing-papers": "thiếu giấy tờ",
  "no-phone": "không có điện thoại", "not-level-2": "chưa có mức 2", "forgot-passcode": "quên mật khẩu", "system-down": "cổng hoặc mạng lỗi",
};

export const OUTCOMES = {
  submitted: "Đã nộp trực tuyến", "advised-only": "Chỉ tư vấn", "missing-papers": "Thiếu giấy tờ", "no-account": "Chưa có tài khoản",
  "not-online": "Chưa có trực tuyến", "system-down": "Cổng hoặc mạng lỗi", referred: "Chuyển nơi khác", tracked: "Đã tra cứu",
  "result-given": "Đã trả kết quả", abandoned: "Bỏ về",
};

export const VISITORS = { citizen: "Công dân", enterprise: "Doanh nghiệp", "household-business": "Hộ kinh doanh" };
export const INTENTS = { file: "Nộp hồ sơ", "look-up": "Tra cứu hồ sơ", "receive-result": "Nhận kết quả", information: "Hỏi thông tin" };
export const MODES = { guided: "Hướng dẫn tự làm", "no-device": "Làm giúp: không có thiết bị", "cannot-alone": "Làm giúp: không tự làm được" };
export const WAYS = { "": "Cách nhận: chưa chọn", post: "Nhận qua bưu điện", "pick-up": "Đến nhận tại nơi trả", electronic: "Nhận bản điện tử" };
export const PAYMENTS = { "state-fee": "Phí, lệ phí", postage: "Cước bưu chính" };
export const DIFFICULTIES = {
  portal: "Cổng dịch vụ công", network: "Mạng", account: "Tài khoản", papers: "Giấy tờ", "not-online": "Chưa có trực tuyến",
  equipment: "Thiết bị", "extra-cost": "Bị đòi thêm tiền", other: "Khác",
};
export const PARKS = { "missing-papers": "Thiếu giấy tờ, đi bổ sung", photocopy: "Đi photo, in ảnh", "phone-or-account": "Điện thoại hoặc tài khoản", other: "Lý do khác" };
export const PAUSES = { break: "Nghỉ giữa giờ", paperwork: "Làm giấy tờ", equipment: "Máy móc trục trặc", meeting: "Họp, đổi ca" };
export const KEPT = { "missing-papers": "thiếu giấy tờ", photocopy: "đi photo", "phone-or-account": "điện thoại, tài khoản", transferred: "chuyển quầy", undone: "hoàn tác", other: "giữ chỗ" };
const PICKS = { frail: "người yếu", "came-back": "quay lại", quick: "việc rất nhanh", correction: "sửa nhầm", manager: "quản lý yêu cầu" };

export const ACTS = {
  "counter-opened": "Mở quầy", "counter-paused": "Tạm nghỉ", "counter-resumed": "Làm tiếp", "counter-closed": "Đóng quầy",
  "visit-called": "Gọi số", "visit-recalled": "Gọi lại", "serving-started": "Bắt đầu", "visit-served": "Kết thúc",
  "no-show-marked": "Vắng mặt", "visit-parked": "Giữ chỗ", "visit-transferred": "Chuyển", "visit-returned": "Đưa lại hàng chờ",
  "visit-handed-over": "Nhận tiếp",
};

export const NO_OUTCOME = "Chọn kết quả trước khi kết thúc.";
export const NO_ANSWER = ["Chưa có trả lời", "Lần bấm này không có hiệu lực, hãy bấm lại."];
export const NOT_YET = ["Đang nối với trung tâm", "Chờ giây lát rồi bấm lại."];
export const NOTE_RULE = "Không ghi tên, số điện thoại, số giấy tờ.";
export const CUT = "Các phím gọi tạm ngừng. Cứ tiếp tục giúp khách: nội dung đã nhập được giữ và gửi khi có lại kết nối.";

// Why this visit was called and no other; what is to be bold stands apart.
export function why({ rule, minutes = 0, reason, by }, arrived) {
  const came = `, lấy số lúc ${arrived}`;
  switch (rule) {
    case "longest-wait": return ["Được gọi vì ", "chờ lâu nhất", ` trong các dịch vụ của quầy: ${minutes} phút${came}`];
    case "priority": return ["Được gọi vì ", "diện ưu tiên", `: tính như đến sớm hơn ${minutes} phút${came}`];
    case "guard": return ["Được gọi vì ", `đã chờ quá ${minutes} phút`, came];
    case "priority-run": return ["Được gọi vì ", `đã gọi liền ${minutes} số ưu tiên`, `, nay đến người chờ lâu nhất${came}`];
    case "return": return ["Được gọi vì ", "quay lại sau khi bổ sung giấy tờ", came];
    default: return ["Được gọi ", "ngoài thứ tự", `: ${PICKS[reason] ?? "có lý do"}${by ? `, do ${by}` : ""}`];
  }
}

// A day that is not open: how it is headed, and what may be hoped for.
export const DAYS = {
  over: ["Ngày làm việc đã đóng", "Quầy mở lại được khi điểm bắt đầu ngày mới."],
  before: ["Điểm chưa mở cửa", "Quầy mở được khi điểm bắt đầu ngày làm việc."],
};
export const TOO_LATE = ["Không ghi được kết quả nữa", "Kết quả chỉ ghi và sửa được khi ngày làm việc còn mở."];

// Why a key cannot be pressed now, and what can.
export function notNow(key, state, ticket, day) {
  if (day !== "open") return DAYS[day];
  const here = { closed: "Quầy đang đóng.", paused: "Quầy đang tạm nghỉ.", idle: "Chưa có khách tại quầy.", called: `${ticket} đang được gọi.`, serving: `Đang phục vụ ${ticket}.` }[state] ?? "";
  const then = {
    closed: "Bấm O để mở quầy.", paused: "Bấm P để làm việc tiếp.", idle: "Bấm Space để gọi số tiếp theo.",
    called: "Bấm R để gọi lại, S khi khách đã đến, hoặc Del nếu vắng mặt.", serving: "Bấm Enter để kết thúc, G để giữ chỗ hoặc T để chuyển.",
  }[state] ?? "";
  const of = { undo: "Không có việc nào vừa làm để hoàn tác." }[key];
  return [of ?? here, of ? "Chỉ hoàn tác được trong 10 giây." : then];
}
