"""Of which days is a report? Said in a word, such as `month:2026-11` (pure)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from msgspec import Struct

from events.plan import Names
from events.replies import Sentence
from firmware_config.site import ReportPeriod
from hub.application.exports import Standing

LONGEST_DAYS = 366 * 3


class BadPeriod(Exception):
    """The words name no days; the sentence says what may be written."""

    def __init__(self, text: Sentence) -> None:
        """Remember the sentence in both languages."""
        super().__init__(text.en)
        self.text = text


BACKWARDS = Sentence(
    vi="Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày.",
    en="The last day is before the first. Change the two days.",
)
TOO_LONG = Sentence(
    vi="Kỳ báo cáo dài nhất là 3 năm. Chọn hai ngày gần nhau hơn.",
    en="A period is at most 3 years long. Choose days that are closer.",
)


class Period(Struct, frozen=True, kw_only=True):
    """Some days, both ends included; `stem` is how a file of them is called."""

    first: date
    last: date
    names: Names
    stem: str

    @property
    def days(self) -> int:
        """Return how many days of the calendar it has."""
        return (self.last - self.first).days + 1


# The pilots that the documents name; the last goes on.
PILOTS = (
    ReportPeriod(
        id="q4-2018",
        names=Names(vi="Thí điểm quý IV/2018", en="Pilot, Q4 2018"),
        first=date(2018, 10, 1),
        last=date(2018, 12, 31),
    ),
    ReportPeriod(
        id="phase-1",
        names=Names(vi="Giai đoạn 1 (01/02–31/03/2025)", en="Phase 1 (Feb-Mar 2025)"),
        first=date(2025, 2, 1),
        last=date(2025, 3, 31),
    ),
    ReportPeriod(
        id="phase-2",
        names=Names(vi="Giai đoạn 2 (từ 01/04/2025)", en="Phase 2 (since 1 Apr 2025)"),
        first=date(2025, 4, 1),
    ),
)

PHASES = {row.id.removeprefix("phase-"): row for row in PILOTS[1:]}

Made: TypeAlias = tuple[date, date, Names]


def period(text: str, today: date, more: Sequence[ReportPeriod] = ()) -> Period:
    """Return the days that a text names; `more` are the site's own periods.

    A period that has no end yet goes until today. Raises `BadPeriod`.
    """
    kind, colon, said = text.strip().partition(":")
    try:
        if colon and kind == "pilot":
            return _pilot(said, today, (*PILOTS, *more))
        if colon and kind in KINDS:
            first, last, names = KINDS[kind](said)
            return Period(first=first, last=last, names=names, stem=said)
        return _free(text.strip())
    except (ValueError, OverflowError):
        raise BadPeriod(_wanted(more)) from None


def standing(of: Period, today: date) -> Standing:
    """Return whether a period is over, goes on, or has not begun."""
    if today < of.first:
        return Standing.TO_COME
    return Standing.OVER if of.last < today else Standing.GOES_ON


def phase_of(of: Period, now: str) -> str:
    """Return the phase that a period was in; `now` is the office's own, "" for none."""
    if now not in PHASES or of.last >= PHASES[now].first:
        return now
    return next((n for n, row in reversed(PHASES.items()) if row.first <= of.last), "")


def _pilot(said: str, today: date, known: Iterable[ReportPeriod]) -> Period:
    found = next(row for row in (*known, None) if row is None or row.id == said)
    if found is None:
        raise ValueError(said)
    last = found.last or max(today, found.first)
    stem = f"thi-diem-{found.id}"
    return Period(first=found.first, last=last, names=found.names, stem=stem)


def _free(text: str) -> Period:
    one, dots, other = text.partition("..")
    first, last = _date(one), _date(other if dots else one)
    if last < first:
        raise BadPeriod(BACKWARDS)
    if (last - first).days > LONGEST_DAYS:
        raise BadPeriod(TOO_LONG)
    names = _between(first, last)
    return Period(first=first, last=last, names=names, stem=f"{first}_{last}")


def _between(first: date, last: date) -> Names:
    return Names(
        vi=f"{first:%d/%m/%Y} – {last:%d/%m/%Y}",
        en=f"{first:%d/%m/%Y} to {last:%d/%m/%Y}",
    )


def _date(text: str) -> date:
    _must(r"\d{4}-\d\d-\d\d", text)
    return date.fromisoformat(text)


def _day(text: str) -> Made:
    day = _date(text)
    said = f"{day:%d/%m/%Y}"
    return day, day, Names(vi=f"Ngày {said}", en=said)


def _week(text: str) -> Made:
    year, week = _must(r"(\d{4})-W(\d\d)", text)
    first = date.fromisocalendar(year, week, 1)
    last = first + timedelta(days=6)
    return first, last, Names(vi=f"Tuần {week}/{year}", en=f"Week {week}, {year}")


def _month(text: str) -> Made:
    year, month = _must(r"(\d{4})-(\d\d)", text)
    names = Names(vi=f"Tháng {month:02}/{year}", en=f"{month:02}/{year}")
    return *_months(year, month, 1), names


def _quarter(text: str) -> Made:
    year, n = _must(r"(\d{4})-Q([1-4])", text)
    roman = ("I", "II", "III", "IV")[n - 1]
    names = Names(vi=f"Quý {roman}/{year}", en=f"Q{n} {year}")
    return *_months(year, 3 * n - 2, 3), names


def _half(text: str) -> Made:
    year, n = _must(r"(\d{4})-H([12])", text)
    said = ("đầu", "cuối")[n - 1]
    names = Names(vi=f"6 tháng {said} năm {year}", en=f"Half-year {n}, {year}")
    return *_months(year, 6 * n - 5, 6), names


def _year(text: str) -> Made:
    (year,) = _must(r"(\d{4})", text)
    return *_months(year, 1, 12), Names(vi=f"Năm {year}", en=f"Year {year}")


KINDS: Mapping[str, Callable[[str], Made]] = {
    "day": _day,
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
}


def _must(pattern: str, text: str) -> tuple[int, ...]:
    """Return the numbers in a text that is spelt so; `ValueError` if it is not."""
    match = re.fullmatch(pattern, text, re.ASCII)
    if match is None:
        raise ValueError(text)
    return tuple(int(each) for each in match.groups())


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def _wanted(more: Sequence[ReportPeriod]) -> Sentence:
    pilots = ", ".join(f"pilot:{row.id}" for row in (*PILOTS, *more))
    forms = (
        "day:2026-11-22, week:2026-W47, month:2026-11, quarter:2026-Q4, half:2026-H2, "
        f"year:2026, {pilots}, 2026-11-02..2026-11-20"
    )
    return Sentence(
        vi=f"Kỳ báo cáo không đọc được. Viết như một trong các mẫu: {forms}.",
        en=f"That is no period. Write it as one of: {forms}.",
    )
