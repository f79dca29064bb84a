"""What cannot be done for an assisted session, its clerk, its rating or an alert."""

from __future__ import annotations

from hub.domain.refused import Refused


class UnknownSession(Refused):
    """No session of today bears this id."""

    name = "unknown-session"
    vi = "Hôm nay không có phiên hỗ trợ này. Tải lại trang."
    en = "There is no such session today. Load the page again."


class SessionEnded(Refused):
    """What has ended has no step in hand, and nobody goes on with it."""

    name = "session-ended"
    vi = "Phiên của {ticket} đã xong. Không thêm bước, không đổi người được nữa."
    en = "The session of {ticket} is over. No step and no other clerk goes with it now."


class UnknownEntry(Refused):
    """Nothing was recorded there, or it was taken back already."""

    name = "unknown-entry"
    vi = "Phiên của {ticket} không còn mục này. Tải lại trang."
    en = "The session of {ticket} has no such entry any more. Load the page again."


class OutcomeStands(Refused):
    """What was said of a session is put right, not wiped."""

    name = "outcome-stands"
    vi = "Phiên của {ticket} đã có kết quả, không xóa được. Chọn kết quả đúng."
    en = "The session of {ticket} has an outcome, which stays. Choose the right one."


class SessionIsPaused(Refused):
    """The visitor is not at a counter."""

    name = "session-paused"
    vi = "Phiên của {ticket} đang tạm dừng. Gọi khách vào quầy trước."
    en = "The session of {ticket} stands still. Call the visitor to a counter first."


class SessionElsewhere(Refused):
    """Somebody else has just gone on with it."""

    name = "session-elsewhere"
    vi = "{ticket} đang được phục vụ ở quầy {counter}. Xem lại trước khi nhận."
    en = "{ticket} is being served at counter {counter} now. Look again first."


class ReasonNeeded(Refused):
    """Doing it for the visitor is the exception, and has its reason."""

    name = "reason-needed"
    vi = "Vì sao làm hộ? Chọn lý do."
    en = "Why is it done for the visitor? Choose a reason."


class ReasonNotNeeded(Refused):
    """Guiding is the rule and needs no reason."""

    name = "reason-not-needed"
    vi = "Lý do chỉ dành cho làm hộ. Bỏ lý do hoặc chọn làm hộ."
    en = "A reason goes with doing it for the visitor only. Leave it out."


class ConsignmentByPost(Refused):
    """A consignment number is the post's."""

    name = "consignment-by-post"
    vi = "Mã bưu gửi chỉ dành cho gửi bưu điện. Bỏ mã hoặc chọn gửi bưu điện."
    en = "A consignment number goes with the post only. Leave it out, or choose post."


class UnknownProcedure(Refused):
    """Today's list of procedures does not name it."""

    name = "unknown-procedure"
    vi = "Danh mục hôm nay không có thủ tục {procedure}. Chọn lại."
    en = "Today's catalogue has no procedure {procedure}. Choose again."


class UnknownLevel(Refused):
    """Today's list of service levels does not name it."""

    name = "unknown-level"
    vi = "Danh mục hôm nay không có mức {level}. Chọn lại."
    en = "Today's catalogue has no level {level}. Choose again."


class LevelMismatch(Refused):
    """A procedure has one service level on a day."""

    name = "level-mismatch"
    vi = "Danh mục hôm nay ghi {procedure} ở mức {level}. Chọn mức đó."
    en = "Today's catalogue has {procedure} at level {level}. Choose that one."


class NotAtCounters(Refused):
    """Who looks after machines helps no visitors."""

    name = "not-at-counters"
    vi = "{clerk} là kỹ thuật viên, không hỗ trợ khách. Chọn người khác."
    en = "{clerk} is a technician and helps no visitors. Choose somebody else."


class NoSuchClerk(Refused):
    """The manager's list does not name this clerk, or no longer."""

    name = "no-such-clerk"
    vi = "Không có nhân viên {clerk} ở điểm này. Nhờ quản lý thêm vào."
    en = "This office has no clerk {clerk}. Ask a manager to add them."


class ClerkElsewhere(Refused):
    """A clerk sits at one counter at a time."""

    name = "clerk-elsewhere"
    vi = "{clerk} đang mở quầy {counter}. Đóng quầy đó trước."
    en = "{clerk} has counter {counter} open. Close that one first."


class ClerkNotTrained(Refused):
    """Only clerks trained for a service take it."""

    name = "clerk-not-trained"
    vi = "{clerk} chưa được tập huấn dịch vụ {service}. Chọn người khác."
    en = "{clerk} is not trained for service {service}. Choose somebody else."


class NothingToRate(Refused):
    """Nobody was served, or not to the end yet."""

    name = "nothing-to-rate"
    vi = "Chưa có lượt phục vụ nào để đánh giá. Xin đợi phục vụ xong."
    en = "There is no finished visit to rate. Please wait until it is over."


class AlreadyRated(Refused):
    """A session is rated once."""

    name = "already-rated"
    vi = "Quý khách đã đánh giá, xin cảm ơn."
    en = "This visit has been rated already. Thank you."


class RatingTooLate(Refused):
    """A counter's faces are for whoever has just been served there."""

    name = "rating-too-late"
    vi = "Đã quá thời gian đánh giá tại quầy. Mời đánh giá trên trang của phiếu."
    en = "Too late to rate at the counter. Please rate on the page of your ticket."


class UnknownAlert(Refused):
    """The alert is over, or never was."""

    name = "unknown-alert"
    vi = "Cảnh báo này không còn. Tải lại trang."
    en = "This alert is over. Load the page again."


class AlertTaken(Refused):
    """Somebody sees to it already."""

    name = "alert-taken"
    vi = "{clerk} đã nhận cảnh báo này. Hỏi {clerk} nếu cần."
    en = "{clerk} has taken this alert on. Ask {clerk} if need be."


class HubOnly(Refused):
    """The hub alone says what it has erased, and what it sees amiss."""

    name = "hub-only"
    vi = "Chỉ trung tâm tự ghi việc này (xóa dữ liệu, cảnh báo). Dùng trang quản lý."
    en = "Only the hub records this (erasures, alerts). Use the manager's page."
