"""A period is said in a word, and names days, a label and a file."""

from __future__ import annotations

from datetime import date

import pytest

from events.plan import Names
from firmware_config.site import ReportPeriod
from hub.reports.period import BadPeriod, period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "first", "last", "vi", "stem"),
    [
        ("day:2026-11-22", "2026-11-22", "2026-11-22", "Ngày 22/11/2026", "2026-11-22"),
        ("week:2026-W53", "2026-12-28", "2027-01-03", "Tuần 53/2026", "2026-W53"),
        ("month:2024-02", "2024-02-01", "2024-02-29", "Tháng 02/2024", "2024-02"),
        ("quarter:2018-Q4", "2018-10-01", "2018-12-31", "Quý IV/2018", "2018-Q4"),
        (
            "half:2026-H2",
            "2026-07-01",
            "2026-12-31",
            "6 tháng cuối năm 2026",
            "2026-H2",
        ),
        ("year:2026", "2026-01-01", "2026-12-31", "Năm 2026", "2026"),
        (
            "2026-11-02..2026-11-20",
            "2026-11-02",
            "2026-11-20",
            "02/11/2026 – 20/11/2026",
            "2026-11-02_2026-11-20",
        ),
        (
            "pilot:phase-1",
            "2025-02-01",
            "2025-03-31",
            "Giai đoạn 1 (01/02–31/03/2025)",
            "thi-diem-phase-1",
        ),
    ],
)
def test_a_word_names_its_days(
    words: str, first: str, last: str, vi: str, stem: str
) -> None:
    """Both ends belong to a period, and weeks are those of ISO 8601."""
    found = period(words, TODAY)

    assert (str(found.first), str(found.last)) == (first, last)
    assert (found.names.vi, found.stem) == (vi, stem)


def test_a_pilot_without_an_end_goes_until_today() -> None:
    """The second phase began on 1 April 2025 and is not over."""
    found = period("pilot:phase-2", TODAY)

    assert (found.first, found.last) == (date(2025, 4, 1), TODAY)


def test_a_site_may_have_periods_of_its_own() -> None:
    """What the site file names can be asked for like a pilot."""
    own = ReportPeriod(
        id="tet", names=Names(vi="Trước Tết", en="Before Tet"), first=date(2027, 1, 1)
    )

    assert period("pilot:tet", TODAY, (own,)).last == date(2027, 1, 1)


@pytest.mark.parametrize(
    "words",
    [
        *("", "month", "month:", "month:2026", "month:2026-13", "month:2026-1"),
        *("day:2026-02-30", "week:2025-W53", "quarter:2026-Q5", "pilot:nobody"),
        "2026-11-02..",
        *("year:0000", "year:٢٠٢٦", "month:2026-11\n.."),
    ],
)
def test_a_word_that_names_no_days_is_refused_with_all_that_do(words: str) -> None:
    """Whoever wrote it wrong reads how it is written, in both languages."""
    with pytest.raises(BadPeriod) as no:
        period(words, TODAY)

    assert "month:2026-11" in no.value.text.vi
    assert "pilot:phase-1" in no.value.text.en


@pytest.mark.parametrize(
    ("words", "vi"),
    [
        ("2026-11-20..2026-11-02", "Ngày cuối đứng trước ngày đầu"),
        ("1900-01-01..2026-01-01", "dài nhất là 3 năm"),
    ],
)
def test_two_days_that_make_no_period_are_told_why(words: str, vi: str) -> None:
    """What is spelt well but the wrong way round is not answered with a spelling."""
    with pytest.raises(BadPeriod) as no:
        period(words, TODAY)

    assert vi in no.value.text.vi
    assert "month:" not in no.value.text.vi
