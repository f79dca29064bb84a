"""Joins keys, lamps, printer and line; knows the meaning of none.

One thread takes everything from one queue: keys, messages, news of link and printer.
All other threads only put; a step that fails is logged and costs one thing.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeAlias

from msgspec import structs

from events.device import DeviceHealth, PrinterHealth, PrintFault, PrintSlip
from events.ids import new_id
from events.link import Message
from events.replies import PASSING, Accepted, RefusalReply
from ticket_printer import asking, paper
from ticket_printer.dispenser import Dispenser, Step
from ticket_printer.hands import Hands
from ticket_printer.job import Job, job_of_order
from ticket_printer.keys import PRIORITY, REPRINT, Panel
from ticket_printer.lamps import Lamps, lamps
from ticket_printer.line import Answer, Order

TURN_S = 0.1

log = logging.getLogger(__name__)

Item: TypeAlias = Callable[[], None]


class Shown(NamedTuple):
    """What one can see at the box; `refusal` and `printed` are for the panel alone."""

    is_connected: bool
    is_cut: bool
    lamps: Lamps
    printer: PrinterHealth
    is_asking: bool
    refusal: Answer | None
    printed: Job | None


@dataclass(frozen=True, slots=True)
class Senses:
    """What the app is given to know the time and the box's health by."""

    monotonic: Callable[[], float]
    health: Callable[[PrinterHealth], DeviceHealth]


class DispenserApp:
    """A ticket dispenser at work."""

    def __init__(self, panel: Panel, hands: Hands, senses: Senses) -> None:
        """Remember the parts; nothing is joined yet."""
        self._panel = panel
        self._hands = hands
        self._monotonic = senses.monotonic
        self._health = senses.health
        self._dispenser = Dispenser(paper=hands.journal.paper)
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._joined = 0
        self._is_cut = False
        self._refusal: Answer | None = None
        self._printed: Job | None = None

    @property
    def shown(self) -> Shown:
        """Return what one can see at the box, from any thread."""
        now = self._dispenser
        return Shown(
            now.is_connected,
            self._is_cut,
            lamps(now, self._monotonic()),
            now.printer,
            now.asking is not None,
            self._refusal,
            self._printed,
        )

    def press(self, key: str) -> None:
        """A key was pressed (`reprint`: held); from any thread, at once."""
        at, press_id = self._monotonic(), new_id()
        self._items.put(lambda: self._pressed(key, press_id, at))

    def cut(self, is_cut: bool) -> None:
        """Pull this box's network plug, or put it back; from any thread."""
        self._items.put(lambda: self._cut(is_cut))

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop, then leave in good order."""
        self._panel.start(self.press)
        try:
            self._show()
            self._hands.pick_up()
            self._printed = self._hands.last_job()
            self._hands.desk.start(self._slip_ended, self._printer_said)
            self._join()
            while not stop.is_set():
                self._turn()
        finally:
            self._end()

    def _turn(self) -> None:
        try:
            item = self._items.get(timeout=TURN_S)
        except queue.Empty:
            item = self._nothing
        for step in (item, self._pass_time, self._show):
            self._survive(step)

    def _end(self) -> None:
        self._hands.desk.stop()
        while not self._items.empty():
            self._survive(self._items.get())
        self._survive(self._hands.line.stop)
        self._survive(self._panel.close)

    def _follow(self, step: Step) -> None:
        self._dispenser = step.dispenser
        # Before any disk: a lamp answers the finger at once.
        self._show()
        for effect in step.effects:
            self._survive(partial(self._hands.do, effect))

    def _show(self) -> None:
        self._panel.show(lamps(self._dispenser, self._monotonic()))

    def _pass_time(self) -> None:
        now, line = self._monotonic(), self._hands.line
        if line.is_live != self._dispenser.is_connected:
            self._connected(line.is_live, now)
        self._follow(asking.time_passed(self._dispenser, now))
        line.tick(now, lambda: self._health(self._dispenser.printer))

    def _connected(self, is_live: bool, now: float) -> None:
        log.log(
            logging.INFO if is_live else logging.WARNING,
            "the hub is %s",
            "there" if is_live else "away",
        )
        self._hands.line.live_changed(is_live)
        self._follow(asking.connection_changed(self._dispenser, is_live, now))

    def _pressed(self, key: str, press_id: str, at: float) -> None:
        if key == PRIORITY:
            self._follow(asking.priority_pressed(self._dispenser, at))
        elif key == REPRINT:
            self._reprint(press_id, at)
        else:
            self._follow(asking.service_pressed(self._dispenser, key, press_id, at))

    def _reprint(self, press_id: str, at: float) -> None:
        last = self._hands.last_job()
        if last is None:
            return
        # How many stood before it then is no longer true.
        copy = structs.replace(last, id=press_id, is_copy=True, ahead=None, order=None)
        self._follow(paper.copy_wanted(self._dispenser, copy, at))

    def _heard(self, message: Message) -> None:
        match self._hands.line.hear(message):
            case Answer(to, reply):
                self._answered(to, reply)
            case Order() as order:
                self._ordered(order)
            case None:
                pass

    def _answered(self, to: str, reply: Accepted | RefusalReply) -> None:
        now = self._monotonic()
        if isinstance(reply, Accepted):
            self._follow(asking.accepted(self._dispenser, to, reply, now))
            return
        if not asking.is_asked(self._dispenser, to):
            self._hands.line.odd.note("passed over an answer that is not waited for")
            return
        self._hands.line.odd.note(f"the hub refused a press: {reply.word}")
        if reply.refusal not in PASSING:
            self._refusal = Answer(to, reply)
        self._follow(asking.refused(self._dispenser, to, reply.refusal, now))

    def _ordered(self, order: Order) -> None:
        now = self._monotonic()
        if not isinstance(order.body, PrintSlip):
            self._follow(paper.identify(self._dispenser, now))
        elif not self._hands.journal.knows(order.id):
            job = job_of_order(order.id, order.body)
            step = paper.copy_wanted(self._dispenser, job, now, is_late=order.is_late)
            self._follow(step)

    def _slip_ended(self, job: Job, fault: PrintFault | None) -> None:
        self._printed = job if fault is None else self._printed
        self._items.put(
            lambda: self._follow(
                paper.slip_ended(self._dispenser, job.id, fault, self._monotonic())
            )
        )

    def _printer_said(self, printer: PrinterHealth) -> None:
        self._items.put(lambda: self._printer_is(printer))

    def _printer_is(self, printer: PrinterHealth) -> None:
        before = self._dispenser.paper
        self._follow(paper.printer_said(self._dispenser, printer, self._monotonic()))
        if self._dispenser.paper != before:
            self._hands.journal.paper = self._dispenser.paper

    def _join(self) -> None:
        joined = self._joined = self._joined + 1
        self._hands.line.join(
            lambda message: self._from_link(joined, lambda: self._heard(message)),
            lambda is_up: self._from_link(
                joined, lambda: self._hands.line.changed(is_up)
            ),
        )

    def _from_link(self, joined: int, item: Item) -> None:
        """Queue news of the link, unless it was cut when its turn comes."""
        self._items.put(lambda: item() if joined == self._joined else None)

    def _cut(self, is_cut: bool) -> None:
        if is_cut == self._is_cut:
            return
        self._is_cut = is_cut
        if is_cut:
            self._joined += 1
            self._hands.line.pull()
        else:
            self._join()

    @staticmethod
    def _nothing() -> None:
        """Time passed, that is all."""

    @staticmethod
    def _survive(step: Item) -> None:
        try:
            step()
        except Exception:
            log.exception("one step failed; the dispenser goes on")
