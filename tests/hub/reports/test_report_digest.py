"""One mark says which rows a report rests on."""

from __future__ import annotations

from msgspec.structs import replace

from hub.projections.measured.rows import AlertRow, DeviceRow, Facts
from hub.reports.digest import basis
from tests.hub.reports.invented import HOUR, many

FACTS = many(200)
END = max(day.closed or 0 for day in FACTS.days)


def device(**said: int | None) -> Facts:
    """Return the rows with a device that was there from the first day on."""
    told = {"began": FACTS.days[0].opened, "ended": None, **said}
    row = DeviceRow(device="dispenser-1", entry=7, connection="ready", **told)  # type: ignore[arg-type]  # by name
    return replace(FACTS, devices=(row,))


def test_the_same_rows_have_the_same_digest() -> None:
    """When they were read, and how far the store had come, is no part of it."""
    later = replace(FACTS, at=FACTS.at + HOUR, position=FACTS.position + 900)

    assert basis(later).sha256 == basis(FACTS).sha256
    assert basis(later, until=15_000) == basis(FACTS, until=15_000)


def test_any_other_row_has_another() -> None:
    """Not one visit may be left out, nor be another's."""
    less = replace(FACTS, visits=FACTS.visits[1:])
    other = replace(
        FACTS, visits=(FACTS.visits[0]._replace(service="Z"), *FACTS.visits[1:])
    )

    assert len({basis(each).sha256 for each in (FACTS, less, other)}) == 3


def test_what_became_later_of_a_device_changes_nothing() -> None:
    """A box that was connected in November and lost in December: November stays."""
    assert basis(device(ended=END + HOUR)).sha256 == basis(device()).sha256
    assert basis(device(ended=END - HOUR)).sha256 != basis(device()).sha256
    assert basis(device(began=END + HOUR)).sha256 == basis(FACTS).sha256


def test_what_became_later_of_an_alert_changes_nothing() -> None:
    """Nor does an alert that somebody took on after the last day."""
    opened = AlertRow(
        *("a", "paper-out", "serious", None, None, "dispenser-1", None, END - HOUR),
        *(None, None, None, None),
    )
    closed = opened._replace(
        taken=END + 1, taken_by="QL-01", closed=END + 2, how="passed"
    )

    told = [basis(replace(FACTS, alerts=(row,))).sha256 for row in (opened, closed)]

    assert told[0] == told[1]


def test_the_extent_is_told_with_it() -> None:
    """How many rows, from which event to which."""
    found = basis(FACTS, until=14_999)

    assert found.begun == FACTS.days[0].begun
    assert found.position == 14_999
    assert found.rows > 200
    assert basis(Facts(at=5, position=77)).position == 0
