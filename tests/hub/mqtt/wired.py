"""The hub's MQTT side over a broker in memory, with the real core behind it."""

from __future__ import annotations

import threading
from typing import Any

from events import topics
from events.codec import wire_name
from events.device import Connection, DeviceStatus, HubStatus
from events.envelope import Envelope, seal, unseal
from events.ids import new_id
from events.link import MemoryBroker, MemoryLink, Message
from events.replies import RefusalReply
from events.visit import IssueTicket
from hub.mqtt.inbox import Inbox
from hub.mqtt.letters import Letters
from hub.mqtt.outbox import Outbox
from hub.mqtt.telling import Telling
from tests.hub.rig import NINE, OFFICE, Rig

DISPENSER = "dispenser-1"
BOX = "counter-1"

ISSUE = IssueTicket(service="A")
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)


def beat(epoch: str, status: str = "online") -> bytes:
    """Return a hub's word about itself."""
    body = HubStatus(status=status, epoch=epoch, time=NINE)
    return seal(body, id=new_id(), source=topics.hub_source(OFFICE))


class Ear:
    """A link that writes down what it hears."""

    def __init__(self, broker: MemoryBroker, *filters: str) -> None:
        self.link = MemoryLink(broker)
        self.heard: list[Message] = []
        self._news = threading.Condition()
        self.link.start(
            subscribe=filters, on_message=self._note, on_change=lambda _: None
        )

    def _note(self, message: Message) -> None:
        with self._news:
            self.heard.append(message)
            self._news.notify_all()

    def envelopes(self, topic: str = "") -> list[Envelope]:
        """Return what was heard, or only what was heard on that topic."""
        return [unseal(m.payload) for m in self.heard if topic in ("", m.topic)]

    def wait(self, count: int) -> list[Envelope]:
        """Wait until that many messages have come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.heard) >= count, 10), self.heard
        return self.envelopes()

    def wait_for(self, wanted: type) -> Any:
        """Wait for a message with that kind of body, and return the body."""
        with self._news:
            found: list[Any] = []

            def has_come() -> bool:
                bodies = (e.body() for e in self.envelopes())
                found[:] = [b for b in bodies if isinstance(b, wanted)]
                return bool(found)

            assert self._news.wait_for(has_come, 10), self.heard
        return found[-1]


class Wired:
    """A hub on a broker in memory; devices speak through `send`."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.broker = MemoryBroker()
        self.others: list[HubStatus] = []
        self._begin()

    def _begin(self) -> None:
        core = self.rig.core
        self.link = MemoryLink(self.broker)
        telling = Telling(OFFICE, self.link, core.office.store)
        self.outbox = Outbox(OFFICE, self.link, core.board, core.clock, telling)
        letters = Letters(OFFICE, core.rights)
        self.inbox = Inbox(
            letters, core.devices, core.flood, core.office.take, self.outbox.reply
        )
        self.inbox.knows_visit = lambda v: v in core.board.now.day.visits
        self.inbox.on_status = self.outbox.greet
        self.inbox.on_other_hub = self.others.append
        self.outbox.start()
        self.link.start(
            subscribe=self.inbox.filters,
            on_message=self.inbox.hear,
            on_change=self.outbox.on_change,
            will=self.outbox.will,
        )

    def stop(self) -> None:
        """End it in good order."""
        self.outbox.stop()
        self.link.stop()
        self.rig.stop()

    def ear(self, *filters: str) -> Ear:
        """Return somebody who listens."""
        return Ear(self.broker, *filters)

    def flushed(self) -> None:
        """Return once everything put so far was decided and said."""
        self.rig.ask(object())
        done = threading.Event()
        self.outbox._tasks.put(done.set)
        assert done.wait(10)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Say anything at all on a topic."""
        self.broker.deliver(topic, payload, retain)

    def send(
        self, body: Any, device: str = DISPENSER, kind: str = "command", **how: Any
    ) -> str:
        """Say something as that device does; return the message's id."""
        id = how.pop("id", new_id())
        source = how.pop("source", topics.device_source(OFFICE, device))
        retain = how.pop("retain", False)
        payload = seal(body, id=id, source=source, **how)
        self.publish(f"layso/v1/{OFFICE}/{kind}/{device}", payload, retain=retain)
        return str(id)


class Asker:
    """A device that asks and hears the answers."""

    def __init__(self, wired: Wired, device: str = DISPENSER) -> None:
        self._wired = wired
        self.device = device
        self.ear = wired.ear(topics.reply(OFFICE, device))

    def ask(self, body: Any, **how: Any) -> Any:
        """Ask, wait for the next answer, check whom it answers, return its body."""
        count = len(self.ear.heard)
        id = self._wired.send(body, self.device, **how)
        answer = self.ear.wait(count + 1)[-1]
        assert answer.causationid == id
        return answer.body()

    def hears(self, payload: bytes, kind: str = "command") -> tuple[str, RefusalReply]:
        """Say these bytes, and return whom the refusal answers, and the refusal."""
        count = len(self.ear.heard)
        self._wired.publish(f"layso/v1/{OFFICE}/{kind}/{self.device}", payload)
        answer = self.ear.wait(count + 1)[-1]
        body = answer.body()
        assert wire_name(body) == "refused"
        return str(answer.causationid), body
