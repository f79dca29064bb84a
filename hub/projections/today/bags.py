"""Whole numbers kept in order, so that a rank or a count is found by halving.

A bag is never changed in place: whoever holds an older one keeps what it said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import TypeAlias

Bag: TypeAlias = Sequence[int]

EMPTY: Bag = ()


def swapped(bag: Bag, old: int | None, new: int | None) -> Bag:
    """Return the bag with one number in place of another; None is no number."""
    if old == new:
        return bag
    numbers = [*bag]
    if old is not None:
        del numbers[bisect_left(numbers, old)]
    if new is not None:
        insort(numbers, new)
    return numbers


def rank(bag: Bag, percent: int) -> int | None:
    """Return the nearest rank: the least number that so many percent do not exceed."""
    return bag[(len(bag) * percent + 99) // 100 - 1] if bag else None


def up_to(bag: Bag, most: int) -> int:
    """Return how many are not larger."""
    return bisect_right(bag, most)


def below(bag: Bag, bound: int) -> int:
    """Return how many are smaller."""
    return bisect_left(bag, bound)
