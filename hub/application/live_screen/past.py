"""Shows the office as it was at any instant, from its events alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from events.day import DayOpened
from events.local_time import business_date
from events.recorded import Recorded
from hub.application.device_book import FACTS_READ, device_stream
from hub.application.live_screen.draw import manager_state
from hub.application.live_screen.played import PlayedDay
from hub.application.live_screen.seen import Seen, is_of_office
from hub.application.live_screen.shown import ManagerState
from hub.application.streams import day_stream, days_of, settings_stream
from hub.domain.day import Day
from hub.domain.evolve_state import evolve_state
from hub.domain.state import Settings, State
from hub.projections.devices import DeviceView
from hub.projections.staffing.profile import LoadProfile

PAGE = 1_000
DAYS_KEPT = 3
AHEAD = timedelta(days=2)


class Records(Protocol):
    """What looking back needs of a store."""

    def last_stream(self, first: str, below: str) -> str | None:
        """Return the last stream in name order with `first` <= name < `below`."""

    def first_of(self, stream: str) -> Recorded:
        """Return the first event of a stream that there is."""

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""

    def newest_up_to(self, stream: str, position: int, limit: int) -> list[Recorded]:
        """Return the last `limit` events of a stream up to a position, in order."""


class Whose(Struct, frozen=True, kw_only=True):
    """Whose past it is; `settings` hold before a manager told anything.

    `events` is the file, `views` the folder where it is read by a process of its own.
    """

    office: str
    devices: tuple[str, ...]
    settings: Settings
    events: str = ""
    views: str = ""


class Past:
    """Keeps the days looked at last, so that a slider moves without delay."""

    def __init__(
        self,
        records: Records,
        whose: Whose,
        usual: Callable[[date], LoadProfile | None],
    ) -> None:
        """Remember where events are read and what is usual on a day."""
        self._records = records
        self._whose = whose
        self._usual = usual
        self._days: dict[str, PlayedDay] = {}

    def at(self, when: datetime) -> ManagerState | None:
        """Return the screen as it was then; None before the first day."""
        stream = self._day_of(when)
        if stream is None:
            return None
        day = self._days.pop(stream, None) or self._begin(stream)
        self._days[stream] = day
        if len(self._days) > DAYS_KEPT:
            del self._days[next(iter(self._days))]
        if not day.is_over:
            day.go_on(self._rest(day, stream))
        seen = day.at(when)
        opened = seen.state.day.date
        usual = self._usual(opened) if opened else None
        return manager_state(replace(seen, usual=usual), when)

    def _day_of(self, when: datetime) -> str | None:
        """Return the stream of the day that had begun last by then."""
        office = self._whose.office
        first, _ = days_of(office)
        below = day_stream(office, str(business_date(when) + AHEAD))
        while (stream := self._records.last_stream(first, below)) is not None:
            if self._records.first_of(stream).at <= when:
                return stream
            below = stream
        return None

    def _begin(self, stream: str) -> PlayedDay:
        """Return a day before its first event: settings and devices as they were."""
        opened = self._records.first_of(stream)
        position, whose = opened.position - 1, self._whose
        state = State(day=Day(office=whose.office), settings=whose.settings)
        settled = self._newest(settings_stream(whose.office), position, 1)
        state = reduce(evolve_state, settled, state)
        devices = tuple(self._device(device, position) for device in whose.devices)
        return PlayedDay(Seen(state=state, devices=devices, position=position))

    def _device(self, device: str, position: int) -> DeviceView:
        stream = device_stream(self._whose.office, device)
        facts = self._newest(stream, position, FACTS_READ)
        return reduce(DeviceView.after, facts, DeviceView(device=device))

    def _newest(self, stream: str, position: int, limit: int) -> list[Recorded]:
        return self._records.newest_up_to(stream, position, limit)

    def _rest(self, day: PlayedDay, stream: str) -> Iterator[Recorded]:
        """Yield what came after what a day has taken in, up to the next day."""
        position = day.position
        while page := self._records.read_after(position, PAGE):
            for recorded in page:
                if self._is_next_day(recorded, stream):
                    day.is_over = True
                    return
                yield recorded
            position = page[-1].position

    def _is_next_day(self, recorded: Recorded, stream: str) -> bool:
        is_day = isinstance(recorded.event, DayOpened)
        is_ours = is_of_office(recorded, self._whose.office)
        return is_day and is_ours and recorded.stream != stream
