"""Invented ratings: who says how it was, where, and what they tick."""

from __future__ import annotations

from random import Random

from msgspec import Struct

ON_PHONE, AT_BOX = 0.3, 0.2
SCORES = {5: 0.56, 4: 0.27, 3: 0.1, 2: 0.04, 1: 0.03}
REASONS = ("waiting", "attitude", "guidance", "equipment")
EXTRA_COST = 0.006


class Rating(Struct, frozen=True):
    """A face, what it is about, and whether it was given by telephone."""

    score: int
    reasons: tuple[str, ...]
    by_phone: bool


def invent_rating(seed: str) -> Rating | None:
    """Return what a visitor says afterwards; most say nothing."""
    chance = Random(f"rating {seed}")
    where = chance.random()
    if where >= ON_PHONE + AT_BOX:
        return None
    by_phone = where < ON_PHONE
    if by_phone and chance.random() < EXTRA_COST:
        return Rating(1, ("extra-cost",), by_phone)
    score = chance.choices(list(SCORES), list(SCORES.values()))[0]
    about = (chance.choice(REASONS),) if score <= 3 and by_phone else ()
    return Rating(score, about, by_phone)
