"""Whether every procedure has a level on each day, from today on, that it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from events.plan import Names
from events.settings import Level, OfficeSettings, Procedure
from hub.domain.refusals import ProcedureLevelOver
from hub.domain.settings_names import own_name


def levels_hold(settings: OfficeSettings, today: date) -> None:
    """No procedure is left with a level that has not begun or is over.

    Days that are gone do not count: a list may begin later than what it is for.
    """
    for each in settings.procedures:
        rows = [level for level in settings.levels if level.id == each.level]
        day = _first_without(each, rows, today)
        if day is not None:
            raise ProcedureLevelOver(
                procedure=own_name(each),
                level=own_name(rows[-1]) if rows else _nameless(each.level),
                day=f"{day:%d/%m/%Y}",
            )


def _first_without(
    each: Procedure, levels: Iterable[Level], today: date
) -> date | None:
    """Return the first day of a procedure on which none of the rows holds."""
    day = max(today, each.valid_from or today)
    for row in sorted(levels, key=_begins):
        if _begins(row) > day:
            break
        if row.valid_until is None or row.valid_until == date.max:
            return None
        day = max(day, row.valid_until + timedelta(days=1))
    return day if each.valid_until is None or day <= each.valid_until else None


def _nameless(level: str) -> Names:
    return Names(vi=level, en=level)


def _begins(row: Level) -> date:
    return row.valid_from or date.min
