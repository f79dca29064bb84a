"""Those who ask the hub in a drill: each asks by the same id until it is answered."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from events.link import Message
from events.mqtt_link import MqttLink
from tests.drill.ledger import Ledger, Promise

OFFICE = "hk01"
AGAIN_S = 0.3
RESEND_S = 1.5
WITHIN_S = 12.0
ANSWERS = {200, 404, 409, 410}
LATER = {429, 503, 504}
PASSING = {"hub-cannot-write", "hub-busy", "flood"}
NEVER = {"malformed", "wrong-source", "id-reused", "unknown-type"}
PATHS = {
    "issue-ticket": "/api/v1/tickets",
    "open-counter": "/api/v1/counters/{counter}/open",
    "call-next": "/api/v1/counters/{counter}/call-next",
    "recall": "/api/v1/counters/{counter}/recall",
    "start-serving": "/api/v1/counters/{counter}/start",
    "finish-serving": "/api/v1/counters/{counter}/finish",
    "mark-no-show": "/api/v1/counters/{counter}/no-show",
    "park-visit": "/api/v1/counters/{counter}/park",
    "return-visit": "/api/v1/counters/{counter}/return",
    "pause-counter": "/api/v1/counters/{counter}/pause",
    "resume-counter": "/api/v1/counters/{counter}/resume",
    "undo": "/api/v1/counters/{counter}/undo",
}

Data = dict[str, Any]


class GoneHome(Exception):
    """The drill ends; the question stays unanswered."""


class Voice(Protocol):
    """Someone who asks the hub until there is an answer."""

    def ask(self, name: str, data: Data) -> Data:
        """Return the reply's data; a refusal's has `refusal`."""

    def close(self) -> None:
        """Leave."""


class HttpVoice:
    """A browser; its message ids travel as `Idempotency-Key`."""

    def __init__(self, port: int, ledger: Ledger, over: threading.Event) -> None:
        """Remember where the hub is."""
        self._port = port
        self._ledger = ledger
        self._over = over

    def ask(self, name: str, data: Data) -> Data:
        """Post it until it is answered."""
        id = str(uuid.uuid4())
        while not self._over.is_set():
            status, said = self.post(name, data, id)
            if status in ANSWERS:
                source = f"/office/{OFFICE}/http"
                self._ledger.promised(Promise(source, id, status == 200, said))
                return said
            if status not in LATER and status != 0:
                self._ledger.surprised(f"HTTP {status} to {name}: {said}")
            self._over.wait(AGAIN_S)
        raise GoneHome

    def post(self, name: str, data: Data, id: str) -> tuple[int, Data]:
        """Return the status and what was said; 0 if nobody answered."""
        path = PATHS[name].format(**data)
        body = {key: value for key, value in data.items() if key != "counter"}
        headers = {"Content-Type": "application/json", "Idempotency-Key": id}
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=WITHIN_S)
        try:
            line.request("POST", path, json.dumps(body), headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            line.close()

    def close(self) -> None:
        """Nothing is held."""


class MqttVoice:
    """A box or a dispenser by the wire contract alone."""

    def __init__(
        self, url: str, device: str, ledger: Ledger, over: threading.Event
    ) -> None:
        """Join the broker."""
        self._device = device
        self._ledger = ledger
        self._over = over
        self._revision: int | None = None
        self._answers: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._link = MqttLink(url, device, reconnect_s=(0.1, 0.5))
        self._link.start(
            subscribe=(f"layso/v1/{OFFICE}/reply/{device}",),
            on_message=self._answers.put,
            on_change=lambda _: None,
        )

    def ask(self, name: str, data: Data) -> Data:
        """Publish it until it is answered."""
        if "counter" in data:
            data = {**data, "revision": self._revision or 0}
        id = str(uuid.uuid4())
        payload = _envelope(self._device, id, name, data)
        while not self._over.is_set():
            self._link.publish(f"layso/v1/{OFFICE}/command/{self._device}", payload)
            said = self._answer_to(id)
            if said is not None and said.get("refusal") not in PASSING:
                promise = note(self._device, id, said, self._ledger)
                self._revision = promise.said.get("revision") or self._revision
                return promise.said
            self._over.wait(0.05 if said is None else AGAIN_S)
        raise GoneHome

    def close(self) -> None:
        """Leave the broker."""
        self._link.stop()

    def _answer_to(self, id: str) -> Data | None:
        while True:
            try:
                message = self._answers.get(timeout=RESEND_S)
            except queue.Empty:
                return None
            envelope = json.loads(message.payload)
            if envelope.get("causationid") == id:
                said: Data = envelope["data"]
                return said


class Witness:
    """Hears what the hub replies to the real boxes, and notes it as promised."""

    def __init__(self, url: str, ledger: Ledger, boxes: Sequence[str]) -> None:
        """Join the broker."""
        self._ledger = ledger
        self._boxes = boxes
        self._link = MqttLink(url, "drill-witness", reconnect_s=(0.1, 0.5))
        self._link.start(
            subscribe=(f"layso/v1/{OFFICE}/reply/+",),
            on_message=self._heard,
            on_change=lambda _: None,
        )

    def close(self) -> None:
        """Leave the broker."""
        self._link.stop()

    def _heard(self, message: Message) -> None:
        device = message.topic.rpartition("/")[2]
        envelope = json.loads(message.payload)
        if device not in self._boxes or envelope["type"] == "layso.acknowledged":
            return
        if envelope["data"].get("refusal") not in {*PASSING, "expired"}:
            note(device, envelope["causationid"], envelope["data"], self._ledger)


def note(device: str, id: str, said: Data, ledger: Ledger) -> Promise:
    """Note what a device was told."""
    if said.get("refusal") in NEVER:
        ledger.surprised(f"{device} was told {said}")
    source = f"/office/{OFFICE}/device/{device}"
    promise = Promise(source, id, "refusal" not in said, said)
    ledger.promised(promise)
    return promise


def _envelope(device: str, id: str, name: str, data: Data) -> bytes:
    said = {
        "specversion": "1.0",
        "id": id,
        "source": f"/office/{OFFICE}/device/{device}",
        "type": f"layso.{name}",
        "datacontenttype": "application/json",
        "dataversion": 1,
        "data": data,
    }
    return json.dumps(said).encode()
