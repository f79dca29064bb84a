"""What cannot be done for a visit, or taken back."""

from __future__ import annotations

from hub.domain.refused import Refused


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


class ReturnNeedsTicket(Refused):
    """A return names a ticket, or the counter that parked it."""

    name = "return-needs-ticket"
    vi = "Số nào quay lại? Nhập số trên phiếu."
    en = "Which number comes back? Enter the one on the slip."


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
