"""How those went who were not helped: roughly, where exact numbers would tell a few.

Those who left, were not there or still waited add up, nearly, to all who were not
helped. Where one of these is small, the exact others would tell it; so they are rounded
until a reader has at least two numbers to choose from (pure).
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.projections.measures import Share
from hub.reports.small_cells import ENDLESS, LEAST, Range, Sum, narrow
from hub.reports.values import Mark, Number, Unit

NOT_HELPED = "type:unknown"
GONE = ("abandoned", "no-show", "expired")
# Two of them stand as shares of these, the third as a count.
SHARES = {"abandoned": "visitors", "no-show": "called"}
# To so many percent; at least so many counts must then look alike.
STEPS = (1, 2, 5, 10, 20)
ALIKE = 10
TEN = 10


def step_of(values: Mapping[str, int], hidden: Mapping[str, Mark]) -> int | None:
    """Return to how many percent shares are told: 0 is exactly, None is not at all."""
    if hidden.keys().isdisjoint((NOT_HELPED, *GONE)):
        return 0
    for step in STEPS:
        is_wide = all(values[n] * step >= 100 * ALIKE for n in SHARES.values())
        if is_wide and not _tells(step, values, hidden):
            return step
    return None


def to_ten(n: int) -> Number:
    """Return a count to the nearest ten."""
    return Number((n + TEN // 2) // TEN * TEN, is_about=True)


def to_percent(share: Share, step: int) -> Number:
    """Return a share to so many percent."""
    return Number(_steps(share, step) * step, 0, Unit.PERCENT, is_about=True)


def _steps(share: Share, step: int) -> int:
    part, whole = share.part, share.whole
    return (200 * part + step * whole) // (2 * step * whole) if whole else 0


def _tells(step: int, values: Mapping[str, int], hidden: Mapping[str, Mark]) -> bool:
    """Whether a hidden count follows from the others as they would be told."""
    known = {name: _range(name, step, values) for name in GONE}
    known[NOT_HELPED] = (values[NOT_HELPED], values[NOT_HELPED])
    for name in known.keys() & hidden.keys():
        known[name] = (1, LEAST - 1) if hidden[name] is Mark.SMALL else (0, ENDLESS)
    for _ in GONE:
        narrow(Sum(NOT_HELPED, GONE), known)
    return any(known[name][0] == known[name][1] for name in known.keys() & hidden)


def _range(name: str, step: int, values: Mapping[str, int]) -> Range:
    """Return the least and most that a reader takes a count for."""
    n = values[name]
    if name not in SHARES:
        told = to_ten(n).digits
        return (n, n) if n < LEAST else (told - TEN // 2, told + TEN // 2 - 1)
    whole = values[SHARES[name]]
    twice = 2 * _steps(Share(n, whole), step)
    low, over = ((twice + d) * step * whole for d in (-1, 1))
    return max(0, -(-low // 200)), -(-over // 200) - 1
