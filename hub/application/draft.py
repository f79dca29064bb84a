"""A batch in the making: tried on a copy of the state, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events.recorded import Recorded
from events.session import SessionStarted
from hub.application.jobs import Job, Reply
from hub.application.ports import Answer
from hub.application.streams import stream_of
from hub.domain.day import Day
from hub.domain.evolve_state import evolve_state
from hub.domain.state import State


class Draft:
    """The office as it would stand, with the events and answers that lead there.

    Positions are foretold: there is one writer, so the next event gets the next one.
    """

    def __init__(
        self,
        office: str,
        state: State,
        position: int,
        version_of: Callable[[str], int],
        *,
        has_repeats: bool = False,
    ) -> None:
        """Begin with the state as it was committed last.

        `has_repeats` says that some command of the batch was answered before.
        """
        self.has_repeats = has_repeats
        self.state = state
        self._office = office
        self.position = position
        self.events: list[Recorded] = []
        self.answers: list[Answer] = []
        self.replies: list[tuple[Job, Reply]] = []
        self._kept: dict[tuple[str, str], Answer] = {}
        self.versions: dict[str, int] = {}
        self._version_of = version_of

    @property
    def day(self) -> Day:
        """The day as it would stand."""
        return self.state.day

    def record(self, job: Job, event: Any, at: datetime) -> Recorded:
        """Add an event to its stream; the state follows, unless a device reports it."""
        self.position += 1
        stream = job.stream or stream_of(self._office, self.day, event)
        if isinstance(event, SessionStarted):
            self.versions.setdefault(stream, 0)  # new, so the store is not asked
        version = self.next_version(stream)
        recorded = Recorded(
            stream=stream,
            version=version,
            position=self.position,
            at=at,
            cause=job.id,
            by=job.source,
            correlation=job.correlation,
            device_at=job.device_at,
            event=event,
        )
        self.events.append(recorded)
        if not job.is_fact:
            self.state = evolve_state(self.state, recorded)
        return recorded

    def next_version(self, stream: str) -> int:
        """Return a stream's next version and count it as taken."""
        if stream not in self.versions:
            self.versions[stream] = self._version_of(stream)
        self.versions[stream] += 1
        return self.versions[stream]

    def keep(self, answer: Answer) -> None:
        """Keep an answer with the events of this batch."""
        self.answers.append(answer)
        self._kept[answer.source, answer.id] = answer

    def kept(self, source: str, id: str) -> Answer | None:
        """Return an answer given earlier in this very batch."""
        return self._kept.get((source, id))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.events and not self.answers
