"""One thread that hands messages and news of the link to their owner, in order.

The network's thread only puts; whatever the owner's handlers do, they do it here. An
exception of theirs is logged and costs one message.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from events.link import Message, OnChange, OnMessage

T = TypeVar("T")

MOST_WAITING = 10_000
MOST_BYTES = 16_777_216

log = logging.getLogger(__name__)


class Delivery:
    """Calls `on_message` and `on_change` on a thread of its own, one at a time."""

    def __init__(self, on_message: OnMessage, on_change: OnChange) -> None:
        """Remember whom to call."""
        self._on_message = on_message
        self._on_change = on_change
        self._items: queue.SimpleQueue[Message | bool | None] = queue.SimpleQueue()
        self._is_stopped = threading.Event()
        self._is_told = False
        # Each is counted by one thread only, so that neither needs a lock.
        self._bytes_in = 0
        self._bytes_out = 0
        self._thread = threading.Thread(
            target=self._run, name="link-delivery", daemon=True
        )

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread.is_alive()

    def put(self, item: Message | bool) -> None:
        """Add a message, or whether the link is up; never blocks.

        A message that finds 10,000 others waiting, or 16 MiB, is dropped, which is
        logged once.
        """
        if isinstance(item, bool):
            self._items.put(item)
        elif self._has_room():
            self._bytes_in += len(item.payload)
            self._items.put(item)

    def _has_room(self) -> bool:
        fullness = max(
            self._items.qsize() / MOST_WAITING,
            (self._bytes_in - self._bytes_out) / MOST_BYTES,
        )
        if fullness >= 1 and not self._is_told:
            log.error("the owner of the link is stuck, dropping its messages")
            self._is_told = True
        elif fullness < 0.5:  # or it would be told with each message that is taken
            self._is_told = False
        return fullness < 1

    def stop(self) -> None:
        """Deliver nothing more; waits for a handler that is running, up to 5 s."""
        self._is_stopped.set()
        self._items.put(None)
        if threading.current_thread() is not self._thread and self._thread.ident:
            self._thread.join(5)

    def _run(self) -> None:
        while (item := self._items.get()) is not None:
            if self._is_stopped.is_set():
                return
            if isinstance(item, bool):
                _call(self._on_change, item)
            else:
                self._bytes_out += len(item.payload)
                _call(self._on_message, item)


def _call(handler: Callable[[T], None], argument: T) -> None:
    try:
        handler(argument)
    except Exception:
        log.exception("a handler of the link failed; the link goes on")
