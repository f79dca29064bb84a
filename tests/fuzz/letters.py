"""What may arrive at the hub: any sender, any topic, any body."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from random import Random
from typing import Any

from events import codec, topics
from events.link import Message
from tests.fuzz.mangling import NASTY, Mangler
from tests.hub.rig import OFFICE, SITE

DISPENSERS = tuple(d.id for d in SITE.dispensers)
BOXES = {box.id: box.counter for box in SITE.boxes}
EVERYBODY = (*DISPENSERS, *BOXES, "stranger", "hub", "é", "x" * 300)
SERVICES = tuple(s.id for s in SITE.services)
OF_A_BOX = tuple(
    name
    for name, (body, _) in codec.COMMANDS.items()
    if "revision" in inspect.signature(body).parameters
)
STATES = {"status": "device-status", "health": "device-health", "hub": "hub-status"}


class Letters:
    """Makes what arrives, one message after the other.

    `revision` tells a counter's revision now, so that some commands are right.
    """

    def __init__(self, random: Random, revision: Callable[[str], int]) -> None:
        self._random = random
        self._mangler = Mangler(random)
        self._revision = revision
        self._sequence = 0

    def next(self) -> Message:
        """Return the next message."""
        kinds = ("box", "box", "dispenser", "fact", "any", "state", "noise")
        kind = self._random.choice(kinds)
        make: Callable[[], Message] = getattr(self, f"_{kind}")
        topic, payload, _ = make()
        return Message(topic, payload, self._random.random() < 0.02)

    def _box(self) -> Message:
        box = self._random.choice(tuple(BOXES))
        counter = BOXES[box]
        data = {"counter": counter, "revision": self._revision(counter)}
        return self._letter("command", box, self._random.choice(OF_A_BOX), **data)

    def _dispenser(self) -> Message:
        service = self._random.choice(SERVICES)
        who = self._random.choice(DISPENSERS)
        return self._letter("command", who, "issue-ticket", service=service)

    def _fact(self) -> Message:
        who, name = self._random.choice(DISPENSERS), self._one_of(codec.FACTS)
        self._sequence += self._random.choice((0, 1, 1, 1, 2, 50))
        return self._letter("fact", who, name, sequence=self._sequence)

    def _any(self) -> Message:
        kind = self._random.choice(("command", "fact"))
        who = self._random.choice(EVERYBODY)
        return self._letter(kind, who, self._one_of(codec.WIRE))

    def _state(self) -> Message:
        kind = self._random.choice(tuple(STATES))
        who = self._random.choice(EVERYBODY)
        source = topics.device_source(OFFICE, who)
        if kind == "hub":
            source = topics.hub_source(OFFICE)
        envelope = self._mangler.envelope(STATES[kind], source)
        where = topics.hub(OFFICE) if kind == "hub" else f"{_root()}/{kind}/{who}"
        return Message(where, self._mangler.payload(envelope), False)

    def _noise(self) -> Message:
        kind = self._random.choice(("command", "fact", "status", "reply", "x", ""))
        who = self._random.choice((*EVERYBODY, "", "a/b"))
        return Message(f"{_root()}/{kind}/{who}", self._mangler.noise(), False)

    def _letter(self, kind: str, who: str, name: str, **said: Any) -> Message:
        sequence = said.pop("sequence", None)
        source = topics.device_source(OFFICE, who)
        envelope = self._mangler.envelope(name, source, **said)
        if sequence is not None:
            envelope["sequence"] = sequence
        if self._random.random() < 0.1:
            extra = self._one_of(("expires", "time", "correlationid", "bootid"))
            envelope[extra] = self._random.choice(NASTY)
        where = f"{_root()}/{kind}/{who}"
        return Message(where, self._mangler.payload(envelope), False)

    def _one_of(self, names: Any) -> str:
        return str(self._random.choice(tuple(names)))


def _root() -> str:
    return f"{topics.ROOT}/{OFFICE}"
