"""A row of a log, read: its fields become instants, a service, a class."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from events.local_time import HERE
from events.plan import ServicePlan
from events.visit import VisitClass
from hub.application.replay.faults import Amiss, quoted
from hub.application.replay.rows import Column, LogRow

Fields: TypeAlias = Mapping[Column, str]

CLASSES = {
    "normal": VisitClass.NORMAL,
    "priority": VisitClass.PRIORITY,
    "0": VisitClass.NORMAL,
    "1": VisitClass.PRIORITY,
}
LONGEST = timedelta(hours=24)
IN_ORDER = (Column.ARRIVED, Column.CALLED, Column.STARTED, Column.ENDED)


class Words(Struct, frozen=True, kw_only=True):
    """What a log's own words mean.

    `services` are letters by the log's word. Where `priority` is given, those words of
    the class column mean priority and all others do not. Plain numbers are `unit_s`
    seconds each, counted from `start`; `now` is the instant past which nothing was.
    """

    services: Mapping[str, str] = {}
    priority: Collection[str] = ()
    start: datetime | None = None
    unit_s: float = 1.0
    now: datetime


class Reading:
    """Reads rows; a row that cannot be taken raises `Amiss`, which says why."""

    def __init__(self, services: Collection[ServicePlan], words: Words) -> None:
        """Remember the office's services and the log's words."""
        self._words = words
        self._letters = _letters(services, words.services)
        self._usual = next(iter(services)).id
        self._lines: dict[str, int] = {}

    def row(self, line: int, fields: Fields) -> LogRow:
        """Return what a line says."""
        times = {c: self._instant(c, fields[c]) for c in TIMES if c in fields}
        _check(times)
        row = LogRow(
            line=line,
            service=self._service(fields.get(Column.SERVICE)),
            visit_class=self._class(fields.get(Column.CLASS)),
            arrived=times[Column.ARRIVED],
            called=times.get(Column.CALLED, times.get(Column.STARTED)),
            started=times.get(Column.STARTED),
            ended=times.get(Column.ENDED),
            abandoned=times.get(Column.ABANDONED),
            counter=fields.get(Column.COUNTER),
        )
        self._once(line, fields.get(Column.ID))
        return row

    def _once(self, line: int, id: str | None) -> None:
        if id is None:
            return
        first = self._lines.setdefault(id, line)
        if first != line:
            msg = f"its id stands in line {first} already"
            raise Amiss(msg)

    def _instant(self, column: Column, text: str) -> datetime:
        at = self._counted(column, text)
        if at is None:
            try:
                at = datetime.fromisoformat(text)
            except ValueError:
                msg = f"{column} {quoted(text)} is no time; write 2026-11-02T07:45:10"
                raise Amiss(msg) from None
            at = at if at.tzinfo else at.replace(tzinfo=HERE)
        if at > self._words.now:
            msg = f"{column} {quoted(text)} is in the future"
            raise Amiss(msg)
        return at

    def _counted(self, column: Column, text: str) -> datetime | None:
        """Return the instant that a plain number means, None if it is no number."""
        try:
            number = float(text)
        except ValueError:
            return None
        if self._words.start is None:
            said = f"{column} {quoted(text)}"
            msg = f"{said} is counted from a start; tell it with --start"
            raise Amiss(msg)
        if not math.isfinite(number) or not 0 <= number * self._words.unit_s < 1e10:
            msg = f"{column} {quoted(text)} cannot be counted from the start"
            raise Amiss(msg)
        return self._words.start + timedelta(seconds=number * self._words.unit_s)

    def _service(self, word: str | None) -> str:
        if word is None:
            return self._usual
        letter = self._letters.get(word.casefold())
        if letter is None:
            said = quoted(word)
            which = f"say which: --service {said[:-1]}=A{said[-1]}"
            msg = f"the office has no service {said}; {which}"
            raise Amiss(msg)
        return letter

    def _class(self, word: str | None) -> VisitClass:
        if self._words.priority:
            is_priority = word in self._words.priority
            return VisitClass.PRIORITY if is_priority else VisitClass.NORMAL
        found = CLASSES.get((word or "normal").casefold())
        if found is None:
            said = f"class {quoted(word or '')}"
            msg = f"{said} is neither normal nor priority; use --priority WORD"
            raise Amiss(msg)
        return found


TIMES = (*IN_ORDER, Column.ABANDONED)


def _letters(
    services: Collection[ServicePlan], told: Mapping[str, str]
) -> dict[str, str]:
    names = {
        word.casefold(): service.id
        for service in services
        for word in (service.names.en, service.names.vi, service.id)
    }
    return names | {word.casefold(): letter for word, letter in told.items()}


def _check(times: Mapping[Column, datetime]) -> None:
    """See that a visit went on in order and came to an end, or never began."""
    if Column.ARRIVED not in times:
        msg = "it does not say when the visitor arrived"
        raise Amiss(msg)
    if Column.ABANDONED in times and Column.STARTED in times:
        msg = "the visit is both abandoned and served"
        raise Amiss(msg)
    if (Column.STARTED in times) != (Column.ENDED in times):
        msg = "a visit served has a start and an end; this has one of them"
        raise Amiss(msg)
    if Column.CALLED in times and not {Column.STARTED, Column.ABANDONED} & times.keys():
        msg = "the visit was called and neither served nor abandoned"
        raise Amiss(msg)
    _check_order(times)


def _check_order(times: Mapping[Column, datetime]) -> None:
    went = [(c, times[c]) for c in TIMES if c in times]
    for (before, first), (after, then) in pairwise(went):
        if then < first:
            msg = f"it has {after} before {before}"
            raise Amiss(msg)
    if went[-1][1] - went[0][1] > LONGEST:
        msg = "the visit lasts over 24 hours"
        raise Amiss(msg)
