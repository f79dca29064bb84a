"""How long a stream stays open, and everybody who has one of a kind open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Generic, Protocol, TypeVar


class Stay:
    """Lasts until somebody ends it, whatever the stream waits for just then."""

    def __init__(self) -> None:
        """Begin."""
        self.is_over = False
        self._timeout: asyncio.Timeout | None = None

    def end(self) -> None:
        """End it; may be called twice."""
        if self._timeout is not None and not self.is_over:
            self._timeout.reschedule(asyncio.get_running_loop().time())
        self.is_over = True

    @asynccontextmanager
    async def lasting(self) -> AsyncIterator[None]:
        """Run what stands within for as long as it lasts, no longer."""
        self._timeout = timeout = asyncio.timeout(0 if self.is_over else None)
        with suppress(TimeoutError):
            async with timeout:
                try:
                    yield
                finally:
                    self._timeout = None


class Staying(Protocol):
    """What hears for one open stream."""

    stay: Stay


S = TypeVar("S", bound=Staying)


class Crowd(Generic[S]):
    """The open streams of one kind: what one is told, all are told."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._members: set[S] = set()
        self._is_over = False

    def __iter__(self) -> Iterator[S]:
        """Go through whoever is there."""
        return iter(self._members)

    def __len__(self) -> int:
        """Return how many are there."""
        return len(self._members)

    @contextmanager
    def joined(self, one: S) -> Iterator[S]:
        """Count one in; it leaves at the end."""
        self._members.add(one)
        if self._is_over:
            one.stay.end()
        try:
            yield one
        finally:
            self._members.discard(one)

    def end(self) -> None:
        """End every stream, and those that still come."""
        self._is_over = True
        for one in self._members:
            one.stay.end()
