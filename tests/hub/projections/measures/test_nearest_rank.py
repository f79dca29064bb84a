"""Quantiles by nearest rank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.projections.measures import FEW, Spread, nearest_rank, spread

values = st.lists(st.integers(0, 10**10), max_size=60)


def naive(spans: list[int], percent: int) -> int | None:
    """Return the least of the values that enough of them do not exceed."""
    enough = [
        x for x in spans if 100 * sum(y <= x for y in spans) >= percent * len(spans)
    ]
    return min(enough, default=None)


@given(values, st.integers(1, 100))
def test_it_is_the_least_value_that_enough_do_not_exceed(spans, percent) -> None:
    """Nearest rank is defined by counting, without any arithmetic on ranks."""
    assert nearest_rank(sorted(spans), percent) == naive(spans, percent)


@given(values.filter(bool), st.integers(0, 100))
def test_it_is_always_an_observed_value(spans, percent) -> None:
    """Nobody is told a time that nobody had."""
    assert nearest_rank(sorted(spans), percent) in spans


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 15), (5, 15), (30, 20), (40, 20), (50, 35), (100, 50)]
)
def test_the_textbook_example_comes_out(percent, value) -> None:
    """The five values 15, 20, 35, 40, 50 have the ranks that every textbook gives."""
    assert nearest_rank([15, 20, 35, 40, 50], percent) == value


def test_of_ten_values_the_ninth_is_p90_and_the_last_p95() -> None:
    """No value is invented between two observed ones."""
    spans = spread(range(10, 110, 10))

    assert (spans.p50, spans.p90, spans.p95, spans.longest) == (50, 90, 100, 100)


def test_nothing_has_no_quantile_and_no_mean() -> None:
    """Of no values there is nothing to say."""
    assert spread([]) == Spread(n=0, total=0)
    assert (spread([]).mean, spread([]).p90) == (None, None)


def test_a_mean_is_the_total_by_n() -> None:
    """The total is kept exactly, and the mean follows from it."""
    assert spread([3, 1, 1]).mean == 5 / 3


def test_fewer_than_five_are_few() -> None:
    """A quantile of four people would tell of one of them."""
    assert [spread(range(n)).is_few for n in (FEW - 1, FEW)] == [True, False]
