"""Which number comes next? A001 to A899, then A1000 on: 900-999 are kept in reserve."""

from __future__ import annotations

LAST_SHORT = 899
FIRST_LONG = 1000
LAST_LONG = 99_999


def label(service: str, count: int) -> str | None:
    """Return the label of a service's `count`-th ticket of the day, None past the last.

    >>> label("A", 1), label("A", 899), label("A", 900)
    ('A001', 'A899', 'A1000')
    """
    if count <= LAST_SHORT:
        return f"{service}{count:03d}"
    number = count - LAST_SHORT - 1 + FIRST_LONG
    return f"{service}{number}" if number <= LAST_LONG else None
