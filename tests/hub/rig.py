"""A hub's core for tests: rules, writer and views over a store that can misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from events.counter import OpenCounter
from events.day import OpenDay
from events.ids import new_id
from events.recorded import Recorded
from events.replies import Accepted, RefusalReply
from events.visit import IssueTicket
from firmware_config.load import PROFILES, load_site
from hub.application.jobs import Job, Reply
from hub.application.ports import Answer, CannotWrite, EventStore
from hub.bootstrap import Core, build_core
from hub.store.memory import MemoryEventStore
from tests.hub.asking import ask

SITE = load_site(PROFILES / "demo.toml")
OFFICE = SITE.office.id
HTTP = f"/office/{OFFICE}/http"
SECRET = b"s" * 32
URL = "http://127.0.0.1:8080"
NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # nine in the morning, a Monday


class SetClock:
    """A clock that stands where a test sets it."""

    def __init__(self, at: datetime = NINE) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return what was set."""
        return self.at

    def goes(self, **by: float) -> None:
        """Go on, or back."""
        self.at += timedelta(**by)


class TryingStore(MemoryEventStore):
    """A store that can be slow, fail before or after it wrote, and counts its saves."""

    def __init__(self) -> None:
        super().__init__()
        self.saves: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.is_at_gate = threading.Event()
        self.fails_after_writing = False
        self.cannot_read = False
        self.events_read = 0

    def save(self, events: Sequence[Recorded], answers: Sequence[Answer]) -> None:
        """Wait at the gate, then write, then fail if told to."""
        self.is_at_gate.set()
        self.gate.wait(10)
        super().save(events, answers)
        self.saves.append(len(answers))
        if self.fails_after_writing:
            msg = "the power went before the answer came"
            raise CannotWrite(msg)

    def answer_to(self, source: str, id: str) -> Answer | None:
        """Look it up, if reading works."""
        self._may_read()
        return super().answer_to(source, id)

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Read a page, if reading works."""
        self._may_read()
        found = super().read_after(position, limit)
        self.events_read += len(found)
        return found

    def read_stream(self, stream: str) -> Iterator[Recorded]:
        """Read a stream, counting."""
        for event in super().read_stream(stream):
            self.events_read += 1
            yield event

    def _may_read(self) -> None:
        if self.cannot_read:
            msg = "the medium is gone"
            raise CannotWrite(msg)


class Rig:
    """A core that works, its store and its clock; nothing ticks by itself."""

    def __init__(
        self, store: EventStore | None = None, at: datetime = NINE, **office: Any
    ) -> None:
        self.site = replace(SITE, office=replace(SITE.office, **office))
        self.clock = SetClock(at)
        self.store = TryingStore() if store is None else store
        self.core = self._start()

    def _start(self) -> Core:
        core = build_core(self.site, self.store, SECRET, self.clock, URL)
        core.devices.begin(self.store)
        core.office.start()
        return core

    @property
    def trying(self) -> TryingStore:
        """The store, where it is the one that misbehaves."""
        assert isinstance(self.store, TryingStore)
        return self.store

    def stop(self) -> None:
        """End the writer's thread."""
        self.core.office.stop()

    def restart(self) -> None:
        """Stop, and begin anew over the same store."""
        self.stop()
        self.core = self._start()

    def ask(self, command: Any, id: str | None = None, **how: Any) -> Reply:
        """Ask as somebody does over HTTP."""
        source = how.pop("source", HTTP)
        return ask(self.core.office, command, id=id or new_id(), source=source, **how)

    def accepted(self, command: Any, id: str | None = None, **how: Any) -> Accepted:
        """Ask, and be let."""
        reply = self.ask(command, id, **how)
        assert isinstance(reply, Accepted), reply
        return reply

    def refused(self, command: Any, id: str | None = None, **how: Any) -> str:
        """Ask, and return the name of the refusal."""
        reply = self.ask(command, id, **how)
        assert isinstance(reply, RefusalReply), reply
        return reply.refusal

    def open_with(self, *counters: str, waiting: int = 0) -> None:
        """Open the day and these counters, and let that many take a number."""
        self.accepted(OpenDay())
        for counter in counters:
            self.accepted(OpenCounter(counter=counter))
        for _ in range(waiting):
            self.accepted(IssueTicket(service="A"))

    def history(self) -> list[Recorded]:
        """Return everything that was ever written."""
        return self.store.read_after(0, 100_000)

    def names(self) -> list[str]:
        """Return what happened, by type."""
        return [type(event.event).__name__ for event in self.history()]


class Letterbox:
    """Jobs for the writer, and the replies that come of them."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self.replies: dict[str, list[Any]] = {}
        self._news = threading.Condition()

    def put(self, command: Any, id: str | None = None, **how: Any) -> str:
        """Hand a job over without waiting; return its id."""
        id = id or new_id()
        job = {"source": HTTP, **how}
        self._rig.core.office.put(
            Job(body=command, id=id, respond=lambda r: self._heard(id, r), **job)
        )
        return id

    def wait(self, count: int) -> list[Any]:
        """Wait until that many replies have come, and return them in order."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.all) >= count, 10), self.all
            return self.all

    @property
    def all(self) -> list[Any]:
        """Every reply so far."""
        return [reply for replies in self.replies.values() for reply in replies]

    def _heard(self, id: str, reply: Reply) -> None:
        with self._news:
            self.replies.setdefault(id, []).append(reply)
            self._news.notify_all()


def wait_until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    """Return as soon as it holds; fail if it does not within the time."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.002)
