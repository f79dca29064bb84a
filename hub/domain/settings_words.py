"""Whether the names in settings can be read, and their dates be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.plan import Names
from events.settings import OfficeSettings
from hub.domain.refusals import DateTooEarly, NameUnreadable
from hub.domain.refused import Refused
from hub.domain.settings_names import is_readable, of_dated, of_holiday

EARLIEST = date(2000, 1, 1)
LANGUAGES = {
    "vi": Names(vi="tiếng Việt", en="Vietnamese"),
    "en": Names(vi="tiếng Anh", en="English"),
}


def word_faults(settings: OfficeSettings) -> Iterator[Refused]:
    """Yield the names that nobody can read, and dates that nobody means."""
    for holiday in settings.holidays:
        row, key = of_holiday(holiday), f"holidays {holiday.day}"
        yield from _row(row, key, holiday.names, holiday.day)
    for level in settings.levels:
        row, days = of_dated(level), (level.valid_from, level.valid_until)
        yield from _row(row, f"levels {level.id}", level.names, *days)
    for each in settings.procedures:
        row, days = of_dated(each), (each.valid_from, each.valid_until)
        yield from _row(row, f"procedures {each.id}", each.names, *days)


def _row(row: Names, key: str, names: Names, *days: date | None) -> Iterator[Refused]:
    for language, name in (("vi", names.vi), ("en", names.en)):
        if not is_readable(name):
            yield NameUnreadable(
                row=row, language=LANGUAGES[language], key=key, field=language
            )
    for day in days:
        if day is not None and day < EARLIEST:
            yield DateTooEarly(row=row, key=key, day=f"{day:%d/%m/%Y}")
