"""What a counter cannot do as it stands."""

from __future__ import annotations

from hub.domain.refused import Refused


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
