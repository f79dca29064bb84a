"""The port to MQTT that hub and devices share, and one that lives in memory.

A `Link` tells its owner three things, always on the link's own delivery thread and
never on the network's: a message came, the link is up, the link is down. An exception
in a handler is logged and costs one message; it never stops the delivery.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)


class Message(NamedTuple):
    """A message as it arrived; `retained` if the broker had kept it from before."""

    topic: str
    payload: bytes
    retained: bool


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker says for us when we vanish. Always retained."""

    topic: str
    payload: bytes


OnMessage: TypeAlias = Callable[[Message], None]
OnChange: TypeAlias = Callable[[bool], None]


class Link(Protocol):
    """A tie to one MQTT broker that comes back by itself."""

    def start(
        self,
        *,
        subscribe: tuple[str, ...],
        on_message: OnMessage,
        on_change: OnChange,
        will: Callable[[], Will] | None = None,
    ) -> None:
        """Begin to connect, and keep at it; returns at once.

        `will` is asked anew before every connection. `on_change(True)` comes after the
        subscriptions are in force, on every connect.
        """

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> bool:
        """Hand a message over if connected; False (and nothing kept) if not."""

    def stop(self) -> None:
        """Leave in good order; no handler is called afterwards."""

    @property
    def is_connected(self) -> bool:
        """True while the broker answers."""


@dataclass(slots=True)
class MemoryBroker:
    """A broker for tests: retained messages, wills, wildcards, outages on demand."""

    links: list[MemoryLink] = field(default_factory=list)
    retained: dict[str, bytes] = field(default_factory=dict)
    is_up: bool = True
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def deliver(self, topic: str, payload: bytes, retain: bool) -> None:
        """Pass a message to whoever subscribed; keep it if it is to be retained."""
        with self._lock:
            if retain and payload:
                self.retained[topic] = payload
            elif retain:
                self.retained.pop(topic, None)
            for link in list(self.links):
                link.hear(Message(topic, payload, False))

    def go_down(self) -> None:
        """Cut every link."""
        self.is_up = False
        for link in list(self.links):
            link.cut()

    def come_up(self) -> None:
        """Let every link back in."""
        self.is_up = True
        for link in list(self.links):
            link.join()


class MemoryLink:
    """A `Link` to a `MemoryBroker`: delivers at once, on the publisher's thread."""

    def __init__(self, broker: MemoryBroker) -> None:
        """Remember the broker; nothing is joined yet."""
        self._broker = broker
        self._filters: tuple[str, ...] = ()
        self._on_message: OnMessage | None = None
        self._on_change: OnChange | None = None
        self._will: Callable[[], Will] | None = None
        self._last_will: Will | None = None
        self._is_connected = False

    @property
    def is_connected(self) -> bool:
        """True while the broker is up and this link joined."""
        return self._is_connected

    def start(
        self,
        *,
        subscribe: tuple[str, ...],
        on_message: OnMessage,
        on_change: OnChange,
        will: Callable[[], Will] | None = None,
    ) -> None:
        """Join the broker, now or when it comes up."""
        self._filters = subscribe
        self._on_message = on_message
        self._on_change = on_change
        self._will = will
        self._broker.links.append(self)
        self.join()

    def join(self) -> None:
        """Connect, if the broker is up: retained messages first, then the good news."""
        if not self._broker.is_up or self._is_connected:
            return
        self._last_will = self._will() if self._will is not None else None
        self._is_connected = True
        for topic, payload in list(self._broker.retained.items()):
            self.hear(Message(topic, payload, True))
        if self._on_change is not None:
            self._call(self._on_change, True)

    def cut(self) -> None:
        """Lose the connection; the broker then speaks the last will."""
        if not self._is_connected:
            return
        self._is_connected = False
        will = self._last_will
        if will is not None and self._broker.is_up:
            self._broker.deliver(will.topic, will.payload, retain=True)
        if self._on_change is not None:
            self._call(self._on_change, False)

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> bool:
        """Deliver now, or say that it cannot be."""
        del qos
        if not self._is_connected:
            return False
        self._broker.deliver(topic, payload, retain)
        return True

    def stop(self) -> None:
        """Leave without a last will."""
        self._is_connected = False
        if self in self._broker.links:
            self._broker.links.remove(self)

    def hear(self, message: Message) -> None:
        """Pass a message on if some filter of ours matches it."""
        if self._is_connected and any(matches(f, message.topic) for f in self._filters):
            assert self._on_message is not None
            self._call(self._on_message, message)

    @staticmethod
    def _call(handler: Callable[[T], None], argument: T) -> None:
        try:
            handler(argument)
        except Exception:
            log.exception("a message handler failed; the link goes on")


def matches(topic_filter: str, topic: str) -> bool:
    """Whether an MQTT topic filter (`+`, `#`) takes a topic."""
    wanted, given = topic_filter.split("/"), topic.split("/")
    for index, level in enumerate(wanted):
        if level == "#":
            return True
        if index >= len(given) or level not in ("+", given[index]):
            return False
    return len(wanted) == len(given)
