"""What the application needs of a store and a clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from events.recorded import Recorded


class Answer(Struct, frozen=True, kw_only=True):
    """A reply kept beside the events it came with, for when the command comes again.

    `digest` is of the command's body; `name` the reply's wire name and version, e.g.
    `accepted/1`; `body` its JSON.
    """

    source: str
    id: str
    digest: bytes
    name: str
    body: bytes
    at: datetime


class CannotWrite(Exception):
    """The store could not write or read; the text says why. Free space, then retry."""


class AnsweredBefore(CannotWrite):
    """An answer to one of these commands is kept already; nothing was written."""


class Unreadable(Exception):
    """A stored event cannot be read; the reader stops. Update the hub, or restore."""


class EventStore(Protocol):
    """Where events are written once and for ever, with the answers they came with.

    Every method raises `CannotWrite` when the medium fails; those that return events
    raise `Unreadable` at one that this program cannot read.
    """

    @property
    def store_id(self) -> str:
        """The store's own id: new when its positions begin anew."""

    def last_position(self) -> int:
        """Return the position of the newest event, 0 if there is none."""

    def last_stream(self, first: str, below: str) -> str | None:
        """Return the last stream in name order with `first` <= name < `below`."""

    def last_version(self, stream: str) -> int:
        """Return the version of a stream's newest event, 0 if it has none."""

    def read_stream(self, stream: str) -> Iterable[Recorded]:
        """Yield a stream's events in order."""

    def newest(self, stream: str, limit: int) -> list[Recorded]:
        """Return a stream's last `limit` events, in order."""

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""

    def save(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        """Write all or nothing, durably: when this returns, a power cut loses none.

        Raises `AnsweredBefore` where an answer to one of the commands is kept already.
        """

    def answer_to(self, source: str, id: str) -> Answer | None:
        """Return the answer kept for a command, if there is one."""

    def forget_answers(self, before: datetime) -> int:
        """Drop answers older than that, some at each call; return how many."""

    def probe(self) -> None:
        """Write a little that says nothing, durably, to see whether that works."""

    def close(self) -> None:
        """Let go of the medium."""


class Clock(Protocol):
    """The hub's sense of time."""

    def now(self) -> datetime:
        """Return hub time, in UTC."""
