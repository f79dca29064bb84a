"""What the writer has done since the hub began, in plain numbers.

They are counted on the writer's thread, a microsecond a command, and may be read from
any: whoever reads copies first.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeAlias

from events.recorded import Recorded
from events.replies import RefusalReply
from hub.application.jobs import Job, Reply

log = logging.getLogger(__name__)

OnRefusal: TypeAlias = Callable[[Job, RefusalReply], None]

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
JOBS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Spread:
    """How measurements spread over steps: how many up to each, and past the last."""

    def __init__(self, steps: Sequence[float]) -> None:
        """Begin with nothing measured."""
        self.steps = steps
        self.counts = [0] * (len(steps) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Count one measurement."""
        self.counts[bisect_left(self.steps, value)] += 1
        self.total += value


class Tallies:
    """Commands by their answers, events by their names, and how long it took."""

    def __init__(self) -> None:
        """Begin at nothing; `on_refusal` is told of each."""
        self.on_refusal: OnRefusal = lambda _job, _reply: None
        self.commands: dict[tuple[type, bool], int] = {}
        self.events: dict[type, int] = {}
        self.command_s = Spread(SECONDS)
        self.commit_s = Spread(SECONDS)
        self.batch = Spread(JOBS)
        self.committed_at: float | None = None

    def answered(self, replies: Sequence[tuple[Job, Reply]]) -> None:
        """Count a batch's answers, just before they go out; never fails at it."""
        try:
            self._count(replies)
        except Exception:
            log.exception("answers could not be counted; they go out all the same")

    def _count(self, replies: Sequence[tuple[Job, Reply]]) -> None:
        now, commands = perf_counter(), self.commands
        for job, reply in replies:
            if job.stream is not None:
                continue  # a fact is no command
            is_refused = type(reply) is RefusalReply
            key = (type(job.body), is_refused)
            commands[key] = commands.get(key, 0) + 1
            self.command_s.add(now - job.put_at)
            if is_refused:
                assert isinstance(reply, RefusalReply)
                self.on_refusal(job, reply)

    def saved(self, begun: float, events: Sequence[Recorded], jobs: int) -> None:
        """Count a commit that began then, with what it wrote and for how many."""
        self.committed_at = now = perf_counter()
        self.commit_s.add(now - begun)
        self.batch.add(jobs)
        count = self.events
        for recorded in events:
            kind = type(recorded.event)
            count[kind] = count.get(kind, 0) + 1
