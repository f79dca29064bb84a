"""As much of a hub as a counter box can tell: it beats, shows, answers."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from events import topics
from events.counter import CounterStatus
from events.device import Connection, CounterState, DeviceStatus, HubStatus
from events.envelope import Envelope, seal, unseal
from events.ids import new_id
from events.link import Link, Message
from events.replies import Accepted, RefusalReply, Sentence

OFFICE = "hk01"
COUNTER = "2"
DEVICE = "counter-2"


def state_of(status: str, revision: int = 412, **more: Any) -> CounterState:
    """Return what counter 2 shows."""
    given = {"ticket": None, "since": None, "waiting": 3, **more}
    return CounterState(
        counter=COUNTER, revision=revision, state=CounterStatus(status), **given
    )


@dataclass
class FakeHub:
    """Answers every command by `answer`; None keeps silent."""

    link: Link
    state: CounterState = field(default_factory=lambda: state_of("idle"))
    answer: Any = field(default_factory=Accepted)
    epoch: str = "first"
    is_beating: bool = True
    asked: list[Envelope] = field(default_factory=list)
    statuses: list[DeviceStatus] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def start(self) -> None:
        """Join the broker and begin to answer."""
        mine = (topics.command(OFFICE, "+"), topics.status(OFFICE, "+"))
        self.link.start(subscribe=mine, on_message=self._hear, on_change=self._announce)

    def names(self) -> list[str]:
        """Return what was asked, in order."""
        with self.news:
            return [envelope.name for envelope in self.asked]

    def last_status(self) -> Connection:
        """Return how the box last announced itself."""
        return self.statuses[-1].status

    def wait_asked(self, count: int) -> Envelope:
        """Return the last of so many commands once they came."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.asked) >= count, 5), self.asked
            return self.asked[-1]

    def wait_ready(self, count: int) -> None:
        """Wait until the box has announced itself so many times."""
        with self.news:
            assert self.news.wait_for(lambda: self.times_ready() >= count, 20), count

    def times_ready(self) -> int:
        """Return how often the box has announced itself."""
        return sum(s.status is Connection.READY for s in self.statuses)

    def beat(self) -> None:
        """Say that the hub is there."""
        status = HubStatus(status="online", epoch=self.epoch, time=datetime.now(UTC))
        self.publish(topics.hub(OFFICE), status, retain=True)

    def show(self, state: CounterState) -> None:
        """Show another state of the counter."""
        self.state = state
        self.publish(topics.counter(OFFICE, COUNTER), state, retain=True)

    def reply(self, to: str, body: object) -> None:
        """Answer a command."""
        self.publish(topics.reply(OFFICE, DEVICE), body, causationid=to)

    def publish(
        self, topic: str, body: object, *, retain: bool = False, **more: Any
    ) -> None:
        """Send a body as the hub does."""
        source = topics.hub_source(OFFICE)
        payload = seal(body, id=new_id(), source=source, **more)
        self.link.publish(topic, payload, retain=retain)

    def _announce(self, is_up: bool) -> None:
        if is_up:
            self.show(self.state)
            if self.is_beating:
                self.beat()

    def _hear(self, message: Message) -> None:
        envelope = unseal(message.payload)
        body = envelope.body()
        if isinstance(body, DeviceStatus):
            self._met(body)
        elif self.answer is not None:
            self.reply(envelope.id, self.answer)
        with self.news:
            if not isinstance(body, DeviceStatus):
                self.asked.append(envelope)
            self.news.notify_all()

    def _met(self, status: DeviceStatus) -> None:
        self.statuses.append(status)
        if status.status is Connection.READY and self.is_beating:
            self.beat()


def refusal(code: str = "nobody-waiting", revision: int | None = None) -> RefusalReply:
    """Return the hub's no."""
    text = Sentence(vi="Không có ai chờ.", en="Nobody is waiting.")
    return RefusalReply(refusal=code, text=text, revision=revision)
