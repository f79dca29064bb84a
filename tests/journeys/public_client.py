"""A stranger's MQTT client: plain paho and JSON, nothing of ours."""

from __future__ import annotations

import json
import queue
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

OFFICE = "hk01"


class Stranger:
    """Speaks as one device of the office, by the wire contract alone."""

    def __init__(self, client: Client, device: str) -> None:
        """Remember as whom it speaks."""
        self._client = client
        self._device = device
        self._heard: queue.SimpleQueue[tuple[str, Any, bool]] = queue.SimpleQueue()
        client.on_message = self._on_message

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        body = json.loads(message.payload)
        self._heard.put((message.topic, body, message.retain))

    def listen(self, *kinds: str) -> None:
        """Subscribe below the office."""
        for kind in kinds:
            self._client.subscribe(f"layso/v1/{OFFICE}/{kind}", qos=1)

    def next(self, within_s: float = 10.0) -> tuple[str, Any, bool]:
        """Return the next message: topic, envelope, retained."""
        return self._heard.get(timeout=within_s)

    def send_raw(self, payload: bytes, kind: str = "command") -> None:
        """Publish bytes on our own topic."""
        topic = f"layso/v1/{OFFICE}/{kind}/{self._device}"
        self._client.publish(topic, payload, qos=1).wait_for_publish(5)

    def send(self, body_type: str, data: dict[str, Any], **attributes: Any) -> str:
        """Publish a command and return its id."""
        envelope = {
            "specversion": "1.0",
            "id": str(uuid.uuid4()),
            "source": f"/office/{OFFICE}/device/{self._device}",
            "type": f"layso.{body_type}",
            "datacontenttype": "application/json",
            "dataversion": 1,
            "data": data,
            **attributes,
        }
        self.send_raw(json.dumps(envelope).encode())
        return str(envelope["id"])

    def ask(self, body_type: str, data: dict[str, Any], **attributes: Any) -> Any:
        """Send a command and return the envelope that answers it."""
        wanted = self.send(body_type, data, **attributes)
        return self.answer_to(wanted)

    def answer_to(self, message: str) -> Any:
        """Return the reply caused by a message, passing by everything else."""
        while True:
            topic, envelope, _ = self.next()
            is_reply = topic.endswith(f"/reply/{self._device}")
            if is_reply and envelope["causationid"] == message:
                return envelope


@contextmanager
def stranger(port: int, device: str) -> Iterator[Stranger]:
    """Connect as a device and listen for its replies."""
    client = Client(CallbackAPIVersion.VERSION2, client_id=f"stranger-{uuid.uuid4()}")
    who = Stranger(client, device)
    client.connect("127.0.0.1", port)
    client.loop_start()
    who.listen(f"reply/{device}")
    try:
        yield who
    finally:
        client.disconnect()
        client.loop_stop()
