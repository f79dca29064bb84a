"""What comes again and again is told at once, then once a minute."""

from __future__ import annotations

import logging

import pytest

from events.held_back import HeldBack, warnings_to
from events.replies import PASSING, RefusalReply, Sentence


class Minutes:
    """Monotonic time that a test moves."""

    at = 1_000.0

    def __call__(self) -> float:
        """Return it."""
        return self.at


@pytest.fixture
def minutes() -> Minutes:
    """Where the time stands."""
    return Minutes()


def test_the_first_is_told_and_the_rest_counted(minutes: Minutes) -> None:
    """Three hundred of a kind are two lines in the first minute, each kind its own."""
    said: list[tuple[str, int, float]] = []
    held = HeldBack[str](lambda *what: said.append(what), minutes)
    for _ in range(300):
        held.note("junk")
    held.note("late")
    held.tell()
    assert said == [("junk", 1, 0.0), ("late", 1, 0.0)]

    minutes.at += 60
    held.tell()
    assert said[2:] == [("junk", 299, 60.0)]


def test_what_goes_on_is_told_every_minute(minutes: Minutes) -> None:
    """Ten minutes of junk are a line a minute; a quiet one, and it is told at once."""
    said: list[int] = []
    held = HeldBack[str](lambda _kind, count, _over: said.append(count), minutes)
    for _ in range(600):
        held.note("junk")
        minutes.at += 1
        held.tell()
    assert said == [1, 59, *[60] * 9]

    minutes.at += 60
    held.tell()
    held.note("junk")
    assert said[-1] == 1


def test_a_warning_says_how_many_more(
    minutes: Minutes, caplog: pytest.LogCaptureFixture
) -> None:
    """A box's line is a sentence, with the number since."""
    odd = warnings_to(logging.getLogger("box"), minutes)
    for _ in range(5):
        odd.note("passed over a message")
    minutes.at += 61
    odd.tell()

    first, last = caplog.records
    assert first.getMessage() == "passed over a message"
    assert last.getMessage() == "passed over a message, 4 more in 61 s"
    assert (first.count, last.count) == (1, 4)  # type: ignore[attr-defined]  # by extra


@pytest.mark.parametrize(
    "name", ["Nguyen Van Canary", "0912345678", "a" * 200, "malformed\n", ""]
)
def test_a_refusal_has_a_word_or_none(name: str) -> None:
    """What is not spelt as refusals are goes into no log."""
    text = Sentence(vi="x", en="x")
    assert RefusalReply(refusal=name, text=text).word == "unknown"
    for known in PASSING:
        assert RefusalReply(refusal=known, text=text).word == known
