"""Watches over the office: asks the rules to open alerts, and to end them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from events import topics
from events.day import DayOpened
from events.device import DeviceOffline, PaperLow, PaperOut
from events.ids import new_id
from events.recorded import Recorded
from events.replies import RefusalReply
from hub.application.board import Board
from hub.application.counters_wanted import CountersWanted
from hub.application.device_book import DeviceBook, DeviceNow
from hub.application.experience import FEWEST_TIMES
from hub.application.health import LEAST_FREE
from hub.application.jobs import Job, Reply
from hub.application.ports import Clock
from hub.domain.alert_rules import Outside
from hub.domain.alert_watch import Watched, due
from hub.domain.alerts_of_devices import DeviceSeen, Owed
from hub.domain.last_hour import HOUR, LastHour
from hub.domain.state import State
from hub.projections.measures.ranks import nearest_rank
from hub.projections.recent_seen import Recent

log = logging.getLogger(__name__)

# What is worth a look before the next second; all else is a matter of minutes.
URGENT = frozenset({DayOpened, DeviceOffline, PaperLow, PaperOut})
# On a full disk every alert that cannot be kept would be tried anew each second.
PATIENCE = timedelta(seconds=30)


class AlertWatch:
    """Looks at the board, the devices and the hub's own machine, once a second.

    Commits are followed on the writer's thread, all else is done on the ticker's. Until
    the rules have answered nothing more is asked.
    """

    def __init__(
        self,
        board: Board,
        devices: DeviceBook,
        put: Callable[[Job], None],
        clock: Clock,
    ) -> None:
        """Remember the parts; `bootstrap` says how the machine is looked at."""
        self._board = board
        self._devices = devices
        self._put = put
        self._clock = clock
        self._hour = LastHour()
        self._watched = Watched()
        self._unanswered: set[str] = set()
        self._not_before: datetime | None = None
        self.is_clock_off: Callable[[], bool] = lambda: False
        self.free_bytes: Callable[[], int | None] = lambda: None
        self.recent: Callable[[], Recent] = Recent
        self.counters = CountersWanted()

    def begin(self, history: tuple[Recorded, ...], state: State) -> None:
        """Take the last hour's calls over, as the books tell them."""
        since = history[-1].at - HOUR if history else None
        lately = (each for each in history if since is None or each.at > since)
        self.on_commit(tuple(lately), state)

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow the calls; called on the writer's thread."""
        del state
        hour = self._hour
        for recorded in events:
            hour = hour.after(recorded)
        self._hour = hour

    def tick(self) -> None:
        """Ask for what is due; called on the ticker's thread."""
        now = self._clock.now()
        if self._unanswered or (self._not_before and now < self._not_before):
            return
        self._not_before = None
        wanted = due(self._watched, self._board.state, self._outside(now), now)
        self._watched = wanted.watched
        for command in wanted.commands:
            self._ask(command)

    def _outside(self, now: datetime) -> Outside:
        free = self.free_bytes()
        state = self._board.state
        targets = state.settings.held.targets
        is_open = sum(counter.is_open for counter in state.day.counters.values())
        return Outside(
            hour=self._hour,
            handling=_handling(self.recent()),
            needed=self.counters.needed(targets, is_open, now),
            devices=tuple(_seen(each) for each in self._devices.devices()),
            is_clock_off=self.is_clock_off(),
            is_disk_full=free is not None and free < LEAST_FREE,
        )

    def _ask(self, command: Any) -> None:
        id = new_id()
        self._unanswered.add(id)
        self._put(
            Job(
                body=command,
                id=id,
                source=topics.hub_source(self._board.now.day.office),
                respond=lambda reply: self._heard(id, reply),
            )
        )

    def _heard(self, id: str, reply: Reply) -> None:
        """Have a rest after a no; called on the writer's thread."""
        if isinstance(reply, RefusalReply):
            log.debug("an alert was refused: %s", reply.refusal)
            self._not_before = self._clock.now() + PATIENCE
        self._unanswered.discard(id)


def _handling(recent: Recent) -> Mapping[str, timedelta]:
    """Return the 95th percentile of a service's recent visits, where enough are known.

    A visit's time is that at its counter, from the call on.
    """
    found: dict[str, timedelta] = {}
    for service in recent.times:
        seconds = sorted(int(each) for each in recent.times_of(service))
        p95 = nearest_rank(seconds, 95)
        if p95 is not None and len(seconds) >= FEWEST_TIMES:
            found[service] = timedelta(seconds=p95)
    return found


def _seen(device: DeviceNow) -> DeviceSeen:
    health, paper = device.health, device.facts.paper
    printer = health.printer if health else None
    if printer is not None and paper != "out" and printer.paper in ("low", "out"):
        paper = printer.paper
    return DeviceSeen(
        device=device.device,
        is_online=device.is_online,
        is_lost=device.facts.connection == "lost" and not device.is_online,
        paper=paper,
        owed=tuple(Owed(one.ticket, one.at) for one in device.facts.unprinted),
        clock_offset_ms=health.clock_offset_ms if health else None,
        disk_free_mib=health.disk_free_mib if health else None,
    )
