"""Eight who take numbers and eight who call, all at the same instant."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import BrokenBarrierError
from typing import Any, NamedTuple, Protocol

from msgspec.structs import replace

from events import topics
from events.counter import OpenCounter
from events.envelope import seal, unseal
from events.ids import new_id
from events.link import Message
from events.mqtt_link import MqttLink
from events.replies import Accepted
from events.visit import (
    CallNext,
    IssueTicket,
    ServingStarted,
    StartServing,
    TicketIssued,
    VisitCalled,
    VisitServed,
)
from hub.domain.numbering import label
from hub.store.sqlite import SQLiteEventStore
from tests.hub.rig import OFFICE

EIGHT = range(1, 9)
RESEND_S = 5.0

HEAD = """
[office]
id = "hk01"
name = { vi = "Điểm thử", en = "Trial office" }
operator = "trial"
phase = "2"
demo = true

[hub]
flood_per_s = 10000
flood_burst = 10000

[screen]
height_mm = 800

[[services]]
id = "A"
name = { vi = "Cư trú", en = "Residence" }
"""
EACH = """
[[counters]]
id = "{n}"
serves = ["A"]

[[dispensers]]
id = "dispenser-{n}"
keys = {{ A = 17 }}
reserve = "9{n}0-9{n}9"

[[boxes]]
id = "counter-{n}"
counter = "{n}"
"""


def crowded_site(folder: Path) -> Path:
    """Write a site with eight counters, boxes and dispensers, and say where."""
    file = folder / "site.toml"
    file.write_text(HEAD + "".join(EACH.format(n=n) for n in EIGHT), encoding="utf-8")
    return file


class Voice(Protocol):
    """Someone who asks the hub and waits for the answer."""

    def ask(self, command: Any) -> dict[str, Any]:
        """Return the reply's data, or {"refusal": name}."""


class HttpVoice:
    """A browser with a connection of its own."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(self, command: Any) -> dict[str, Any]:
        """Post it."""
        path, body = self._said(command)
        headers = {"Content-Type": "application/json"}
        self._line.request("POST", path, json.dumps(body), headers)
        reply: dict[str, Any] = json.loads(self._line.getresponse().read())
        return reply

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    @staticmethod
    def _said(command: Any) -> tuple[str, dict[str, str]]:
        match command:
            case IssueTicket():
                return "/api/v1/tickets", {"service": command.service}
            case OpenCounter():
                return f"/api/v1/counters/{command.counter}/open", {}
            case CallNext():
                return f"/api/v1/counters/{command.counter}/call-next", {}
            case StartServing():
                return f"/api/v1/counters/{command.counter}/start", {}
            case _:
                raise TypeError(command)


class MqttVoice:
    """A box or dispenser with a link of its own; a box tells what it saw last."""

    def __init__(self, url: str, device: str, revision: int = 0) -> None:
        self._device = device
        self._revision = revision
        self._answers: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._link = MqttLink(url, device, reconnect_s=(0.1, 0.5))
        self._link.start(
            subscribe=(topics.reply(OFFICE, device),),
            on_message=self._answers.put,
            on_change=lambda _: None,
        )
        assert self._link.wait_connected(10)

    def ask(self, command: Any) -> dict[str, Any]:
        """Publish it until it is answered."""
        if not isinstance(command, IssueTicket):
            command = replace(command, revision=self._revision)
        id = new_id()
        source = topics.device_source(OFFICE, self._device)
        payload = seal(command, id=id, source=source)
        for _ in range(4):
            self._link.publish(topics.command(OFFICE, self._device), payload)
            try:
                return self._answer_to(id)
            except queue.Empty:
                continue
        raise TimeoutError(self._device)

    def close(self) -> None:
        """Leave."""
        self._link.stop()

    def _answer_to(self, id: str) -> dict[str, Any]:
        while True:
            envelope = unseal(self._answers.get(timeout=RESEND_S).payload)
            if envelope.causationid == id:
                body = envelope.body()
                self._revision = body.revision or self._revision
                if isinstance(body, Accepted):
                    return {"ticket": body.ticket, "counter": body.counter}
                return {"refusal": body.refusal}


class Outcome(NamedTuple):
    """What the crowd got: tickets issued and called, how long each answer took."""

    issued: list[str]
    called: list[str]
    latencies: list[float]
    seconds: float

    def figures(self) -> str:
        """Return throughput and latency for people."""
        slow = sorted(self.latencies)
        p50, p99 = slow[len(slow) // 2], slow[len(slow) * 99 // 100]
        rate = len(slow) / self.seconds
        return (
            f"{len(slow)} commands in {self.seconds:.1f} s: {rate:.0f}/s, "
            f"p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms, "
            f"slowest {slow[-1] * 1000:.0f} ms"
        )


class Crowd:
    """Sixteen voices that speak in step."""

    def __init__(self, issuers: list[Voice], counters: dict[str, Voice]) -> None:
        self._issuers = issuers
        self._counters = counters
        self._step = threading.Barrier(len(issuers) + len(counters))
        self._latencies: list[float] = []

    def rush(self, rounds: int) -> Outcome:
        """Let all ask at once, so many times; then let the counters empty the room."""
        for counter, voice in self._counters.items():
            assert "refusal" not in voice.ask(OpenCounter(counter=counter))
        began = time.monotonic()
        with ThreadPoolExecutor(len(self._issuers) + len(self._counters)) as pool:
            issued = [pool.submit(self._issue, v, rounds) for v in self._issuers]
            called = [
                pool.submit(self._call, counter, voice, rounds)
                for counter, voice in self._counters.items()
            ]
            self._raise_what_broke([*issued, *called])
            tickets = [t for voice in issued for t in voice.result()]
            calls = [t for voice in called for t in voice.result()]
        seconds = time.monotonic() - began
        calls += self._drain()
        return Outcome(tickets, calls, self._latencies, seconds)

    def _raise_what_broke(self, voices: list[Future[list[str]]]) -> None:
        """Raise the failure of the voice that failed, not of those left waiting."""
        broken = [error for voice in voices if (error := voice.exception())]
        for error in sorted(broken, key=lambda e: isinstance(e, BrokenBarrierError)):
            raise error

    def _issue(self, voice: Voice, rounds: int) -> list[str]:
        with self._in_step():
            return [self._take_one(voice) for _ in range(rounds)]

    def _take_one(self, voice: Voice) -> str:
        self._step.wait(60)
        return str(self._timed(voice, IssueTicket(service="A"))["ticket"])

    def _call(self, counter: str, voice: Voice, rounds: int) -> list[str]:
        tickets = []
        with self._in_step():
            for _ in range(rounds):
                self._step.wait(60)
                tickets += self._call_once(counter, voice)
        return tickets

    @contextmanager
    def _in_step(self) -> Iterator[None]:
        """Whoever fails lets nobody wait for it."""
        try:
            yield
        except BaseException:
            self._step.abort()
            raise

    def _drain(self) -> list[str]:
        tickets: list[str] = []
        for counter, voice in self._counters.items():
            while found := self._call_once(counter, voice):
                tickets += found
        return tickets

    def _call_once(self, counter: str, voice: Voice) -> list[str]:
        reply = self._timed(voice, CallNext(counter=counter))
        if reply.get("refusal") == "nobody-waiting":
            return []
        started = self._timed(voice, StartServing(counter=counter))
        assert started.get("ticket") == reply.get("ticket"), (reply, started)
        return [reply["ticket"]]

    def _timed(self, voice: Voice, command: Any) -> dict[str, Any]:
        began = time.monotonic()
        reply = voice.ask(command)
        self._latencies.append(time.monotonic() - began)
        return reply


def check(outcome: Outcome, events_file: Path, rounds: int) -> None:
    """Fail if a number was given twice or left out, or a visit was at two counters."""
    expected = [label("A", n) for n in range(1, 8 * rounds + 1)]
    assert sorted(outcome.issued) == sorted(str(e) for e in expected)
    assert sorted(outcome.called) == sorted(outcome.issued)
    store = SQLiteEventStore(events_file)
    events = store.read_after(0, 1_000_000)
    store.close()
    assert [e.position for e in events] == list(range(1, len(events) + 1))
    issued = [e.event.ticket for e in events if isinstance(e.event, TicketIssued)]
    assert issued == expected
    at: dict[str, str] = {}
    for event in (e.event for e in events):
        match event:
            case VisitCalled(ticket=ticket, counter=counter):
                assert ticket not in at
                at[ticket] = counter
            case ServingStarted() | VisitServed():
                assert at[event.ticket] == event.counter
            case _:
                pass
    assert len(at) == len(expected)


@contextmanager
def voices(make: Callable[[int], Any]) -> Iterator[list[Any]]:
    """Return eight of them, and close them afterwards."""
    eight = [make(n) for n in EIGHT]
    try:
        yield eight
    finally:
        for voice in eight:
            voice.close()
