"""What calls for a manager now, in words (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from events.alert import AlertKind, AlertOpened, Severity
from events.ids import (
    AlertId,
    ClerkId,
    CounterId,
    DeviceId,
    ServiceId,
    TicketLabel,
)
from events.local_time import Instant
from events.replies import Sentence
from hub.domain.alerts_of_the_queue import LongestWaiting, longest_waiting
from hub.domain.day import Day
from hub.domain.state import Alert, State

WORDS: Mapping[AlertKind, Sentence] = {
    AlertKind.LONG_WAIT: Sentence(vi="Có khách chờ quá lâu", en="Somebody waits long"),
    AlertKind.SERVICE_LEVEL: Sentence(
        vi="Trong 60 phút qua nhiều khách được gọi trễ",
        en="In the last 60 minutes too many were called late",
    ),
    AlertKind.CROWDED: Sentence(
        vi="Quá nhiều khách so với số quầy đang mở",
        en="Too many wait for the counters that are open",
    ),
    AlertKind.NOBODY_SERVES: Sentence(
        vi="Có khách chờ mà không quầy nào mở cho dịch vụ này",
        en="People wait for a service that no open counter takes",
    ),
    AlertKind.FEW_COUNTERS: Sentence(
        vi="Ít quầy mở hơn mức nên có vào giờ này",
        en="Fewer counters are open than this hour usually needs",
    ),
    AlertKind.LONG_SERVICE: Sentence(
        vi="Một lượt phục vụ kéo dài bất thường", en="A visit takes unusually long"
    ),
    AlertKind.IDLE_COUNTER: Sentence(
        vi="Quầy trống trong khi có khách chờ",
        en="A counter is idle while people wait",
    ),
    AlertKind.MANY_PICKS: Sentence(
        vi="Quầy gọi ngoài thứ tự nhiều lần trong một giờ",
        en="A counter often called out of order within an hour",
    ),
    AlertKind.DEVICE_LOST: Sentence(
        vi="Một thiết bị mất liên lạc", en="A device is not heard from"
    ),
    AlertKind.PAPER_LOW: Sentence(vi="Máy in sắp hết giấy", en="Paper is low"),
    AlertKind.PAPER_OUT: Sentence(vi="Máy in hết giấy", en="Paper is out"),
    AlertKind.PRINT_FAILED: Sentence(
        vi="Phiếu không in được", en="A slip was not printed"
    ),
    AlertKind.EXTRA_COST: Sentence(
        vi="Khách báo bị đòi thêm tiền", en="A visitor was asked for extra money"
    ),
    AlertKind.BAD_RATING: Sentence(
        vi="Khách chưa hài lòng", en="A visitor was not content"
    ),
    AlertKind.CLOCK_STEPPED: Sentence(
        vi="Đồng hồ máy bị nhảy giờ", en="A clock has jumped"
    ),
    AlertKind.DISK_FULL: Sentence(vi="Ổ đĩa sắp đầy", en="A disk is nearly full"),
}


class AlertNow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An alert that is not over: what it is about, since when, who has taken it on.

    Of a long wait `ticket` is who waits longest for the service now, `waiting_since` is
    since when; without them nobody waits there any more.
    """

    alert: AlertId
    kind: AlertKind
    severity: Severity
    text: Sentence
    since: Instant
    taken_by: ClerkId | None = None
    service: ServiceId | None = None
    counter: CounterId | None = None
    device: DeviceId | None = None
    ticket: TicketLabel | None = None
    waiting_since: Instant | None = None


class OpenAlerts(Struct, frozen=True, kw_only=True):
    """Every alert that is not over: those nobody has taken on first, then worst first.

    Among equals the older one stands first.
    """

    alerts: tuple[AlertNow, ...]


def open_alerts(state: State) -> OpenAlerts:
    """Return what calls for a manager now."""
    return OpenAlerts(
        alerts=tuple(
            _now(one, state.day) for one in sorted(state.alerts.values(), key=_urgency)
        )
    )


def _urgency(alert: Alert) -> tuple[bool, bool, float]:
    is_mild = alert.opened.severity is not Severity.SERIOUS
    return alert.taken_by is not None, is_mild, alert.at.timestamp()


def _now(alert: Alert, day: Day) -> AlertNow:
    opened = alert.opened
    first = _longest(opened, day)
    return AlertNow(
        alert=opened.alert,
        kind=opened.kind,
        severity=opened.severity,
        text=WORDS[opened.kind],
        since=alert.at,
        taken_by=alert.taken_by,
        service=opened.service,
        counter=opened.counter,
        device=opened.device,
        ticket=opened.ticket if first is None else first.ticket,
        waiting_since=None if first is None else first.since,
    )


def _longest(opened: AlertOpened, day: Day) -> LongestWaiting | None:
    if opened.kind is not AlertKind.LONG_WAIT or opened.service is None:
        return None
    return longest_waiting(day, opened.service)
