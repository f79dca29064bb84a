"""A small office with one dispenser, and a hub that answers it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from events import topics
from events.device import DeviceStatus, HubStatus
from events.envelope import Envelope, seal, unseal
from events.ids import new_id
from events.link import Link, Message
from events.replies import Accepted, Acknowledged, RefusalReply, Sentence, WaitRange
from events.visit import IssueTicket
from firmware_config.load import parse_site
from firmware_config.site import Site

OFFICE, DEVICE = "hk01", "dispenser-1"
AT = datetime(2026, 11, 22, 2, 18, tzinfo=UTC)
LINK = "https://hk01.layso.example/t/Qm7xV2kPz0aLr9cTnW4sYg"

TOML = """
[office]
id = "hk01"
name = { vi = "Bưu điện Hoàn Kiếm", en = "Hoàn Kiếm Post Office" }
operator = "vietnam-post"
phase = "2"
demo = true

[[services]]
id = "A"
name = { vi = "Cư trú, căn cước", en = "Residence, ID card" }

[[services]]
id = "B"
name = { vi = "Hộ tịch", en = "Birth, marriage, death" }

[[counters]]
id = "1"
serves = ["A", "B"]

[[dispensers]]
id = "dispenser-1"
keys = { A = 17, B = 27 }
priority_key = 24
reprint_key = 25
"""


def site() -> Site:
    """Return the office, as read from its file."""
    return parse_site(TOML)


def wait_for(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    """Return as soon as it holds; fail if it does not within so many seconds."""
    deadline, pause = time.monotonic() + within_s, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not come true in time"
        pause.wait(0.005)


@dataclass
class FakeHub:
    """Numbers tickets, acknowledges facts, beats; as told, it is silent or refuses."""

    link: Link
    is_silent: bool = False
    refusal: str | None = None
    fact_refusal: str | None = None
    epoch: str = field(default_factory=new_id)
    commands: list[Envelope] = field(default_factory=list)
    facts: list[Any] = field(default_factory=list)
    statuses: list[DeviceStatus] = field(default_factory=list)
    replies: dict[str, bytes] = field(default_factory=dict)
    issued: int = 0

    def start(self) -> None:
        """Join the broker."""
        wanted = [topics.command, topics.fact, topics.status]
        self.link.start(
            subscribe=tuple(topic(OFFICE, "+") for topic in wanted),
            on_message=self.hear,
            on_change=lambda is_up: self.beat() if is_up else None,
        )

    def beat(self, status: str = "online") -> None:
        """Say that the hub is there, or not."""
        body = HubStatus(status=status, epoch=self.epoch, time=datetime.now(UTC))
        self.send(topics.hub(OFFICE), body, retain=True)

    def order(self, body: object, order_id: str, expires_s: float = 60) -> None:
        """Tell the dispenser to do something."""
        expires = datetime.now(UTC) + timedelta(seconds=expires_s)
        topic = topics.order(OFFICE, DEVICE)
        self.send(topic, body, id=order_id, expires=expires)

    def send(
        self, topic: str, body: object, *, retain: bool = False, **more: Any
    ) -> None:
        """Publish a body in the hub's envelope."""
        source = topics.hub_source(OFFICE)
        payload = seal(body, **{"id": new_id(), "source": source, **more})
        self.link.publish(topic, payload, retain=retain)

    def hear(self, message: Message) -> None:
        """Take a message from the dispenser."""
        envelope, topic = unseal(message.payload), topics.parse(message.topic)
        assert topic is not None
        match topic.kind:
            case "status":
                self.statuses.append(envelope.body())
                self.beat()
            case "fact":
                self.answer(envelope, self.take(envelope))
            case "command":
                self.commands.append(envelope)
                if not self.is_silent:
                    self.answer(envelope, self.reply(envelope))
            case _:
                pass

    def take(self, fact: Envelope) -> object:
        """Return the answer to a fact, and keep it unless it is refused."""
        if self.fact_refusal is not None:
            return refused(self.fact_refusal)
        self.facts.append(fact.body())
        assert fact.sequence is not None
        return Acknowledged(sequence=fact.sequence)

    def answer(self, to: Envelope, body: object) -> None:
        """Reply to a message."""
        self.send(topics.reply(OFFICE, DEVICE), body, causationid=to.id)

    def reply(self, envelope: Envelope) -> object:
        """Return the answer to a press; the same for the same id."""
        if self.refusal is not None:
            return refused(self.refusal)
        if envelope.id not in self.replies:
            self.issued += 1
            self.replies[envelope.id] = b""
        asked: IssueTicket = envelope.body()
        number = 1 + list(self.replies).index(envelope.id)
        return accepted(f"{asked.service}{number:03d}", asked)

    def named(self, kind: type) -> list[Any]:
        """Return the facts of one kind, in order."""
        return [fact for fact in list(self.facts) if type(fact) is kind]


def refused(refusal: str) -> RefusalReply:
    """Return the hub's no."""
    text = Sentence(vi="Không được.", en="It cannot be.")
    return RefusalReply(refusal=refusal, text=text)


def accepted(ticket: str = "A001", asked: IssueTicket | None = None) -> Accepted:
    """Return a reply that gives a number."""
    asked = asked or IssueTicket(service=ticket[0])
    return Accepted(
        ticket=ticket,
        visit=f"visit-{ticket}",
        service=asked.service,
        visit_class=asked.visit_class,
        ahead=3,
        wait=WaitRange(from_s=900, to_s=1500),
        at=AT,
        follow=LINK,
    )
