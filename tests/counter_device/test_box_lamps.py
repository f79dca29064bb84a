"""What lamps and digits say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_device.counter import Asked, Counter, Shining, Sign
from counter_device.keys import Key
from counter_device.lamps import digits, lamps
from tests.counter_device.fake_hub import state_of

READY = Counter("2", is_connected=True, shown=state_of("idle"))


def lit(counter, *, at=100.0, is_pressed=False):
    """Return the names of the lamps that are lit."""
    now = lamps(counter, is_pressed=is_pressed, at=at)
    return {name for name, on in now._asdict().items() if on}


@pytest.mark.parametrize(
    ("status", "names"),
    [
        ("idle", {"accepted"}),
        ("called", {"accepted"}),
        ("serving", {"accepted"}),
        ("paused", set()),
        ("closed", set()),
    ],
)
def test_lamps_at_rest_follow_the_retained_state(status, names):
    """At rest accepted is lit while the counter is open; none while it is not."""
    assert lit(replace(READY, shown=state_of(status))) == names


def test_cut():
    """Without the hub, or before it showed the counter, cut is lit."""
    assert lit(replace(READY, is_connected=False)) == {"cut"}
    assert lit(Counter("2", is_connected=True)) == {"cut"}


def test_pressed_while_down_and_while_waiting():
    """Pressed is lit from the finger to the answer, and accepted is dark meanwhile."""
    assert lit(READY, is_pressed=True) == {"pressed"}
    assert lit(replace(READY, asked=Asked("p1", 100.0, Key.NEXT))) == {"pressed"}
    assert lit(Counter("2"), is_pressed=True) == {"pressed", "cut"}


@pytest.mark.parametrize(
    ("sign", "names"),
    [
        (Sign.ACCEPTED, {"accepted"}),
        (Sign.REFUSED, {"refused"}),
        (Sign.UNANSWERED, {"refused", "cut"}),
        (Sign.IDENTIFY, {"pressed", "accepted", "refused", "cut"}),
    ],
)
def test_signs(sign, names):
    """Each sign lights its own lamps and no other."""
    closed = replace(READY, shown=state_of("closed"))
    assert lit(replace(closed, shining=Shining(sign, 100.0))) == names


@pytest.mark.parametrize("sign", [Sign.UNANSWERED, Sign.IDENTIFY])
def test_alarms_blink(sign):
    """No answer and identify blink: nobody takes them for rest."""
    counter = replace(READY, shining=Shining(sign, 100.0))
    at_quarters = [bool(lit(counter, at=100.1 + n / 4)) for n in range(4)]
    assert at_quarters == [True, False, True, False]


def test_an_ignored_press_shows_refused_beside_pressed():
    """A press while one waits does not put the waiting one's lamp out."""
    busy = replace(
        READY, asked=Asked("p1", 1, Key.NEXT), shining=Shining(Sign.IGNORED, 100.0)
    )
    assert lit(busy) == {"pressed", "refused"}


@pytest.mark.parametrize(
    ("status", "ticket", "text"),
    [
        ("called", "A047", "A047"),
        ("serving", "A1000", "1000"),
        ("serving", "B10234", "0234"),
        ("idle", None, "----"),
        ("paused", None, "--P-"),
        ("closed", None, "    "),
    ],
)
def test_digits(status, ticket, text):
    """Digits show the ticket, or what the counter does without one."""
    assert digits(replace(READY, shown=state_of(status, ticket=ticket))) == text


def test_digits_when_cut():
    """Digits never show an old ticket as if it were true now."""
    called = replace(READY, shown=state_of("called", ticket="A047"))
    assert digits(replace(called, is_connected=False)) == "-  -"
    assert digits(Counter("2", is_connected=True)) == "-  -"
