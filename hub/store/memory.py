"""The event store in memory, for tests; keeps the same promise as the real one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from events.ids import new_id
from events.recorded import Recorded
from hub.application.ports import Answer, AnsweredBefore, CannotWrite
from hub.store.mapper import to_recorded, to_stored


class MemoryEventStore:
    """A list of events and a table of answers; `is_broken` makes every write fail."""

    def __init__(self) -> None:
        """Begin empty."""
        self.store_id = new_id()
        self.is_broken = False
        self._events: list[Recorded] = []
        self._taken: set[tuple[str, int]] = set()
        self._answers: dict[tuple[str, str], Answer] = {}

    def last_position(self) -> int:
        """Return the position of the newest event, 0 if there is none."""
        return len(self._events)

    def last_stream(self, first: str, below: str) -> str | None:
        """Return the last stream in name order with `first` <= name < `below`."""
        names = {e.stream for e in self._events if first <= e.stream < below}
        return max(names, default=None)

    def last_version(self, stream: str) -> int:
        """Return the version of a stream's newest event, 0 if it has none."""
        versions = (e.version for e in self._events if e.stream == stream)
        return max(versions, default=0)

    def read_stream(self, stream: str) -> Iterator[Recorded]:
        """Yield a stream's events in order."""
        return iter([e for e in self._events if e.stream == stream])

    def newest(self, stream: str, limit: int) -> list[Recorded]:
        """Return a stream's last `limit` events, in order."""
        return list(self.read_stream(stream))[-limit:]

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""
        return self._events[position : position + limit]

    def save(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        """Keep all or nothing; every event goes through its JSON, as on a disk."""
        self.probe()
        self._check(events, answers)
        self._events.extend([_through_json(event) for event in events])
        self._taken.update((event.stream, event.version) for event in events)
        self._answers.update({(a.source, a.id): a for a in answers})

    def answer_to(self, source: str, id: str) -> Answer | None:
        """Return the answer kept for a command, if there is one."""
        return self._answers.get((source, id))

    def forget_answers(self, before: datetime) -> int:
        """Drop the answers older than that; return how many."""
        old = [key for key, answer in self._answers.items() if answer.at < before]
        for key in old:
            del self._answers[key]
        return len(old)

    def probe(self) -> None:
        """Fail if told to."""
        if self.is_broken:
            msg = "the memory store was told to fail"
            raise CannotWrite(msg)

    def close(self) -> None:
        """Hold nothing, let go of nothing."""

    def _check(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        places = [(event.stream, event.version) for event in events]
        is_twice = len(set(places)) < len(places)
        for offset, event in enumerate(events, start=1):
            is_taken = is_twice or places[offset - 1] in self._taken
            if is_taken or event.position != len(self._events) + offset:
                msg = f"position {event.position} or its version is taken"
                raise CannotWrite(msg)
        keys = [(a.source, a.id) for a in answers]
        if len(set(keys)) < len(keys) or self._answers.keys() & set(keys):
            msg = "an answer to this command is kept already"
            raise AnsweredBefore(msg)


def _through_json(event: Recorded) -> Recorded:
    stored = to_stored(event)
    return to_recorded(
        event.position,
        event.stream,
        event.version,
        stored.topic,
        stored.state,
    )
