"""What stands in a cell: a number as it is printed, a word, or why there is none.

A number is rounded once, half up and in whole numbers, so that every form says the
same.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from hub.projections.measures.figures import Share

MINUTE = 60_000_000


class Unit(StrEnum):
    """What a number counts."""

    PIECES = ""
    PERCENT = "%"
    MINUTES = "min"


class Number(Struct, frozen=True, tag="number"):
    """`digits` with the last `places` of them behind the comma: 11442 and 2 is 114,42.

    Of a share that is to show them, `part` and `whole` are what it was made of.
    `is_about`: it is rounded further than its digits say, so as to tell of nobody.
    """

    digits: int
    places: int = 0
    unit: Unit = Unit.PIECES
    part: int | None = None
    whole: int | None = None
    is_about: bool = False

    @property
    def value(self) -> float:
        """Return the number as printed, for those who go on counting."""
        return self.digits / float(10**self.places)


class Said(Struct, frozen=True, tag="said"):
    """A word in the place of a number."""

    text: str


class Mark(StrEnum):
    """Why a cell is not shown: it is small, or a small one would follow from it.

    `FEW` is of a share or a mean, where "< 5" would read as its value.
    """

    SMALL = "< 5"
    FEW = "n < 5"
    ALSO = "*"


class Hidden(Struct, frozen=True, tag="hidden"):
    """A number that does not leave the office."""

    mark: Mark


class Absent(Struct, frozen=True, tag="absent"):
    """There is nothing to count, or nothing to divide by."""


Value: TypeAlias = Number | Said | Hidden | Absent

ABSENT = Absent()


def count(n: int) -> Number:
    """Return a count."""
    return Number(n)


def rounded(total: int, by: int, places: int, unit: Unit = Unit.PIECES) -> Value:
    """Return total / by, rounded half up; absent where there is no divisor."""
    if not by:
        return ABSENT
    return Number((2 * total * 10**places + by) // (2 * by), places, unit)


def minutes(span: int | None) -> Value:
    """Return a span in minutes, to a tenth."""
    return ABSENT if span is None else rounded(span, MINUTE, 1, Unit.MINUTES)


def percent(share: Share, *, shows_parts: bool = False) -> Value:
    """Return a share in percent, to a hundredth."""
    if not share.whole:
        return ABSENT
    digits = (2 * share.part * 10_000 + share.whole) // (2 * share.whole)
    if shows_parts:
        return Number(digits, 2, Unit.PERCENT, share.part, share.whole)
    return Number(digits, 2, Unit.PERCENT)
