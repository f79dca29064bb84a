"""A wait as people are told it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.replies import WaitRange
from events.wait_words import STEP_S, heading, in_words, left_of, shown

seconds = st.integers(0, 20_000)


def a_wait(least: int, most: int) -> WaitRange:
    """Return a range of seconds."""
    return WaitRange(from_s=least, to_s=most)


@given(least=seconds, more=seconds)
def test_a_range_is_rounded_outward_to_five_minutes(least: int, more: int) -> None:
    """What is shown holds what was reckoned, save for a wait of under a minute."""
    wait = a_wait(least, least + more)
    said = shown(wait)

    assert said.from_s % STEP_S == said.to_s % STEP_S == 0
    assert said.from_s <= wait.from_s
    assert said.to_s >= wait.to_s or wait.to_s <= 60
    assert shown(said) == said


@pytest.mark.parametrize(
    ("wait", "vi", "en"),
    [
        (None, "Chưa ước tính được", "No estimate yet"),
        ((0, 45), "đến ngay", "come now"),
        ((60, 240), "dưới 5 phút", "under 5 min"),
        ((200, 500), "dưới 10 phút", "under 10 min"),
        ((890, 1490), "10–25 phút", "10–25 min"),
        ((600, 600), "10–15 phút", "10–15 min"),
        ((3590, 5000), "55–85 phút", "55–85 min"),
        ((3600, 5000), "hơn 60 phút", "over 60 min"),
    ],
)
def test_a_wait_in_words(wait: tuple[int, int] | None, vi: str, en: str) -> None:
    """The words are those of the house, in both languages."""
    said = in_words(None if wait is None else a_wait(*wait))
    assert (said.vi, said.en) == (vi, en)


@pytest.mark.parametrize(
    ("wait", "above"),
    [
        (None, "Thời gian chờ"),
        ((0, 200), "Thời gian chờ"),
        ((400, 900), "Chờ khoảng"),
        ((4000, 9000), "Thời gian chờ"),
    ],
)
def test_what_stands_above(wait: tuple[int, int] | None, above: str) -> None:
    """Only a range of minutes is about so long."""
    assert heading(None if wait is None else a_wait(*wait)).vi == above


def test_what_is_left_of_a_wait() -> None:
    """A wait that was told gets shorter, and in the end says nothing any more."""
    told = a_wait(600, 900)
    assert left_of(told, 0) == told
    assert left_of(told, 700) == a_wait(0, 200)
    assert left_of(told, 900) is None
