"""Numbers kept in order, and people waiting minute by minute."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.projections.measures.ranks import nearest_rank
from hub.projections.today.bags import EMPTY, MOST, Bag, below, rank, swapped, up_to
from hub.projections.today.strip import Strip, begun_at
from tests.given import DAWN

MINUTE = timedelta(minutes=1)
numbers = st.lists(st.integers(0, 50))


def bag_of(numbers: list[int]) -> Bag:
    """Return a bag into which these numbers came one by one."""
    bag = EMPTY
    for one in numbers:
        bag = swapped(bag, None, one)
    return bag


@given(kept=numbers, percent=st.sampled_from([50, 90, 95]), bound=st.integers(0, 50))
def test_a_bag_says_what_looking_at_all_would(
    kept: list[int], percent: int, bound: int
) -> None:
    """Ranks and counts are those of the sorted numbers."""
    bag = bag_of(kept)

    assert list(bag) == sorted(kept)
    assert rank(bag, percent) == nearest_rank(sorted(kept), percent)
    assert up_to(bag, bound) == sum(one <= bound for one in kept)
    assert below(bag, bound) == sum(one < bound for one in kept)


@given(kept=st.lists(st.integers(0, 9), min_size=1), new=st.integers(0, 9))
def test_a_bag_is_never_changed_in_place(kept: list[int], new: int) -> None:
    """One number goes and another comes, in a bag of its own."""
    bag = bag_of(kept)
    after = swapped(bag, kept[0], new)

    assert list(bag) == sorted(kept)
    assert list(after) == sorted([*kept[1:], new])


@pytest.mark.parametrize("order", ["rising", "falling", "mixed"])
def test_a_long_day_says_what_looking_at_all_would(order: str) -> None:
    """However many pieces a bag is in, and whichever numbers leave it again."""
    chance = Random(order)
    kept = [chance.randrange(3_000) for _ in range(5_000)]
    if order != "mixed":
        kept.sort(reverse=order == "falling")
    bag = bag_of(kept)
    for percent in (1, 50, 90, 95, 100):
        assert rank(bag, percent) == nearest_rank(sorted(kept), percent)
    while kept:
        gone = [kept.pop(chance.randrange(len(kept))) for _ in range(500)]
        for one in gone:
            bag = swapped(bag, one, None)
        assert (list(bag), len(bag)) == (sorted(kept), len(kept))
        bound = chance.randrange(3_000)
        assert up_to(bag, bound) == sum(one <= bound for one in kept)
        assert below(bag, bound) == sum(one < bound for one in kept)


def test_a_bag_shares_nearly_all_with_the_one_before() -> None:
    """One number more does not cost the whole day."""
    bag = bag_of(list(range(0, 40_000, 2)))
    after = swapped(bag, 20_000, 20_001)
    kept = {id(piece) for piece in bag.pieces} & {id(piece) for piece in after.pieces}

    assert len(bag.pieces) > 50
    assert len(kept) >= len(bag.pieces) - 2
    assert max(map(len, after.pieces)) <= MOST


def at(minute: float) -> datetime:
    """Return an instant so many minutes after dawn."""
    return DAWN + MINUTE * minute


def played(*changes: tuple[float, int]) -> Strip:
    """Return the strip of a day with these changes."""
    strip = begun_at(at(0))
    for minute, waiting in changes:
        strip = strip.after(at(minute), waiting)
    return strip


def test_the_last_number_goes_on() -> None:
    """Between two changes nobody came and nobody was called."""
    strip = played((0.2, 1), (0.6, 2), (4.5, 1))

    assert list(strip.counts) == [2, 2, 2, 2, 1]
    assert strip.most_in(2, at(7.9)) == (2, 2, 1, 1)


@pytest.mark.parametrize(("minute", "waited"), [(0.5, 0), (1, 2), (4.9, 2), (5, 1)])
def test_how_many_waited_when_a_minute_began(minute: float, waited: int) -> None:
    """Asked of any instant, its minute's beginning is told."""
    assert played((0.2, 1), (0.6, 2), (4.5, 1)).at_minute(at(minute)) == waited


def test_before_the_day_nobody_knows() -> None:
    """There is no number from before the day began."""
    assert played((0.2, 1)).at_minute(at(-1)) is None
