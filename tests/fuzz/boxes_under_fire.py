"""The boxes' ears: whatever stands on the topics they read, they hear or pass over."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from counter_device import hearing
from counter_device.hearing import Answered, Identified, MetNewHub, Unread
from events import topics
from events.device import CounterState, DeviceHealth, PaperLow
from events.link import MemoryBroker, MemoryLink, Message
from events.outbox import Outbox
from events.presence import Identity, Presence
from tests.fuzz.mangling import Mangler
from tests.hub.rig import OFFICE
from ticket_printer.line import Answer, Line, Order

DISPENSER, BOX, COUNTER = "dispenser-1", "counter-1", "1"
TOPICS = {
    topics.hub(OFFICE): ("hub-status",),
    topics.reply(OFFICE, DISPENSER): ("accepted", "refused", "acknowledged"),
    topics.order(OFFICE, DISPENSER): ("print-slip", "identify", "restart"),
    topics.settings(OFFICE, DISPENSER): ("device-settings",),
    topics.counter(OFFICE, COUNTER): ("counter-state",),
    topics.reply(OFFICE, BOX): ("accepted", "refused"),
}
MEANINGS = CounterState | Answered | Identified | MetNewHub | Answer | Order | None


class Boxes:
    """A counter box's reader and a dispenser's line, and messages for them."""

    def __init__(self, random: Random, folder: Path) -> None:
        self.fed = 0
        self.understood = 0
        self.message: Message | None = None
        self._random = random
        self._mangler = Mangler(random)
        ticks = count()
        identity = Identity(office=OFFICE, device=DISPENSER, boot="b-1", version="0")
        self._presence = Presence(identity, lambda: next(ticks) / 100)
        self._outbox = Outbox(folder / "outbox.db")
        self._outbox.open()
        broker = MemoryBroker()
        self._line = Line(self._presence, lambda: MemoryLink(broker), self._outbox)
        self._line.join(lambda _: None, lambda _: None)
        self._line.live_changed(True)

    def fire(self, count: int) -> None:
        """Have so many messages heard by both."""
        for _ in range(count):
            self.message = self._next()
            self._hear(self.message)
            self.fed += 1

    def end(self) -> None:
        """Close what is open."""
        self._line.stop()
        self._outbox.close()

    def _hear(self, message: Message) -> None:
        if self._outbox.depth() == 0:
            self._line.report(PaperLow())
            self._line.tick(float(self.fed), lambda: DeviceHealth(uptime_s=1))
        for read in (self._read, self._line.hear):
            meaning = read(message)
            assert isinstance(meaning, MEANINGS)
            self.understood += meaning is not None

    @staticmethod
    def _read(message: Message) -> Any:
        heard = hearing.read(message, COUNTER)
        return None if isinstance(heard, Unread) else heard

    def _next(self) -> Message:
        topic = self._random.choice(tuple(TOPICS))
        name = self._random.choice((*TOPICS[topic], "ticket-issued"))
        envelope = self._mangler.envelope(name, topics.hub_source(OFFICE))
        envelope["causationid"] = "press-1"
        payload = self._mangler.payload(envelope)
        if self._random.random() < 0.05:
            payload = self._mangler.noise()
        return Message(topic, payload, self._random.random() < 0.3)
