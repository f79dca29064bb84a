"""How many came: by day, service, class and kind of visitor, counted in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from hub.projections.measured.rows import Facts
from hub.projections.measures.of_visits import UNKNOWN, came_of
from hub.projections.measures.sheets import Sheet
from hub.reports import words
from hub.reports.words import Words

# A chart takes no more bars than this on a page.
MOST_DAYS, MOST_WEEKS = 31, 27


class Came(NamedTuple):
    """Visitors that are alike, and so are counted together."""

    day: str
    service: str
    is_priority: bool
    type: str

    @property
    def date(self) -> date:
        """Return the day as a date."""
        return date.fromisoformat(self.day)


Counts: TypeAlias = Mapping[str, int]
Span: TypeAlias = Callable[[date], date]


class Visitors(Struct, frozen=True, kw_only=True):
    """Who came, mistaken tickets left out; every open day is there, also empty."""

    came: Mapping[Came, int]
    days: tuple[date, ...]
    services: tuple[str, ...]

    def by(self, key: Callable[[Came], str | None]) -> Counts:
        """Return how many came by whatever is asked; None leaves out."""
        found: Counter[str] = Counter()
        for each, n in self.came.items():
            if (named := key(each)) is not None:
                found[named] += n
        return found

    @property
    def bars(self) -> Bars:
        """Return over what time bars stand: days, weeks or months, by their number."""
        if len(self.days) <= MOST_DAYS:
            return Bars(words.BY_DAY, words.DAY, lambda day: day)
        if len({_monday(day) for day in self.days}) <= MOST_WEEKS:
            return Bars(words.BY_WEEK, words.WEEK, _monday)
        return Bars(words.BY_MONTH, words.MONTH, lambda day: day.replace(day=1))


class Bars(NamedTuple):
    """What a bar stands for: the chart's title, the bar's, the day it begins on."""

    title: Words
    unit: Words
    begin: Span


def visitors(
    facts: Facts, services: Iterable[str], sheets: Sequence[Sheet] = ()
) -> Visitors:
    """Return who came; `services` are the site's, others follow in their order."""
    alike = came_of(facts)
    for sheet in sheets:
        alike.update({tuple(who): n for *who, n in sheet.came})
    came = {
        Came(day, service, visit_class == "priority", kind or UNKNOWN): n
        for (day, service, visit_class, kind), n in alike.items()
    }
    known, asked_for = tuple(services), {row.service for row in facts.visits}
    asked_for.update(*(sheet.services for sheet in sheets))
    dropped = sorted(asked_for - set(known))
    named = {row.day for row in facts.days} | {row.day for row in facts.visits}
    days = tuple(date.fromisoformat(day) for day in sorted(named))
    return Visitors(came=came, days=days, services=(*known, *dropped))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
