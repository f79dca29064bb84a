"""Of those who were not helped large numbers are told, and no small one follows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.projections.measures import Share
from hub.reports.gather import gather
from hub.reports.rough import (
    GONE,
    NOT_HELPED,
    SHARES,
    step_of,
    to_percent,
    to_ten,
)
from hub.reports.small_cells import LEAST
from hub.reports.values import Mark, Number
from tests.hub.reports.invented import (
    MINUTE,
    MONDAY,
    asked,
    facts,
    left,
    session,
    visit,
)
from tests.hub.reports.reading import QUALITY, cell


def gone(
    abandoned: int, no_show: int, expired: int, helped: int = 1670
) -> dict[str, int]:
    """Return the counts of a period, everybody in exactly one of them."""
    not_helped = abandoned + no_show + expired
    return {
        "visitors": helped + not_helped,
        "called": helped + no_show,
        NOT_HELPED: not_helped,
        "abandoned": abandoned,
        "no-show": no_show,
        "expired": expired,
    }


def small(values: Mapping[str, int]) -> dict[str, Mark]:
    """Return what is hidden because it is small."""
    names = (NOT_HELPED, *GONE)
    return {name: Mark.SMALL for name in names if 0 < values[name] < LEAST}


def test_where_nothing_is_small_all_is_told_exactly() -> None:
    """Ninety-six, a hundred and thirty-one and twelve hide nobody."""
    values = gone(131, 96, 12)

    assert step_of(values, small(values)) == 0


def test_two_at_closing_take_no_figure_away() -> None:
    """Two of 1,899 still waited: who left and who was not there is told in percents."""
    values = gone(131, 96, 2)

    step = step_of(values, small(values))

    assert step == 1
    assert to_percent(Share(131, 1899), step).digits == 7
    assert to_percent(Share(96, 1766), step).digits == 5


@pytest.mark.parametrize(
    ("helped", "step"), [(1000, 1), (500, 2), (200, 5), (60, 20), (9, None)]
)
def test_fewer_visits_are_told_more_roughly(helped: int, step: int | None) -> None:
    """Ten counts at least must look alike; of a handful there is no such share."""
    values = gone(8, 9, 2, helped=helped)

    assert step_of(values, small(values)) == step


def test_numbers_at_the_edge_of_their_rounding_are_told_more_roughly() -> None:
    """At one percent 60 and 83 could be no more: then four, the most, is just four."""
    values = gone(60, 83, 4, helped=1200)
    hidden = small(values)

    assert _possible("expired", values, hidden, 1) == {4}
    assert step_of(values, hidden) == 2
    assert len(_possible("expired", values, hidden, 2)) > 1


counts = st.one_of(st.integers(0, 4), st.integers(0, 150))


@given(counts, counts, counts, st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_no_small_count_follows_from_the_rough_ones(
    abandoned: int, no_show: int, expired: int, helped: int
) -> None:
    """Whoever tries all numbers that look as printed finds two for what is hidden."""
    values = gone(abandoned, no_show, expired, helped)
    hidden = small(values)
    step = step_of(values, hidden)

    for name in hidden:
        if step is not None and name in GONE:
            assert len(_possible(name, values, hidden, step)) > 1


def _possible(
    wanted: str, values: Mapping[str, int], hidden: Mapping[str, Mark], step: int
) -> set[int]:
    """Return what a reader may take a hidden count for, who knows all the others."""
    first, other, last = sorted(GONE, key=lambda name: name != wanted)
    told = values[NOT_HELPED]
    totals = range(1, LEAST) if NOT_HELPED in hidden else (told,)
    possible = set[int]()
    for total, n, m in product(totals, range(1, LEAST), range(told + LEAST)):
        guess = {first: n, other: m, last: total - n - m}
        if all(_looks_so(k, v, values, hidden, step) for k, v in guess.items()):
            possible.add(n)
    return possible


def _looks_so(
    name: str,
    guess: int,
    values: Mapping[str, int],
    hidden: Mapping[str, Mark],
    step: int,
) -> bool:
    if name in hidden:
        return 0 < guess < LEAST
    if name not in SHARES:
        return guess >= 0 and _told(guess) == _told(values[name])
    whole = values[SHARES[name]]
    told = to_percent(Share(values[name], whole), step)
    return guess >= 0 and to_percent(Share(guess, whole), step) == told


def _told(n: int) -> Number:
    return Number(n) if n < LEAST else to_ten(n)


def test_a_report_says_both_figures_beside_two_at_closing() -> None:
    """What is asked for stands in the report, marked as rounded; the two do not."""
    stayed = [visit(MONDAY, n) for n in range(500)]
    away = [left(visit(MONDAY, 600 + n), 20 * MINUTE) for n in range(40)]
    missed = [visit(MONDAY, 700 + n, place="no-show", no_shows=1) for n in range(30)]
    kept = [
        left(visit(MONDAY, 800 + n), 20 * MINUTE)._replace(place="expired")
        for n in range(2)
    ]
    helped = tuple(session(row) for row in stayed)
    told = facts(*stayed, *away, *missed, *kept, sessions=helped)

    report, internal = gather(told, asked()), gather(told, asked(is_internal=True))

    rows = ("Vắng mặt khi gọi", "Bỏ về trước khi gọi", "Còn chờ khi đóng cửa")
    assert [cell(report, QUALITY, row, "Giá trị") for row in rows] == [
        *("~6 %", "~6 %", "< 5"),
    ]
    assert cell(internal, QUALITY, "Vắng mặt khi gọi", "Giá trị") == "5,66 %"
    assert "“~”" in report.parts[4].blocks[0].text  # type: ignore[union-attr]  # a note
