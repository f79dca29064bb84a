"""Why the house may say no: every leaf below `Refused`.

* the day: DayNotOpen, DayAlreadyOpen, DayNotAfterLast, DayNotYet, DayStillBusy
* names: UnknownService, UnknownCounter, UnknownTicket
* the counter: StaleRevision, CounterIsClosed, CounterIsPaused, CounterBusy,
  NobodyWaiting, VisitStillCalled, NobodyCalled, NotServing, NoVisitHere, NothingParked
* the visit: AlreadyCalled, BeingServed, VisitEnded, GraceOver, NumbersUsedUp
* order: NoRightToPick, TransferNeedsTarget, TransferToItself, DoesNotServe
* undoing: NothingToUndo, UndoTooLate, UndoOvertaken
"""

from __future__ import annotations

from hub.domain.refused import Refused


class DayNotOpen(Refused):
    """The office's day is not open."""

    name = "day-not-open"
    vi = "Chưa đến giờ làm việc. Xin chờ điểm mở cửa."
    en = "The day is not open yet. Wait until the office opens."


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


class StaleRevision(Refused):
    """The counter has changed since the sender last saw it."""

    name = "stale-revision"
    vi = "Trạng thái quầy vừa đổi. Xem lại rồi bấm lần nữa."
    en = "This counter has just changed. Look again, then press."


class CounterIsClosed(Refused):
    """A closed counter does nothing but open."""

    name = "counter-closed"
    vi = "Quầy {counter} đang đóng. Mở quầy trước."
    en = "Counter {counter} is closed. Open it first."


class CounterIsPaused(Refused):
    """A paused counter does not call."""

    name = "counter-paused"
    vi = "Quầy {counter} đang tạm nghỉ. Bấm làm tiếp trước."
    en = "Counter {counter} is on a break. Resume first."


class CounterBusy(Refused):
    """There is a visitor at the counter."""

    name = "counter-busy"
    vi = "Quầy {counter} đang có khách ({ticket}). Kết thúc lượt này trước."
    en = "Counter {counter} has a visitor ({ticket}). Finish that visit first."


class VisitStillCalled(Refused):
    """The called visit is neither there nor given up."""

    name = "visit-still-called"
    vi = """Chưa gọi được số tiếp theo. {ticket} đã được gọi mà chưa đến. \
Hãy gọi lại, bắt đầu hoặc ghi vắng mặt trước."""
    en = """Cannot call yet. {ticket} was called and has not come. \
Call again, start, or mark no-show first."""


class NobodyWaiting(Refused):
    """Nobody is waiting for a service this counter offers."""

    name = "nobody-waiting"
    vi = "Không có ai chờ dịch vụ của quầy này."
    en = "Nobody is waiting for this counter."


class NobodyCalled(Refused):
    """No visit is called to this counter at the moment."""

    name = "nobody-called"
    vi = "Quầy {counter} chưa gọi số nào. Bấm gọi số tiếp trước."
    en = "Counter {counter} has called nobody. Call next first."


class NotServing(Refused):
    """No visit is being served at this counter."""

    name = "not-serving"
    vi = "Quầy {counter} không đang phục vụ ai. Bấm bắt đầu trước."
    en = "Counter {counter} is serving nobody. Start first."


class NoVisitHere(Refused):
    """There is no visit at this counter, called or served."""

    name = "no-visit-here"
    vi = "Không có khách ở quầy {counter}. Gọi số trước."
    en = "There is no visitor at counter {counter}. Call somebody first."


class NothingParked(Refused):
    """This counter has set nobody aside."""

    name = "nothing-parked"
    vi = "Quầy {counter} không giữ chỗ cho số nào."
    en = "Counter {counter} holds no visit."


class AlreadyCalled(Refused):
    """Another counter has just called this ticket."""

    name = "already-called"
    vi = "{ticket} vừa được quầy {counter} gọi."
    en = "{ticket} was just called by counter {counter}."


class BeingServed(Refused):
    """The visit is at a counter now."""

    name = "being-served"
    vi = "{ticket} đang được phục vụ ở quầy {counter}. Kết thúc ở quầy đó."
    en = "{ticket} is being served at counter {counter}. Finish it there."


class VisitEnded(Refused):
    """The visit is over."""

    name = "visit-ended"
    vi = "Lượt {ticket} đã xong. Khách cần lấy số mới."
    en = "The visit of {ticket} is over. A new number is needed."


class GraceOver(Refused):
    """The time in which a no-show may return has passed."""

    name = "grace-over"
    vi = "{ticket} đã quá thời gian giữ số ({until}). Khách cần lấy số mới."
    en = "{ticket} was kept until {until}. A new number is needed."


class NumbersUsedUp(Refused):
    """No number is left for this service today."""

    name = "numbers-used-up"
    vi = "Dịch vụ {service} đã hết số hôm nay. Mời gặp nhân viên."
    en = "Service {service} has no number left today. Please see a member of staff."


class NoRightToPick(Refused):
    """Calling out of order needs a right that this counter lacks."""

    name = "no-right-to-pick"
    vi = "Quầy {counter} không được gọi ngoài thứ tự. Nhờ quản lý gọi số này."
    en = "Counter {counter} may not call out of order. Ask a manager to call it."


class TransferNeedsTarget(Refused):
    """A transfer names a service, a counter, or both."""

    name = "transfer-needs-target"
    vi = "Chuyển đi đâu? Chọn một dịch vụ hoặc một quầy."
    en = "Transfer where? Choose a service or a counter."


class TransferToItself(Refused):
    """A transfer changes the service or the counter."""

    name = "transfer-to-itself"
    vi = "{ticket} đã ở đúng nơi này. Chọn dịch vụ hoặc quầy khác."
    en = "{ticket} is there already. Choose another service or counter."


class DoesNotServe(Refused):
    """The counter chosen does not serve the visit's service."""

    name = "does-not-serve"
    vi = "Quầy {counter} không làm dịch vụ {service}. Chọn quầy khác."
    en = "Counter {counter} does not serve {service}. Choose another counter."


class NothingToUndo(Refused):
    """The counter has done nothing that can be taken back."""

    name = "nothing-to-undo"
    vi = "Quầy {counter} không có việc gì để hoàn tác."
    en = "Counter {counter} has nothing to take back."


class UndoTooLate(Refused):
    """The time for undoing has passed."""

    name = "undo-too-late"
    vi = "Đã quá {seconds} giây, không hoàn tác được. Nhờ quản lý sửa."
    en = "More than {seconds} s ago. Ask a manager."


class UndoOvertaken(Refused):
    """Something else has happened to the visit since."""

    name = "undo-overtaken"
    vi = "{ticket} đã có việc khác sau đó, không hoàn tác được. Nhờ quản lý sửa."
    en = "Something else has happened to {ticket} since. Ask a manager."
