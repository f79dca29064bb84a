"""What the four lamps and the four digits say of a counter.

At rest one lamp at most is lit: accepted while the counter is open, cut while the hub
is not heard, none while it is closed or on a break.
"""

from __future__ import annotations

from typing import NamedTuple

from counter_device.counter import Counter, Shining, Sign
from counter_device.segments import WIDTH
from events.counter import CounterStatus

BLINK_S = 0.25

_OPEN = (CounterStatus.IDLE, CounterStatus.CALLED, CounterStatus.SERVING)


class Lamps(NamedTuple):
    """Which lamps are lit."""

    pressed: bool = False
    accepted: bool = False
    refused: bool = False
    cut: bool = False


def lamps(counter: Counter, *, is_pressed: bool, at: float) -> Lamps:
    """Return the lamps for this counter, at this moment."""
    sign = counter.shining and counter.shining.sign
    blink = _is_bright(counter.shining, at)
    if sign is Sign.IDENTIFY:
        return Lamps(blink, blink, blink, blink)
    is_waiting = is_pressed or counter.asked is not None
    rests_open = counter.is_ready and counter.status in _OPEN
    alarm = sign is Sign.UNANSWERED and blink
    return Lamps(
        pressed=is_waiting,
        accepted=sign is Sign.ACCEPTED
        or (sign is None and rests_open and not is_waiting),
        refused=sign in (Sign.REFUSED, Sign.IGNORED) or alarm,
        cut=not counter.is_ready if sign is not Sign.UNANSWERED else alarm,
    )


def digits(counter: Counter) -> str:
    """Return the four signs: the ticket, or what the counter is doing without one."""
    if counter.shown is None or not counter.is_connected:
        return "-  -"
    match counter.shown.state:
        case CounterStatus.CLOSED:
            return " " * WIDTH
        case CounterStatus.PAUSED:
            return "--P-"
        case _:
            return (counter.shown.ticket or "-" * WIDTH)[-WIDTH:]


def _is_bright(shining: Shining | None, at: float) -> bool:
    return shining is not None and int((at - shining.since) / BLINK_S) % 2 == 0
