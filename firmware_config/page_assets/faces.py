"""The faces a visitor rates by: the same drawing and word on phone and box."""

from __future__ import annotations

from typing import NamedTuple


class Face(NamedTuple):
    """A score, the mouth of its face in a field of 48 by 48, and its word."""

    score: int
    mouth: str
    vi: str
    en: str


FACES = (
    Face(1, "M14 35c4-8 16-8 20 0", "Rất tệ", "Very bad"),
    Face(2, "M16 33c4-4 12-4 16 0", "Chưa tốt", "Not good"),
    Face(3, "M16 32h16", "Tạm được", "All right"),
    Face(4, "M16 30c4 4 12 4 16 0", "Tốt", "Good"),
    Face(5, "M13 28c4 10 18 10 22 0z", "Rất tốt", "Very good"),
)
