"""What the day does not allow, and names that nobody bears."""

from __future__ import annotations

from hub.domain.refused import Refused


class DayNotOpen(Refused):
    """The office's day is not open."""

    name = "day-not-open"
    vi = "Điểm chưa mở cửa, hoặc hôm nay đã đóng sổ. Xin đến trong giờ làm việc."
    en = "The office is not open yet, or has closed for today. Come in opening hours."


class DayAlreadyOpen(Refused):
    """Another date's books are still open."""

    name = "day-already-open"
    vi = "Ngày {day} chưa đóng sổ. Hãy đóng ngày đó trước."
    en = "The books of {day} are still open. Close that day first."


class DayNotAfterLast(Refused):
    """A date is opened once, and never one before the last."""

    name = "day-not-after-last"
    vi = "Ngày {day} không sau ngày làm việc cuối cùng ({last}). Kiểm tra đồng hồ."
    en = "{day} is not after the last day kept ({last}). Check the clock."


class DayNotYet(Refused):
    """A date is not opened before it has come."""

    name = "day-not-yet"
    vi = "Chưa đến ngày {day}. Kiểm tra ngày và đồng hồ."
    en = "{day} has not come yet. Check the date and the clock."


class DayStillBusy(Refused):
    """Somebody is called or being served."""

    name = "day-still-busy"
    vi = "Quầy {counter} còn khách. Kết thúc lượt đó rồi đóng ngày."
    en = "Counter {counter} still has a visitor. Finish there, then close the day."


class ServiceInUse(Refused):
    """A service cannot be left out of the plan while visits of it are not over."""

    name = "service-in-use"
    vi = "Dịch vụ {service} còn khách ({ticket}). Phục vụ xong rồi mới bỏ được."
    en = "Service {service} still has visitors ({ticket}). It stays until they go."


class UnknownService(Refused):
    """The office does not offer this service."""

    name = "unknown-service"
    vi = "Không có dịch vụ {service} ở điểm này."
    en = "This office has no service {service}."


class UnknownCounter(Refused):
    """The office has no such counter."""

    name = "unknown-counter"
    vi = "Không có quầy {counter} ở điểm này."
    en = "This office has no counter {counter}."


class UnknownTicket(Refused):
    """No ticket of today bears this number."""

    name = "unknown-ticket"
    vi = "Hôm nay không có số {ticket}. Xem lại số trên phiếu."
    en = "There is no ticket {ticket} today. Look at the slip again."
