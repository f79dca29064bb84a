"""Every word of a report, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from hub.application.exports import Standing
from hub.reports.report import Lang

Words: TypeAlias = tuple[str, str]


def say(words: Words, lang: Lang) -> str:
    """Return the words of one language."""
    return words[0 if lang == "vi" else 1]


PILOT = ("Báo cáo thí điểm", "Pilot report")
SUBTITLE = (
    "Điểm hỗ trợ dịch vụ công trực tuyến",
    "A point of help with online public services",
)
INVENTED = ("Dữ liệu minh họa", "Invented data")
INTERNAL = ("Lưu nội bộ – không gửi ra ngoài", "Internal – not to be handed out")
NOT_OVER: Mapping[Standing, Words] = {
    Standing.GOES_ON: ("Kỳ chưa kết thúc", "Period not over"),
    Standing.TO_COME: ("Kỳ chưa bắt đầu", "Period not begun"),
}
OFFICE = ("Điểm", "Office")
PERIOD = ("Kỳ", "Period")
OPERATOR = ("Đơn vị", "Operator")
PHASE = ("Giai đoạn", "Phase")
RECIPIENT = ("Nơi nhận", "For")
MADE = ("Ngày lập", "Made")
PERSON = ("Người lập báo cáo", "Prepared by")
HEAD = ("Trưởng điểm phục vụ", "Head of the office")
SIGN = ("(ký, ghi rõ họ tên)", "(signature, name)")

# Who runs points so far, by the code that stands in site files.
OPERATORS: Mapping[str, Words] = {
    "vietnam-post": ("Tổng công ty Bưu điện Việt Nam", "Vietnam Post"),
    "viettel-post": ("Tổng Công ty Bưu chính Viettel", "Viettel Post"),
    "fpt-shop": ("FPT Shop (Công ty CP Bán lẻ Kỹ thuật số FPT)", "FPT Shop"),
}

PEOPLE = ("Số lượng người dân đến sử dụng dịch vụ", "People who came")
PEOPLE_SHORT = ("Số lượng người đến", "People who came")
RESULTS = ("Kết quả triển khai", "Results")
TROUBLES = ("Khó khăn, vướng mắc", "Difficulties")
PROPOSALS = ("Đề xuất, kiến nghị", "Proposals")
METHOD = ("Cách tính và căn cứ số liệu", "Method and basis")

VISITORS = ("Lượt người đến", "Visitors")
PRIORITY = ("Diện ưu tiên", "Priority")
A_DAY = ("Bình quân mỗi ngày", "A day on average")
OPEN_DAYS = ("Số ngày phục vụ", "Days open")
MISTAKEN = ("Lấy nhầm, trả ngay", "Taken by mistake")
BY_DAY = ("Lượt người đến theo ngày", "Visitors by day")
BY_WEEK = ("Lượt người đến theo tuần", "Visitors by week")
BY_MONTH = ("Lượt người đến theo tháng", "Visitors by month")
DAY, WEEK, MONTH = ("Ngày", "Day"), ("Tuần từ", "Week of"), ("Tháng", "Month")
OF_THESE_PRIORITY = ("trong đó diện ưu tiên", "of these priority")
BY_SERVICE = ("Theo dịch vụ", "By service")
BY_TYPE = ("Theo đối tượng", "By kind of visitor")
SERVICE = ("Dịch vụ", "Service")
KIND_OF_VISITOR = ("Đối tượng", "Visitor")
VISITS = ("Lượt", "Visits")
SHARE = ("Tỷ lệ", "Share")
SUM = ("Cộng", "Sum")
TYPES: Mapping[str, Words] = {
    "citizen": ("Công dân", "Citizens"),
    "enterprise": ("Doanh nghiệp", "Enterprises"),
    "household-business": ("Hộ kinh doanh", "Household businesses"),
    "unknown": ("Chưa hỗ trợ", "Not helped"),
}

OWN_RATE = (
    "Lượt cần nộp hồ sơ đã rời điểm với hồ sơ nộp trực tuyến",
    "Visits with something to file that left with an online filing",
)
OWN_RATE_NOTE = (
    "Đo tại điểm. Không phải hai mục tiêu 80 % của Thành phố dưới đây, vốn cần số liệu "
    "của cơ quan giải quyết.",
    "Measured at this office. It is neither of the city's two 80 % targets below, "
    "which need the figures of the authorities.",
)
CITY = ("Hai mục tiêu của Thành phố (2025)", "The city's two targets (2025)")
CITY_GOAL = ("Mục tiêu", "Target")
CITY_NOW = ("Số liệu cơ quan cung cấp", "As the authority says")
CITY_PEOPLE = (
    "Người dân sử dụng dịch vụ công trực tuyến",
    "People who use online public services",
)
CITY_DOSSIERS = ("Hồ sơ nộp trực tuyến", "Dossiers filed online")
GOAL_PEOPLE = ("80 %", "80 %")
GOAL_DOSSIERS = ("từ 30 % lên 80 %", "from 30 % to 80 %")
CITY_SOURCE = ("Nguồn: {source}", "Source: {source}")

OUTCOME = ("Kết quả phiên hỗ trợ", "Outcome of help")
SESSIONS = ("Phiên", "Sessions")
MODE = ("Cách hỗ trợ", "How help was given")
FILED_BY_LEVEL = ("Đã nộp theo mức độ", "Filed, by level")
FILED_BY_SERVICE = ("Đã nộp theo nhóm thủ tục", "Filed, by group")
DOSSIERS = ("Hồ sơ", "Dossiers")
TIMES = ("Thời gian", "Times")
P50, P90, N = ("p50", "p50"), ("p90", "p90"), ("n", "n")
WAIT = ("Chờ tới lần gọi đầu", "Wait to first call")
WAIT_PRIORITY = ("– diện ưu tiên", "– priority")
WAIT_NORMAL = ("– diện thường", "– others")
HANDLING = ("Phục vụ", "Serving")
WORKED = ("Phiên hỗ trợ", "Session")
DWELL = ("Ở tại điểm", "At the office")
QUALITY = ("Chất lượng phục vụ", "Quality of service")
VALUE = ("Giá trị", "Value")
IN_TIME = ("Được gọi trong {n} phút", "Called within {n} min")
NO_SHOW = ("Vắng mặt khi gọi", "Not there when called")
ABANDONED = ("Bỏ về trước khi gọi", "Left before the call")
EXPIRED = ("Còn chờ khi đóng cửa", "Still waiting at closing")
PAID_ONLINE = ("Thanh toán trực tuyến", "Paid online")
BY_POST = ("Nhận kết quả qua bưu chính", "Result by post")
ONCE = ("Nộp xong trong một lần đến", "Filed on the first visit")
PICKED = ("Gọi ngoài thứ tự", "Called out of order")
TOLD = ("Chờ lâu hơn khoảng đã báo", "Waited longer than told")
LIKED = ("Đánh giá tại quầy từ 4 trở lên", "Rated 4 or 5 at the counter")
DISLIKED = ("Đánh giá tại quầy 1 hoặc 2", "Rated 1 or 2 at the counter")
MEAN_SCORE = ("Điểm đánh giá bình quân (1–5)", "Mean rating (1-5)")
RATED = ("Lượt đánh giá / phiên", "Ratings per session")
AVAILABLE = ("Thiết bị sẵn sàng khi mở cửa", "Devices ready while open")
EXTRA_COST = ("Khi đánh giá: bị đòi thêm tiền", "When rating: asked for money")
RATED_SO = ("Khi đánh giá: {n}.", "When rating: {n}.")
OUTCOMES: Mapping[str, Words] = {
    "submitted": ("Đã nộp trực tuyến", "Submitted online"),
    "advised-only": ("Chỉ tư vấn", "Advice only"),
    "missing-papers": ("Thiếu giấy tờ", "Papers missing"),
    "no-account": ("Chưa có tài khoản", "No account"),
    "not-online": ("Chưa có trực tuyến", "Not online yet"),
    "system-down": ("Cổng hoặc mạng lỗi", "Portal or network down"),
    "referred": ("Chuyển nơi khác", "Referred"),
    "tracked": ("Đã tra cứu", "Looked up"),
    "result-given": ("Đã trả kết quả", "Result given"),
    "abandoned": ("Bỏ về", "Left"),
    "not-recorded": ("Chưa ghi kết quả", "Not recorded"),
}
MODES: Mapping[str, Words] = {
    "guided": ("Hướng dẫn tự làm", "Guided"),
    "no-device": ("Làm giúp: không có thiết bị", "Done for: no device"),
    "cannot-alone": ("Làm giúp: không tự làm được", "Done for: cannot alone"),
    "unsaid": ("Làm giúp: chưa ghi lý do", "Done for: no reason given"),
}

TROUBLE = ("Loại", "Kind")
ENDED_SO = ("Kết thúc vì vậy", "Ended so")
ONLY_NOTED = ("Chỉ ghi nhận", "Noted only")
SEEN = ("Ghi nhận tại quầy", "Seen at the counters")
DIFFICULTIES: Mapping[str, Words] = {
    "papers": ("Thiếu giấy tờ", "Papers missing"),
    "account": ("Tài khoản VNeID", "VNeID account"),
    "portal": ("Cổng dịch vụ công", "Portal"),
    "network": ("Đường truyền", "Network"),
    "not-online": ("Thủ tục chưa có trực tuyến", "Procedure not online yet"),
    "equipment": ("Thiết bị tại điểm", "Equipment here"),
    "extra-cost": ("Bị đòi thêm tiền", "Asked for extra money"),
    "other": ("Khác", "Other"),
    "system": ("Cổng hoặc mạng, không rõ", "Portal or network, not said"),
}
STUCK: Mapping[str, Words] = {
    "forgot-passcode": ("quên mật mã", "passcode forgotten"),
    "not-level-2": ("chưa định danh mức 2", "no level 2"),
    "no-phone": ("không có điện thoại", "no phone"),
}
NOTES = ("Ghi chú của nhân viên, do quản lý chọn", "Clerks' notes, as chosen")
NO_PROPOSALS = ("Không có.", "None.")
PROPOSALS_GONE = (
    "{n} đề xuất không đọc lại được (đã xóa hoặc kho ghi chú không mở được).",
    "{n} proposals cannot be read any more (erased, or the vault does not open).",
)

COUNTED = (
    "Mọi số liệu được tính lại từ {events} sự kiện ghi tại điểm, thành {rows} dòng. "
    "Lượt người đến là số phiếu đã cấp, trừ phiếu trả lại trong 60 giây. Phân vị theo "
    "hạng gần nhất, chỉ nêu khi có từ 5 lượt. Công thức của từng số: "
    "docs/explanation/measures.md. Đánh giá tại quầy không phải chỉ số hài lòng theo "
    "quy định. Hỗ trợ tại điểm luôn miễn phí.",
    "Every number can be worked out again from {events} events recorded here, as "
    "{rows} rows. Visitors are tickets issued, less those given back within 60 "
    "seconds. Quantiles are nearest ranks, given from 5 visits on. The formula of each "
    "number: docs/explanation/measures.md. Ratings at the counter are not the "
    "satisfaction index of the law. Help here is always free.",
)
HIDING = (
    "Ô từ 1 đến 4 lượt ghi “< 5”, tỷ lệ và bình quân của chúng ghi “ẩn, dưới 5 lượt”; "
    "ô ghi “*” được giấu thêm để không suy ra được ô đó; số ghi “~” làm tròn cũng vì "
    "vậy.",
    "A count of 1 to 4 reads “< 5”, a share or mean of it “hidden, under 5”; one "
    "marked “*” is hidden so that it does not give the other away; one with “~” is "
    "rounded further for the same reason, counts to the nearest ten.",
)
UNHIDDEN = (
    "Bản lưu nội bộ: không giấu ô nhỏ. Không gửi bản này ra ngoài điểm.",
    "Internal copy: small counts are shown. Do not hand it out.",
)
UNFINISHED = (
    "Kỳ báo cáo chưa hết hoặc còn ngày chưa đóng sổ: số liệu tính đến {at}.",
    "The period is not over, or a day of it is still open: as of {at}.",
)
LEFT_OUT = (
    "Còn {n} sự kiện không đưa được vào số liệu do lỗi chương trình; đã ghi trong nhật "
    "ký của trung tâm.",
    "{n} events are in no number, for a fault in the program; the hub's log names "
    "them.",
)
DIGEST = ("SHA-256, sự kiện {first}–{last}", "SHA-256, events {first}-{last}")
