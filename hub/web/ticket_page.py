"""What is said to the holder of a ticket (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from events.local_time import local
from events.wait_words import ABOUT, heading, in_words
from hub.web.port import VisitPlace, VisitView

NEARLY = 1
WEEKDAYS = (
    "Thứ Hai",
    "Thứ Ba",
    "Thứ Tư",
    "Thứ Năm",
    "Thứ Sáu",
    "Thứ Bảy",
    "Chủ nhật",
)
TITLES: Mapping[str, str] = {
    "waiting": "{ticket} – còn {ahead} người trước",
    "soon": "Sắp đến lượt – {ticket}",
    "called": "▶ Quầy {counter} – {ticket}",
    "serving": "Đang phục vụ – {ticket}",
    "parked": "Số được giữ – {ticket}",
    "no-show": "Đã gọi – {ticket}",
    "served": "Đã phục vụ xong – {ticket}",
    "rated": "Cảm ơn quý khách – {ticket}",
    "abandoned": "Đã trả lại – {ticket}",
    "expired": "{ticket} đã hết hạn",
}


class TicketPage(Struct, frozen=True, kw_only=True):
    """One page: which of the states, its title, and what stands on it.

    Times are already written out; `day` is a weekday and a date. Of a wait stands what
    is above it, the words, and the same in English; for who does not wait, nothing.
    """

    state: str
    title: str
    ticket: str = ""
    service: str = ""
    counter: str = ""
    ahead: int | None = None
    wait_head: str = ""
    wait: str = ""
    wait_en: str = ""
    since: str = ""
    started: str = ""
    until: str = ""
    day: str = ""
    may_rate: bool = False


UNKNOWN = TicketPage(state="expired", title="Số đã hết hạn")


def ticket_page(view: VisitView | None) -> TicketPage:
    """Return the page for a visit; one without a number where there is none."""
    if view is None:
        return UNKNOWN
    state = state_of(view)
    return TicketPage(
        **_wait(view),
        state=state,
        title=title(state, view),
        ticket=view.ticket,
        service=view.names.vi,
        counter=view.counter or "",
        ahead=view.ahead,
        since=clock(view.since),
        started=clock(view.started),
        until=clock(view.until),
        day=weekday(view.day),
        may_rate=view.may_rate,
    )


def _wait(view: VisitView) -> dict[str, str]:
    if view.place is not VisitPlace.WAITING:
        return {}
    words, above = in_words(view.wait), heading(view.wait)
    en = f"About {words.en}" if above is ABOUT else words.en[0].upper() + words.en[1:]
    return {"wait_head": above.vi, "wait": words.vi, "wait_en": en}


def state_of(view: VisitView) -> str:
    """Return the page's state: the visit's place, `soon` when nearly its turn, `rated`.

    A rating thanks for itself once the visit is over.
    """
    is_soon = view.ahead is not None and view.ahead <= NEARLY
    match view.place:
        case VisitPlace.WAITING if is_soon:
            return "soon"
        case VisitPlace.SERVED if view.is_rated:
            return "rated"
        case place:
            return str(place)


def title(state: str, view: VisitView) -> str:
    """Return what the browser's tab says."""
    if state == "waiting" and view.ahead is None:
        return f"{view.ticket} – đang chờ"
    return TITLES[state].format(
        ticket=view.ticket, ahead=view.ahead, counter=view.counter
    )


def clock(at: datetime | None) -> str:
    """Return an instant as a Vietnamese clock shows it, or nothing."""
    return "" if at is None else f"{local(at):%H:%M}"


def weekday(day: date) -> str:
    """Return a date as it is said: Chủ nhật 22/11/2026."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
