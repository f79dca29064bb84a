"""What arrives by MQTT, made into jobs, statuses and heartbeats.

The door is tolerant: whatever cannot be read is counted, logged and answered where
there is somebody to answer. Nothing that arrives here can stop it.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from typing import Any

from events import topics
from events.device import (
    DeviceHealth,
    DeviceStatus,
    HubStatus,
    PrintFailed,
    TicketPrinted,
)
from events.envelope import Envelope, Malformed, unseal
from events.link import Message
from events.replies import Sentence
from hub.application import door
from hub.application.device_book import DeviceBook
from hub.application.flood import FloodGate, Passage
from hub.application.jobs import Job
from hub.mqtt.broken import id_in
from hub.mqtt.letters import Answer, Letters

LETTERS = ("command", "fact")
# All of them share one allowance: a name costs a stranger nothing.
STRANGERS = "unknown devices"
HUBS = "the hub's own topic"


class Inbox:
    """Reads messages, one at a time, on the link's delivery thread.

    `knows_visit` says whether a visit is one of today's; a fact about another is kept,
    as it may be of yesterday or from before a restore, but counted.
    """

    def __init__(
        self,
        letters: Letters,
        devices: DeviceBook,
        flood: FloodGate,
        put: Callable[[Job], None],
        answer: Answer,
    ) -> None:
        """Remember where jobs and answers go."""
        self._letters = letters
        self._known = letters.rights.devices
        self._devices = devices
        self._flood = flood
        self._put = put
        self._answer = answer
        self.strange: Tally[str] = Tally()
        self.on_strange: Callable[[str, str], None] = lambda _kind, _who: None
        self.knows_visit: Callable[[str], bool] = lambda _: True
        self.on_status: Callable[[], None] = lambda: None
        self.on_other_hub: Callable[[HubStatus], None] = lambda _: None

    @property
    def filters(self) -> tuple[str, ...]:
        """What to subscribe to."""
        office = self._letters.office
        kinds = (topics.command, topics.fact, topics.status, topics.health)
        return (*(kind(office, "+") for kind in kinds), topics.hub(office))

    def hear(self, message: Message) -> None:
        """Take one message in."""
        topic = topics.parse(message.topic)
        if topic is None or topic.office != self._letters.office:
            self._strange("topic", "", f"nobody reads {message.topic!r}")
            return
        is_letter = topic.kind in LETTERS
        if is_letter and message.retained:
            self._strange("retained", topic.who, f"{topic.kind} is not carried out")
            return
        if not message.payload and not is_letter:
            return  # so a retained state is taken away
        passage = self._flood.passage(self._sender(topic))
        if passage is Passage.FREE:
            self._open(topic, message)
        else:
            self._refuse_flood(topic, message.payload, passage)

    def _open(self, topic: topics.Topic, message: Message) -> None:
        try:
            envelope = unseal(message.payload)
        except Malformed as error:
            self._unreadable(topic, message.payload, error.why)
        else:
            self._sort(topic, envelope, message)

    def _sender(self, topic: topics.Topic) -> str:
        """Return whose allowance a message is counted against.

        Facts have one of their own: what a device was long in telling must not keep a
        press of its keys out.
        """
        if topic.kind == "hub":
            return HUBS
        if topic.who not in self._known:
            return STRANGERS
        return f"{topic.who}'s facts" if topic.kind == "fact" else topic.who

    def _refuse_flood(
        self, topic: topics.Topic, payload: bytes, passage: Passage
    ) -> None:
        """Count it; of those that can be answered, answer some."""
        self._strange("flood", topic.who, "")
        if passage is Passage.REFUSED and topic.kind in LETTERS:
            envelope = _as_far_as_readable(payload)
            self._answer(topic.who, envelope, door.refuse("flood"))

    def _sort(self, topic: topics.Topic, envelope: Envelope, message: Message) -> None:
        match topic.kind:
            case "command" | "fact":
                self._letter(topic, envelope)
            case "status" | "health":
                self._sign_of_life(topic, envelope, message.retained)
            case "hub":
                self._other_hub(envelope, message.retained)
            case _:
                pass

    def _letter(self, topic: topics.Topic, envelope: Envelope) -> None:
        """A command or a fact: answered, whatever it is."""
        device = topic.who
        body, refusal = self._letters.read(topic.kind, device, envelope)
        if refusal is not None:
            self._strange(refusal.refusal, device, refusal.text.en)
            self._answer(device, envelope, refusal)
            return
        visit = _visit_of(body)
        if visit is not None and not self.knows_visit(visit):
            self._strange("unknown-visit", device, f"{visit} is not one of today's")
        self._put(self._letters.job(device, envelope, body, self._answer))

    def _sign_of_life(
        self, topic: topics.Topic, envelope: Envelope, retained: bool
    ) -> None:
        device = topic.who
        refusal = self._letters.refusal_of(device, envelope)
        if device not in self._known:
            refusal = door.refuse("unknown-device")
        if refusal is not None:
            self._strange(refusal.refusal, device, refusal.text.en)
            return
        try:
            body = envelope.body()
        except ValueError as error:
            self._strange("malformed", device, str(error))
            return
        self._heard(topic, body, retained)

    def _heard(self, topic: topics.Topic, body: Any, retained: bool) -> None:
        match topic.kind, body:
            case "status", DeviceStatus():
                self._devices.heard_status(topic.who, body)
                if not retained:
                    self.on_status()
            case "health", DeviceHealth():
                # A retained one says how the device was, not that it is there.
                if not retained:
                    self._devices.heard_health(topic.who, body)
            case _:
                self._strange("unknown-type", topic.who, f"not on {topic.kind}")

    def _other_hub(self, envelope: Envelope, retained: bool) -> None:
        if retained:
            return
        try:
            body = envelope.body()
        except ValueError as error:
            self._strange("malformed", "", str(error))
            return
        if isinstance(body, HubStatus) and body.status == "online":
            self.on_other_hub(body)

    def _unreadable(self, topic: topics.Topic, payload: bytes, why: Sentence) -> None:
        """Answer what cannot be read, if it names itself and somebody listens."""
        self._strange("malformed", topic.who, why.en)
        if topic.kind in LETTERS:
            envelope = _as_far_as_readable(payload)
            self._answer(topic.who, envelope, door.refuse("malformed", why))

    def _strange(self, kind: str, who: str, sentence: str) -> None:
        """Count it and have it logged; what it said is for the answer, not the log."""
        del sentence
        self.strange[kind] += 1
        self.on_strange(kind, who)


def _visit_of(fact: Any) -> str | None:
    """Return the visit that a fact takes for known."""
    return fact.visit if isinstance(fact, TicketPrinted | PrintFailed) else None


def _as_far_as_readable(payload: bytes) -> Envelope:
    """Return an envelope with the broken message's id, where that can be told."""
    return Envelope(
        specversion="1.0", id=id_in(payload), source="/unknown", type="layso.unreadable"
    )
