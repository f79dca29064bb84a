"""Whole numbers kept in order, so that a rank or a count is found by halving.

A bag is never changed in place: whoever holds an older one keeps what it said. It is
kept in pieces, and shares with the older one all of them but the one that changed: so
one number more costs the same in the evening as in the morning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

Piece: TypeAlias = tuple[int, ...]

MOST = 256


class Bag(Struct, frozen=True):
    """Pieces of at most so many numbers, in order, none of them empty."""

    pieces: tuple[Piece, ...] = ()
    size: int = 0

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return self.size

    def __iter__(self) -> Iterator[int]:
        """Go through all numbers in order."""
        return chain.from_iterable(self.pieces)


EMPTY = Bag()


def swapped(bag: Bag, old: int | None, new: int | None) -> Bag:
    """Return the bag with one number in place of another; None is no number."""
    if old == new:
        return bag
    if old is not None:
        bag = _without(bag, old)
    return bag if new is None else _with(bag, new)


def rank(bag: Bag, percent: int) -> int | None:
    """Return the nearest rank: the least number that so many percent do not exceed."""
    before = (bag.size * percent + 99) // 100 - 1
    for piece in bag.pieces:
        if before < len(piece):
            return piece[before]
        before -= len(piece)
    return None


def up_to(bag: Bag, most: int) -> int:
    """Return how many are not larger."""
    whole = bisect_right(bag.pieces, most, key=_last)
    rest = bag.pieces[whole : whole + 1]
    return _count(bag, whole) + sum(bisect_right(piece, most) for piece in rest)


def below(bag: Bag, bound: int) -> int:
    """Return how many are smaller."""
    whole = bisect_left(bag.pieces, bound, key=_last)
    rest = bag.pieces[whole : whole + 1]
    return _count(bag, whole) + sum(bisect_left(piece, bound) for piece in rest)


def _with(bag: Bag, number: int) -> Bag:
    if not bag.pieces:
        return Bag(((number,),), 1)
    n = min(bisect_left(bag.pieces, number, key=_last), len(bag.pieces) - 1)
    piece = bag.pieces[n]
    place = bisect_left(piece, number)
    return _put(bag, n, (*piece[:place], number, *piece[place:]))


def _without(bag: Bag, number: int) -> Bag:
    n = bisect_left(bag.pieces, number, key=_last)
    piece = bag.pieces[n]
    place = bisect_left(piece, number)
    return _put(bag, n, piece[:place] + piece[place + 1 :])


def _put(bag: Bag, n: int, piece: Piece) -> Bag:
    """Return the bag with a piece in place of its nth; halved where it is too long."""
    half = len(piece) // 2 if len(piece) > MOST else 0
    parts = [part for part in (piece[:half], piece[half:]) if part]
    size = bag.size - len(bag.pieces[n]) + len(piece)
    return Bag((*bag.pieces[:n], *parts, *bag.pieces[n + 1 :]), size)


def _count(bag: Bag, pieces: int) -> int:
    return sum(map(len, bag.pieces[:pieces]))


def _last(piece: Piece) -> int:
    return piece[-1]
