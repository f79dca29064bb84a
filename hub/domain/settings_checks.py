"""Whether a manager's settings fit themselves and the office; each says no by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from events.plan import DayPlan
from events.settings import Level, OfficeSettings, Procedure, Role
from hub.domain.refusals import (
    CodesAlike,
    DatesReversed,
    DutyUnknownClerk,
    DutyUnknownCounter,
    HoursReversed,
    ProcedureUnknownLevel,
    ProcedureUnknownService,
    RowTwice,
    SkillUnknown,
    UnknownService,
)


def sound(settings: OfficeSettings, plan: DayPlan) -> None:
    """Everything that is named is there, once, and begins before it ends."""
    services = {service.id for service in plan.services}
    _rows_once(settings)
    _services(settings, services)
    _clerks(settings, services)
    _roster(settings, {counter.id for counter in plan.counters})
    _hours(settings)
    _catalogue(settings, services)


def has_a_manager(settings: OfficeSettings) -> bool:
    """Whether somebody may change the settings again."""
    return any(c.role is Role.MANAGER and c.is_active for c in settings.clerks)


def _rows_once(settings: OfficeSettings) -> None:
    seen: set[str] = set()
    for row in _named(settings):
        if row in seen:
            raise RowTwice(row=row)
        seen.add(row)


def _named(settings: OfficeSettings) -> Iterator[str]:
    yield from (f"services {order.service}" for order in settings.services)
    yield from (f"clerks {clerk.id}" for clerk in settings.clerks)
    yield from (f"roster {duty.weekday}/{duty.counter}" for duty in settings.roster)
    yield from (f"hours {hours.weekday}" for hours in settings.hours)
    yield from (f"holidays {holiday.day:%d/%m/%Y}" for holiday in settings.holidays)


def _services(settings: OfficeSettings, known: set[str]) -> None:
    for order in settings.services:
        if order.service not in known:
            raise UnknownService(service=order.service)


def _clerks(settings: OfficeSettings, known: set[str]) -> None:
    codes: dict[str, str] = {}
    for clerk in settings.clerks:
        other = codes.setdefault(clerk.id.upper(), clerk.id)
        if other != clerk.id:
            raise CodesAlike(clerk=clerk.id, other=other)
        for service in clerk.skills or ():
            if service not in known:
                raise SkillUnknown(clerk=clerk.id, service=service)


def _roster(settings: OfficeSettings, counters: set[str]) -> None:
    clerks = {clerk.id for clerk in settings.clerks}
    for duty in settings.roster:
        if duty.clerk not in clerks:
            raise DutyUnknownClerk(clerk=duty.clerk, counter=duty.counter)
        if duty.counter not in counters:
            raise DutyUnknownCounter(clerk=duty.clerk, counter=duty.counter)


def _hours(settings: OfficeSettings) -> None:
    for hours in settings.hours:
        if hours.opens >= hours.closes:
            raise HoursReversed(opens=hours.opens, closes=hours.closes)


def _catalogue(settings: OfficeSettings, services: set[str]) -> None:
    _dated_once(settings.levels)
    _dated_once(settings.procedures)
    levels = {level.id for level in settings.levels}
    for each in settings.procedures:
        if each.level not in levels:
            raise ProcedureUnknownLevel(procedure=each.id, level=each.level)
        if each.service not in services:
            raise ProcedureUnknownService(procedure=each.id, service=each.service)


def _dated_once(rows: Iterable[Level | Procedure]) -> None:
    """A row begins before it ends, and at no time are there two of one id."""
    by_id: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        span = (row.valid_from or date.min, row.valid_until or date.max)
        if span[0] > span[1]:
            raise DatesReversed(row=row.id)
        by_id.setdefault(row.id, []).append(span)
    for row_id, spans in by_id.items():
        for (a, b), (first, last) in combinations(spans, 2):
            if a <= last and first <= b:
                raise RowTwice(row=row_id)
