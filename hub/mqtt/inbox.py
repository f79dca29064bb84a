"""What arrives by MQTT, made into jobs, statuses and heartbeats.

The door is tolerant: whatever cannot be read is counted, logged and answered where
there is somebody to answer. Nothing that arrives here can stop it.
"""

from __future__ import annotations

import logging
from collections import Counter as Tally
from collections.abc import Callable
from typing import Any

from events import codec, topics
from events.codec import BadBody, UnknownType, UnknownVersion
from events.device import DeviceHealth, DeviceStatus, HubStatus
from events.envelope import Envelope, Malformed, unseal
from events.link import Message
from events.replies import RefusalReply
from hub.application import door
from hub.application.device_book import DeviceBook, device_stream
from hub.application.jobs import Job, Reply
from hub.application.rights import Rights
from hub.mqtt.broken import id_in

log = logging.getLogger(__name__)

Answer = Callable[[str, Envelope, Reply], None]

LETTERS = ("command", "fact")


class Inbox:
    """Reads messages, one at a time, on the link's delivery thread."""

    def __init__(
        self,
        office: str,
        rights: Rights,
        devices: DeviceBook,
        put: Callable[[Job], None],
        answer: Answer,
    ) -> None:
        """Remember where jobs and answers go."""
        self._office = office
        self._rights = rights
        self._devices = devices
        self._put = put
        self._answer = answer
        self.strange: Tally[str] = Tally()
        self._told: set[tuple[str, str]] = set()
        self.on_status: Callable[[], None] = lambda: None
        self.on_other_hub: Callable[[HubStatus], None] = lambda _: None

    @property
    def filters(self) -> tuple[str, ...]:
        """What to subscribe to."""
        kinds = (topics.command, topics.fact, topics.status, topics.health)
        return (*(kind(self._office, "+") for kind in kinds), topics.hub(self._office))

    def hear(self, message: Message) -> None:
        """Take one message in."""
        topic = topics.parse(message.topic)
        if topic is None:
            self._strange("topic", "", f"nobody reads {message.topic!r}")
            return
        is_letter = topic.kind in LETTERS
        if is_letter and message.retained:
            self._strange("retained", topic.who, f"{topic.kind} is not carried out")
            return
        if not message.payload and not is_letter:
            return  # so a retained state is taken away
        try:
            envelope = unseal(message.payload)
        except Malformed as error:
            self._unreadable(topic, message.payload, str(error))
            return
        self._sort(topic, envelope, message)

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
        refusal = self._envelope_refusal(device, envelope)
        body = None
        if refusal is None:
            body, refusal = self._body(topic.kind, device, envelope)
        if refusal is None:
            self._put(self._job(topic.kind, device, envelope, body))
            return
        self._strange(refusal.refusal, device, refusal.text.en)
        self._answer(device, envelope, refusal)

    def _envelope_refusal(self, device: str, envelope: Envelope) -> RefusalReply | None:
        if envelope.source == topics.device_source(self._office, device):
            return None
        ours = envelope.source.startswith(f"/office/{self._office}/")
        return door.refuse("wrong-source" if ours else "wrong-office")

    def _body(
        self, kind: str, device: str, envelope: Envelope
    ) -> tuple[Any, RefusalReply | None]:
        """Return the body, or why it cannot be taken."""
        known = codec.COMMANDS if kind == "command" else codec.FACTS
        if envelope.name not in known:
            return None, door.refuse("unknown-type", envelope.type)
        try:
            body = envelope.body()
        except (UnknownType, UnknownVersion) as error:
            return None, door.refuse("unknown-version", str(error))
        except BadBody as error:
            return None, door.refuse("malformed", str(error))
        if kind == "command":
            return body, self._rights.refusal(device, body)
        refusal = self._rights.fact_refusal(device, body)
        if refusal is None and envelope.sequence is None:
            refusal = door.refuse("malformed", "sequence is missing")
        return body, refusal

    def _job(self, kind: str, device: str, envelope: Envelope, body: Any) -> Job:
        is_fact = kind == "fact"
        return Job(
            body=body,
            id=envelope.id,
            source=envelope.source,
            respond=lambda reply: self._answer(device, envelope, reply),
            device=device,
            expires=None if is_fact else envelope.expires,
            correlation=envelope.correlationid,
            device_at=envelope.time,
            sequence=envelope.sequence,
            stream=device_stream(self._office, device) if is_fact else None,
        )

    def _sign_of_life(
        self, topic: topics.Topic, envelope: Envelope, retained: bool
    ) -> None:
        device = topic.who
        refusal = self._envelope_refusal(device, envelope)
        if device not in self._rights.devices:
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

    def _unreadable(self, topic: topics.Topic, payload: bytes, error: str) -> None:
        """Answer what cannot be read, if it names itself and somebody listens."""
        self._strange("malformed", topic.who, error)
        if topic.kind in LETTERS:
            envelope = _as_far_as_readable(payload)
            self._answer(topic.who, envelope, door.refuse("malformed", error))

    def _strange(self, kind: str, who: str, sentence: str) -> None:
        """Count it; log it once for a device and a kind, or a flood fills the disk."""
        self.strange[kind] += 1
        known = who if who in self._rights.devices else "an unknown device"
        if (kind, known) not in self._told:
            self._told.add((kind, known))
            log.warning("%s from %s: %s (said once)", kind, known, sentence[:300])


def _as_far_as_readable(payload: bytes) -> Envelope:
    """Return an envelope with the broken message's id, where that can be told."""
    return Envelope(
        specversion="1.0", id=id_in(payload), source="/unknown", type="layso.unreadable"
    )
