"""A real hub's inbox, rules and writer, with everything written down and checked."""

from __future__ import annotations

import logging
from random import Random

from msgspec.structs import replace

from events import topics
from events.day import OpenDay
from events.envelope import Envelope
from events.link import Message
from events.replies import RefusalReply
from hub.application.flood import Allowance, FloodGate
from hub.application.jobs import Job, Reply
from hub.domain.day import Day
from hub.domain.evolve import fold_all
from hub.mqtt.inbox import LETTERS, Inbox
from hub.mqtt.letters import Letters as Reader
from hub.store.memory import MemoryEventStore
from tests.fuzz.letters import Letters
from tests.hub.rig import OFFICE, Rig

BATCH = 250
NO_LIMIT = Allowance(per_s=1e9, burst=1_000_000_000)


class Faults(logging.Handler):
    """Keeps every line of ERROR: a fault that was caught is a fault all the same."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(f"{record.getMessage()} {record.exc_info}")


class HubUnderFire:
    """Feeds a hub and checks after each batch that it still stands."""

    def __init__(self, random: Random) -> None:
        self.rig = Rig(MemoryEventStore())
        self.rig.accepted(OpenDay())
        self.fed = 0
        self.taken = 0
        self.batch: list[Message] = []
        self._random = random
        self._letters = Letters(random, self._revision)
        self._answers: list[tuple[str, str, Reply]] = []
        self._wanted = 0
        self._granted: set[tuple[str, str]] = set()
        self._checked = self.rig.store.last_position()
        self._faults = Faults()
        core, flood = self.rig.core, FloodGate(NO_LIMIT)
        reader = Reader(OFFICE, core.rights)
        self._inbox = Inbox(reader, core.devices, flood, self._put, self._hear)
        logging.getLogger("hub").addHandler(self._faults)

    def fire(self, count: int) -> None:
        """Feed so many messages, in batches, and check after each."""
        while self.fed < count:
            self.batch = []
            for _ in range(min(BATCH, count - self.fed)):
                self._feed(self._letters.next())
            self._check()
            self.rig.clock.goes(seconds=self._random.choice((0, 0.1, 5, 60)))

    def end(self) -> None:
        """End it, and check that what was written folds to the same day."""
        self.rig.stop()
        logging.getLogger("hub").removeHandler(self._faults)
        history = [r for r in self.rig.history() if "/device/" not in r.stream]
        assert fold_all(history, Day(office=OFFICE)) == self.rig.core.board.now.day

    @property
    def granted(self) -> int:
        """How many were carried out."""
        return len(self._granted)

    def _revision(self, counter: str) -> int:
        counters = self.rig.core.board.now.day.counters
        return counters[counter].revision if self._random.random() < 0.7 else 412

    def _feed(self, message: Message) -> None:
        """Have one message heard: answered or taken if it is a letter, never both."""
        self.fed += 1
        self.batch.append(message)
        answers, taken = len(self._answers), self.taken
        strange = self._inbox.strange.total()
        self._inbox.hear(message)
        is_taken = self.taken - taken
        if is_taken:
            assert is_taken == 1
            return
        is_letter = _is_letter(message)
        assert len(self._answers) - answers == is_letter, "not answered exactly once"
        counted = self._inbox.strange.total() - strange
        assert counted == 1 if is_letter else counted <= 1, "not counted exactly once"

    def _put(self, job: Job) -> None:
        """Let a job in, and have its answer written down as the others are."""
        self.taken += 1
        self._wanted += 1

        def respond(reply: Reply) -> None:
            self._wanted -= 1
            self._granted_or_not(job, reply)

        self.rig.core.office.put(replace(job, respond=respond))

    def _granted_or_not(self, job: Job, reply: Reply) -> None:
        if not isinstance(reply, RefusalReply):
            self._granted.add((job.source, job.id))

    def _hear(self, device: str, envelope: Envelope, reply: Reply) -> None:
        assert isinstance(reply, RefusalReply)
        assert reply.text.vi
        assert reply.text.en
        self._answers.append((device, envelope.id, reply))

    def _check(self) -> None:
        """The writer lives, everybody was answered once, the refused left no trace."""
        assert self.rig.ask(OpenDay()), "the writer is dead"
        assert self._wanted == 0, "somebody waits for an answer, or got two"
        assert self._faults.said == []
        assert self.rig.core.office.trouble is None
        own = topics.hub_source(OFFICE)
        for recorded in self.rig.store.read_after(self._checked, 100_000):
            asked = (recorded.by, recorded.cause)
            assert recorded.by == own or asked in self._granted, "refused, yet recorded"
            self._checked = recorded.position


def _is_letter(message: Message) -> bool:
    topic = topics.parse(message.topic)
    return topic is not None and topic.kind in LETTERS and not message.retained
