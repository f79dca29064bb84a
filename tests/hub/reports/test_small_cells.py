"""No count of 1 to 4 leaves the office, nor can it be worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.reports.small_cells import Sum, marks
from hub.reports.values import Mark

SMALL, ALSO = Mark.SMALL, Mark.ALSO


def split(*parts: int, **more: int) -> tuple[dict[str, int], list[Sum]]:
    """Return a count, named `all`, and its parts, named a, b, c, ..."""
    names = "abcdefgh"[: len(parts)]
    values = {"all": sum(parts), **dict(zip(names, parts, strict=True)), **more}
    return values, [Sum("all", tuple(names))]


def test_large_counts_are_shown() -> None:
    """Nothing is hidden where nothing is small; an empty cell tells of nobody."""
    assert marks(*split(5, 0, 120)) == {}


def test_a_small_count_takes_a_larger_one_with_it() -> None:
    """The sum less all others would be the small one: the smallest other goes too."""
    assert marks(*split(3, 40, 12, 0)) == {"a": SMALL, "c": ALSO}


def test_two_small_counts_guard_each_other() -> None:
    """Of two that are hidden neither follows, if more than one pair adds up."""
    assert marks(*split(2, 3, 40)) == {"a": SMALL, "b": SMALL}


def test_two_small_counts_that_give_each_other_away_take_a_third() -> None:
    """Two hidden counts that make two are one and one."""
    assert marks(*split(1, 1, 40)) == {"a": SMALL, "b": SMALL, "c": ALSO}


def test_a_guard_that_would_be_seen_through_takes_another_with_it() -> None:
    """Beside a 1 that is small, a hidden 5 could only be a 5."""
    assert marks(*split(1, 5, 9)) == {"a": SMALL, "b": ALSO, "c": ALSO}


def test_a_split_that_cannot_be_guarded_is_not_published() -> None:
    """Four and four of eight would be seen through: neither says that it is small."""
    assert marks(*split(4, 4)) == {"a": ALSO, "b": ALSO}


def test_of_a_small_sum_nothing_is_shown() -> None:
    """Where three came, not even the empty services are told."""
    assert marks(*split(3, 0, 0)) == dict.fromkeys(("all", "a", "b", "c"), SMALL)


def test_nobody_is_nothing_to_hide() -> None:
    """A day without visitors is shown as it was."""
    assert marks(*split(0, 0)) == {}


def test_a_count_that_is_hidden_in_one_table_is_hidden_in_all() -> None:
    """A part may itself be the sum of others: they may not give it away."""
    values = {"all": 30, "a": 3, "b": 27, "b1": 20, "b2": 7}
    sums = [Sum("all", ("a", "b")), Sum("b", ("b1", "b2"))]

    hidden = marks(values, sums)

    assert hidden["a"] is SMALL
    assert "b" in hidden
    assert solved(values, sums, hidden) == set()


counts = st.one_of(st.integers(0, 9), st.integers(0, 9), st.just(0), st.integers(5, 14))
splits = st.lists(counts, min_size=1, max_size=4)


@given(splits)
@settings(max_examples=120, deadline=None)
def test_no_hidden_count_of_a_sum_can_be_solved(parts: list[int]) -> None:
    """Whatever is counted: each hidden cell may be at least two different numbers."""
    values, sums = split(*parts)

    hidden = marks(values, sums)

    assert not {name for name, n in values.items() if 0 < n < 5} - hidden.keys()
    assert solved(values, sums, hidden) == set()


@given(splits, st.lists(st.integers(0, 20), min_size=1, max_size=2), st.data())
@settings(max_examples=80, deadline=None)
def test_two_divisions_of_the_same_people_give_nothing_away(
    parts: list[int], cuts: list[int], data: st.DataObject
) -> None:
    """Days and services add up to the same visitors: together they tell no more."""
    values, sums = split(*parts)
    rest, others = values["all"], []
    for cut in cuts:
        others.append(min(cut, rest))
        rest -= others[-1]
    others.append(rest)
    names = [f"x{n}" for n in range(len(others))]
    values |= dict(zip(names, others, strict=True))
    sums.append(Sum("all", tuple(data.draw(st.permutations(names)))))

    hidden = marks(values, sums)

    assert not {name for name, n in values.items() if 0 < n < 5} - hidden.keys()
    assert solved(values, sums, hidden) == set()


def solved(
    values: Mapping[str, int], sums: Sequence[Sum], hidden: Mapping[str, Mark]
) -> set[str]:
    """Return the hidden counts that somebody who tries all numbers can tell.

    He knows what is shown, what the marks mean, and which counts add up; also that a
    count of 1 to 4 is never shown as anything but small unless its whole split is.
    """
    names = list(hidden)
    seen: dict[str, set[int]] = {name: set() for name in names}
    for guess in _guesses(names, values, sums, hidden):
        for name in names:
            seen[name].add(guess[name])
    assert all(values[name] in seen[name] for name in names), "the truth is possible"
    return {name for name in names if len(seen[name]) < 2}


def _guesses(
    names: list[str],
    values: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: Mapping[str, Mark],
) -> Iterator[dict[str, int]]:
    most = max(values.values()) + 3
    ranges = [_possible(name, sums, hidden, most) for name in names]
    free = 1
    for each in ranges:
        free *= len(each)
    if free > 40_000:  # only the shape of a few parts is tried whole
        ranges = [
            [n for n in each if abs(n - values[m]) < 4]
            for m, each in zip(names, ranges, strict=True)
        ]
    for numbers in product(*ranges):
        guess = {**values, **dict(zip(names, numbers, strict=True))}
        if all(guess[s.whole] == sum(guess[p] for p in s.parts) for s in sums):
            yield guess


def _possible(
    name: str, sums: Sequence[Sum], hidden: Mapping[str, Mark], most: int
) -> list[int]:
    of = [each for each in sums if name in each.parts]
    if hidden[name] is SMALL:
        is_of_small = any(hidden.get(each.whole) is SMALL for each in of)
        return list(range(0 if is_of_small else 1, 5))
    all_also = any(
        all(hidden.get(part) is ALSO for part in each.parts)
        for each in (*of, *(s for s in sums if s.whole == name))
    )
    is_whole = any(each.whole == name for each in sums)
    return list(range(0 if all_also or is_whole else 5, most + 1))
