"""Joins panel, digits, counter and line; knows the meaning of none.

One thread takes everything from one queue: edges, messages, news of the link. The
threads of gpiozero and of the link only put.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

from counter_device.counter import Counter, Press, Sign
from counter_device.hands import Edge, Hands, Made
from counter_device.hearing import Answered, Heard, Identified, MetNewHub
from counter_device.keys import Key
from counter_device.lamps import Lamps, digits, lamps
from counter_device.line import Line
from counter_device.panel import Panel
from events.device import CounterState, DeviceHealth
from events.ids import new_id
from events.link import Message
from events.replies import RefusalReply

BUSY_TURN_S = 0.05
IDLE_TURN_S = 0.5
LATE_S = 1.0

T = TypeVar("T")

log = logging.getLogger(__name__)


class Shown(NamedTuple):
    """Everything one can see at the box, and the state behind it.

    `sign`, the key it is given for, and `refusal`, the hub's newest, are for the panel
    alone.
    """

    is_connected: bool
    lamps: Lamps
    digits: str
    state: CounterState | None
    sign: Sign | None = None
    refusal: RefusalReply | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What the app joins."""

    panel: Panel
    line: Line
    health: Callable[[], DeviceHealth]
    watch: Callable[[Shown], None] = lambda _: None


class News(NamedTuple):
    """A message or a change of the link, which was the `link`-th to be joined."""

    link: int
    what: Message | bool


class Cut(NamedTuple):
    """Somebody pulls this box's network plug, or puts it back."""

    is_cut: bool


Item: TypeAlias = Edge | News | Cut


class CounterApp:
    """A clerk's box at work."""

    def __init__(
        self, counter: Counter, parts: Parts, monotonic: Callable[[], float]
    ) -> None:
        """Remember the parts; nothing is joined yet."""
        self._counter = counter
        self._parts = parts
        self._monotonic = monotonic
        self._hands = Hands()
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._joined = 0
        self._was_ready = False
        self._refusal: RefusalReply | None = None
        self._shown: Shown | None = None

    def put(self, item: Item) -> None:
        """Hand something over to the app's thread, from any thread."""
        self._items.put(item)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop, then leave in good order."""
        self._parts.panel.start(self.put)
        try:
            self._join()
            while not stop.is_set():
                self._turn()
        finally:
            self._parts.line.leave()
            self._parts.panel.close()

    def _turn(self) -> None:
        """Take what is there, let time pass, show what came of it.

        Time passes only once the queue is empty: a release that already happened must
        not be overtaken by the hold it prevents.
        """
        is_busy = self._counter.is_timing or self._hands.is_undecided
        wait_s = BUSY_TURN_S if is_busy else IDLE_TURN_S
        try:
            self._survive(self._take, self._items.get(timeout=wait_s))
            while True:
                self._survive(self._take, self._items.get_nowait())
        except queue.Empty:
            self._survive(self._pass_time, self._monotonic())
        self._survive(self._show, self._monotonic())

    def _take(self, item: Item) -> None:
        match item:
            case Edge():
                self._hands, made = self._hands.moved(item)
                self._press(made, item.at)
            case News(link=link, what=what) if link == self._joined:
                self._hear(what)
            case Cut(is_cut=is_cut):
                self._cut() if is_cut else self._join()
            case _:
                pass  # a link that was cut still had something to say

    def _pass_time(self, now: float) -> None:
        self._parts.line.tick(self._parts.health)
        self._counter = self._counter.connected(self._parts.line.is_live, now)
        self._counter = self._counter.waited(now)
        self._void_half_presses(now)
        self._hands, made = self._hands.waited(now)
        self._press(made, now)

    def _void_half_presses(self, now: float) -> None:
        """Void what began under other lamps than it would end under."""
        if self._counter.is_ready == self._was_ready:
            return
        self._was_ready = self._counter.is_ready
        log.info("the counter box is %s", "ready" if self._was_ready else "cut off")
        if self._hands.is_undecided:
            self._counter = self._counter.refused(now)
            self._refusal = None
        self._hands = self._hands.dropped()

    def _press(self, made: Iterable[Made], at: float) -> None:
        for key, gesture in made:
            self._refusal = None
            press = Press(key, gesture, at, new_id())
            self._counter, command = self._counter.pressed(press)
            is_late = self._monotonic() - at > LATE_S
            if command is not None and (
                is_late or not self._parts.line.ask(command, press.id)
            ):
                self._counter = self._counter.unsent(self._monotonic())

    def _hear(self, what: Message | bool) -> None:
        if isinstance(what, bool):
            self._parts.line.changed(what)
            self._counter = self._counter if what else self._counter.forgot()
        else:
            self._understand(self._parts.line.hear(what), self._monotonic())

    def _understand(self, heard: Heard | None, now: float) -> None:
        match heard:
            case CounterState():
                self._counter = self._counter.showed(heard)
            case Answered() if not self._counter.is_asking(heard.to):
                self._parts.line.odd.note(
                    "passed over an answer that is not waited for"
                )
            case Answered(to=to, reply=reply):
                self._counter = self._counter.answered(to, reply, now)
                self._refusal = reply if isinstance(reply, RefusalReply) else None
            case Identified():
                self._counter = self._counter.identified(now)
            case MetNewHub():
                self._counter = self._counter.met_new_hub()
            case None:
                pass  # a message that says nothing to this box

    def _join(self) -> None:
        if self._parts.line.is_joined:
            return
        joined = self._joined = self._joined + 1
        self._parts.line.join(
            lambda message: self.put(News(joined, message)),
            lambda is_up: self.put(News(joined, is_up)),
        )

    def _cut(self) -> None:
        self._joined += 1
        self._parts.line.pull()
        self._counter = self._counter.forgot()

    def _show(self, now: float) -> None:
        pressed, shining = self._hands.is_pressed, self._counter.shining
        shown = Shown(
            self._counter.is_ready,
            lamps(self._counter, is_pressed=pressed, at=now),
            digits(self._counter),
            self._counter.shown,
            shining and shining.sign,
            self._refusal,
            shining and shining.key,
        )
        before, self._shown = self._shown, shown
        if before is None or before.lamps != shown.lamps:
            self._parts.panel.show(shown.lamps)
        if before is None or before.digits != shown.digits:
            self._parts.panel.display.show(shown.digits)
        if before != shown:
            self._parts.watch(shown)

    @staticmethod
    def _survive(step: Callable[[T], None], argument: T) -> None:
        try:
            step(argument)
        except Exception:
            log.exception("one step failed; the box goes on")
