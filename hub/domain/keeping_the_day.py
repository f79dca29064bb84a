"""Opening and closing the office's books for a date."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import date
from typing import Any

from msgspec import UNSET

from events.counter import CounterClosed
from events.day import (
    Books,
    CarriedOver,
    CloseDay,
    ConfigureOffice,
    DayClosed,
    DayOpened,
    OfficeConfigured,
    OpenDay,
)
from events.local_time import business_date
from events.visit import Departed, NoShow, Parked, VisitExpired, Waiting
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.refusals import (
    DayAlreadyOpen,
    DayNotAfterLast,
    DayNotOpen,
    DayNotYet,
    DayStillBusy,
    ServiceInUse,
)
from hub.domain.visit import Visit


def open_day(day: Day, command: OpenDay, asked: Asked) -> tuple[Any, ...]:
    """Begin a date's books, once, after the last date's were closed."""
    today = business_date(asked.at)
    wanted = today if command.day is UNSET else command.day
    if day.is_open:
        if day.date == wanted:
            return ()
        raise DayAlreadyOpen(day=_said(day.date))
    if day.date is not None and wanted <= day.date:
        raise DayNotAfterLast(day=_said(wanted), last=_said(day.date))
    if wanted > today:
        raise DayNotYet(day=_said(wanted))
    return (
        DayOpened(
            office=day.office,
            day=wanted,
            plan=asked.plan or day.plan,
            carried=_carried(day),
        ),
    )


def close_day(day: Day, command: CloseDay, asked: Asked) -> tuple[Any, ...]:
    """End the day: what still waits expires, counters close, the books are summed."""
    del command, asked
    if not day.is_open or day.date is None:
        return ()
    for counter in day.counters.values():
        if counter.visit is not None:
            raise DayStillBusy(counter=counter.id)
    left = _left_over(day)
    expired = [VisitExpired(visit=v.id, ticket=v.ticket) for v in left]
    closed = [
        CounterClosed(counter=counter.id)
        for counter in sorted(day.counters.values(), key=lambda c: c.id)
        if counter.is_open
    ]
    return (*expired, *closed, DayClosed(day=day.date, books=_books(day, len(left))))


def configure(day: Day, command: ConfigureOffice, asked: Asked) -> tuple[Any, ...]:
    """Go on by another plan, from now."""
    del asked
    if not day.is_open:
        raise DayNotOpen
    if command.plan == day.plan:
        return ()
    _nobody_stranded(day, {service.id for service in command.plan.services})
    return (OfficeConfigured(plan=command.plan),)


def _nobody_stranded(day: Day, services: set[str]) -> None:
    """No visit is left with a service that nobody serves any more."""
    for visit in sorted(day.visits.values(), key=lambda visit: visit.ticket):
        is_over = isinstance(visit.place, Departed)
        if visit.service not in services and not is_over:
            raise ServiceInUse(service=visit.service, ticket=visit.ticket)


def _left_over(day: Day) -> list[Visit]:
    left = (v for v in day.visits.values() if isinstance(v.place, Waiting | Parked))
    return sorted(left, key=lambda visit: (visit.arrived, visit.ticket))


def _books(day: Day, expired: int) -> Books:
    ended = Tally(
        visit.place.how if isinstance(visit.place, Departed) else "no-show"
        for visit in day.visits.values()
        if isinstance(visit.place, Departed | NoShow)
    )
    return Books(
        issued=dict(sorted(day.issued.items())),
        served=ended["served"],
        no_show=ended["no-show"],
        abandoned=ended["abandoned"],
        expired=expired,
    )


def _carried(day: Day) -> CarriedOver | None:
    if day.date is None or day.last_at is None:
        return None
    return CarriedOver(day=day.date, closed_at=day.last_at)


def _said(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else "–"
