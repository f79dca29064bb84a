"""Once a second: is a day to be opened or closed, has a device fallen silent?"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from events import topics
from events.day import ConfigureOffice
from events.device import ScreenState
from events.ids import new_id
from events.plan import DayPlan
from events.recorded import Recorded
from events.replies import PASSING, RefusalReply
from events.settings import SettingsChanged
from hub.application.board import Board
from hub.application.jobs import Job, Reply
from hub.application.opening import Opening
from hub.application.ports import Clock
from hub.domain.day import Day

log = logging.getLogger(__name__)

EVERY_S = 1.0
# Ticks until the rules are asked again what they have refused.
PATIENCE = 60

_OTHER = "the day's policy was refused: %s"
_REFUSED = {
    ConfigureOffice: "the site file's plan is not taken over yet: %s "
    "It is asked again each minute; the next day opens by it in any case."
}


class Ticker:
    """A thread that asks the policies what the hour calls for."""

    def __init__(
        self,
        board: Board,
        put: Callable[[Job], None],
        clock: Clock,
        opening: Opening,
    ) -> None:
        """Remember whom to ask and where commands go."""
        self._board = board
        self._put = put
        self._clock = clock
        self._opening = opening
        self._also: list[tuple[int, Callable[[], None]]] = []
        self._at_once: list[Callable[[], None]] = [self._policies]
        self._news: frozenset[type] = frozenset({SettingsChanged})
        self._ticks = 0
        self._is_over = False
        self._woken = threading.Event()
        self._refused: Any | None = None
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)

    def also(
        self,
        task: Callable[[], None],
        every: int = 1,
        news: frozenset[type] = frozenset(),
    ) -> None:
        """Have a task run at the first tick and at every so many after it.

        With `news` also at once after such an event, or one that others look out for.
        """
        self._also.append((every, task))
        self._news |= news
        if news:
            self._at_once.append(task)

    def start(self) -> None:
        """Tick at once, then every second."""
        self._thread.start()

    def stop(self) -> None:
        """End after the tick in hand."""
        self._is_over = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread.is_alive()

    def tick(self) -> None:
        """Put what is due, and run the other tasks; one's failure stops no other."""
        due_now = [task for every, task in self._also if self._ticks % every == 0]
        self._ticks += 1
        for task in (self._policies, *due_now):
            _run_safely(task)

    def on_news(self, events: tuple[Recorded, ...], _screen: ScreenState) -> None:
        """Look at once whether an event calls for something; never waits."""
        if any(type(each.event) in self._news for each in events):
            self._woken.set()

    def _run(self) -> None:
        """Tick once a second, however often news comes between two ticks."""
        self.tick()
        due_at = time.monotonic() + EVERY_S
        while not self._is_over:
            is_told = self._woken.wait(max(0.0, due_at - time.monotonic()))
            self._woken.clear()
            if self._is_over:
                return
            for task in self._at_once if is_told else ():
                _run_safely(task)
            if time.monotonic() >= due_at:
                self.tick()
                due_at = time.monotonic() + EVERY_S

    def _policies(self) -> None:
        state = self._board.state
        command = self._opening.due(state, self._clock.now())
        is_hopeless = command == self._refused and self._ticks % PATIENCE != 0
        if is_hopeless and isinstance(command, ConfigureOffice):
            # The site file's part stands against a visit; the manager's need not wait.
            command, is_hopeless = _orders_alone(command.plan, state.day), False
        if command is not None and not is_hopeless:
            self._ask(command)

    def _ask(self, command: Any) -> None:
        self._put(
            Job(
                body=command,
                id=new_id(),
                source=topics.hub_source(self._board.now.day.office),
                respond=lambda reply: self._heard(command, reply),
            )
        )

    def _heard(self, command: Any, reply: Reply) -> None:
        """Note what the rules refuse: asking every second would only fill the disk."""
        if not isinstance(reply, RefusalReply):
            self._refused = None
        elif reply.refusal not in PASSING:
            if command != self._refused:
                log.warning(_REFUSED.get(type(command), _OTHER), reply.text.en)
            self._refused = command


def _run_safely(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:
        log.exception("a task of the ticker failed; the others go on")


def _orders_alone(plan: DayPlan, day: Day) -> ConfigureOffice | None:
    """Return what brings the manager's orders into the day as it is, if anything."""
    ordered = replace(day.plan, orders=plan.orders)
    return None if ordered == day.plan else ConfigureOffice(plan=ordered)
