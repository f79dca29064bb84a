"""What an open stream still owes its reader, bounded: nobody waits for a reader."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from hub.web.stay import Stay


class Told(NamedTuple):
    """A frame, and the position in history that it tells of; a beat tells of none."""

    frame: bytes
    position: int | None = None


class Backlog:
    """Every frame in order; a reader that owes too many bytes is let go.

    The frames are shared by all readers, the list is each one's own.
    """

    def __init__(self, most: int) -> None:
        """Remember how many bytes may wait."""
        self.stay = Stay()
        self._most = most
        self._size = 0
        self._owed: list[Told] = []
        self._news = asyncio.Event()

    def tell(self, told: Sequence[Told], size: int) -> None:
        """Keep what is so many bytes long for the reader, or end its stay."""
        self._size += size
        if self._size > self._most:
            self._owed.clear()
            self.stay.end()
            return
        self._owed += told
        self._news.set()

    async def take(self) -> list[Told]:
        """Return all that is owed, as soon as there is something."""
        await self._news.wait()
        self._news.clear()
        taken, self._owed, self._size = self._owed, [], 0
        return taken


class Newest:
    """The newest frame of each kind: what a slow reader missed is gone."""

    def __init__(self) -> None:
        """Owe nothing."""
        self.stay = Stay()
        self._owed: dict[str, Told] = {}
        self._news = asyncio.Event()

    def tell(self, kind: str, told: Told) -> None:
        """Keep a frame in place of the one before of its kind."""
        self._owed[kind] = told
        self._news.set()

    async def take(self) -> list[Told]:
        """Return what is owed, as soon as there is something."""
        await self._news.wait()
        self._news.clear()
        taken, self._owed = list(self._owed.values()), {}
        return taken


def past(taken: Sequence[Told], position: int) -> bytes:
    """Return the frames that tell of nothing before this position or at it."""
    return b"".join(
        told.frame
        for told in taken
        if told.position is None or told.position > position
    )
