"""Whether the names in settings can be read, and their dates be meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from events.plan import Names
from events.settings import OfficeSettings
from hub.domain.refusals import DateTooEarly, NameUnreadable
from hub.domain.refused import Refused

EARLIEST = date(2000, 1, 1)
# Control characters, invisible ones such as changes of direction, lone surrogates, and
# what parts lines and paragraphs: a name is one line, as it is read.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def word_faults(settings: OfficeSettings) -> Iterator[Refused]:
    """Yield the names that nobody can read, and dates that nobody means."""
    for holiday in settings.holidays:
        row = f"holidays {holiday.day:%d/%m/%Y}"
        yield from _row(row, holiday.names, holiday.day)
    for level in settings.levels:
        row = f"levels {level.id}"
        yield from _row(row, level.names, level.valid_from, level.valid_until)
    for each in settings.procedures:
        row = f"procedures {each.id}"
        yield from _row(row, each.names, each.valid_from, each.valid_until)


def _row(row: str, names: Names, *days: date | None) -> Iterator[Refused]:
    for language, name in (("vi", names.vi), ("en", names.en)):
        if not _is_readable(name):
            yield NameUnreadable(field=f"{row} ({language})")
    for day in days:
        if day is not None and day < EARLIEST:
            yield DateTooEarly(row=row, day=f"{day:%d/%m/%Y}")


def _is_readable(name: str) -> bool:
    return not name.isspace() and UNSEEN.isdisjoint(map(unicodedata.category, name))
