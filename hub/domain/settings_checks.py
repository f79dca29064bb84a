"""Whether a manager's settings fit themselves and the office; each says no by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from events.plan import DayPlan, Names
from events.settings import Level, OfficeSettings, Procedure, Role
from hub.domain.refusals import (
    CodesAlike,
    DatesReversed,
    HoursReversed,
    ProcedureUnknownLevel,
    ProcedureUnknownService,
    RowTwice,
    SkillUnknown,
    UnknownService,
)
from hub.domain.refused import Refused
from hub.domain.settings_names import (
    of_clerk,
    of_dated,
    of_duty,
    of_holiday,
    of_hours,
    of_service,
    own_name,
    weekday,
)
from hub.domain.settings_roster import roster_faults
from hub.domain.settings_words import word_faults


def sound(settings: OfficeSettings, before: OfficeSettings, plan: DayPlan) -> None:
    """Everything that is named is there, once, and begins before it ends.

    What is wrong already in what holds keeps nobody from changing the rest: a counter
    or a service may have gone from the site file since.
    """
    stood = {_mark(fault) for fault in faults(before, plan)}
    for fault in faults(settings, plan):
        if _mark(fault) not in stood:
            raise fault


def faults(settings: OfficeSettings, plan: DayPlan) -> Iterator[Refused]:
    """Yield everything that is wrong with settings."""
    services = {service.id for service in plan.services}
    yield from _rows_once(settings)
    yield from _services(settings, services)
    yield from _clerks(settings, services)
    yield from roster_faults(settings, {counter.id for counter in plan.counters})
    yield from _hours(settings)
    yield from _catalogue(settings, services)
    yield from word_faults(settings)


def has_a_manager(settings: OfficeSettings) -> bool:
    """Whether somebody may change the settings again."""
    return any(c.role is Role.MANAGER and c.is_active for c in settings.clerks)


def _mark(fault: Refused) -> tuple[str, frozenset[tuple[str, object]]]:
    """Return what tells a fault from every other: keys do, names may change."""
    facts = fault.facts.items()
    return fault.name, frozenset(f for f in facts if not isinstance(f[1], Names))


def _rows_once(settings: OfficeSettings) -> Iterator[Refused]:
    seen: set[Names] = set()
    for row in _named(settings):
        if row in seen:
            yield RowTwice(row=row, key=row.en)
        seen.add(row)


def _named(settings: OfficeSettings) -> Iterator[Names]:
    yield from (of_service(order.service) for order in settings.services)
    yield from (of_clerk(clerk.id) for clerk in settings.clerks)
    yield from map(of_duty, settings.roster)
    yield from (of_hours(hours.weekday) for hours in settings.hours)
    yield from map(of_holiday, settings.holidays)


def _services(settings: OfficeSettings, known: set[str]) -> Iterator[Refused]:
    for order in settings.services:
        if order.service not in known:
            yield UnknownService(service=order.service)


def _clerks(settings: OfficeSettings, known: set[str]) -> Iterator[Refused]:
    codes: dict[str, str] = {}
    for clerk in settings.clerks:
        other = codes.setdefault(clerk.id.upper(), clerk.id)
        if other != clerk.id:
            yield CodesAlike(clerk=clerk.id, other=other)
        for service in clerk.skills or ():
            if service not in known:
                yield SkillUnknown(clerk=clerk.id, service=service)


def _hours(settings: OfficeSettings) -> Iterator[Refused]:
    for row in settings.hours:
        if row.opens >= row.closes:
            yield HoursReversed(
                opens=row.opens,
                closes=row.closes,
                weekday=row.weekday,
                day=weekday(row.weekday),
            )


def _catalogue(settings: OfficeSettings, services: set[str]) -> Iterator[Refused]:
    yield from _dated_once(settings.levels)
    yield from _dated_once(settings.procedures)
    levels = {level.id for level in settings.levels}
    for each in settings.procedures:
        if each.level not in levels:
            yield ProcedureUnknownLevel(
                procedure=own_name(each), key=each.id, level=each.level
            )
        if each.service not in services:
            yield ProcedureUnknownService(
                procedure=own_name(each), key=each.id, service=each.service
            )


def _dated_once(rows: Iterable[Level | Procedure]) -> Iterator[Refused]:
    """A row begins before it ends, and at no time are there two of one id."""
    by_id: dict[str, list[tuple[date, date]]] = {}
    called: dict[str, Names] = {}
    for row in rows:
        span = (row.valid_from or date.min, row.valid_until or date.max)
        if span[0] > span[1]:
            yield DatesReversed(row=of_dated(row), key=row.id)
        called[row.id] = of_dated(row)
        by_id.setdefault(row.id, []).append(span)
    for row_id, spans in by_id.items():
        for (a, b), (first, last) in combinations(spans, 2):
            if a <= last and first <= b:
                yield RowTwice(row=called[row_id], key=row_id)
