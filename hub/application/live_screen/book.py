"""The live manager screen kept up to date, commit by commit."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date, datetime
from threading import Lock

from msgspec.structs import replace

from events.recorded import Recorded
from hub.application.advising import Advising
from hub.application.live_screen.draw import manager_state
from hub.application.live_screen.seen import Seen, follow
from hub.application.live_screen.shown import ManagerState
from hub.domain.day import Day
from hub.domain.state import State
from hub.projections.devices import DeviceView
from hub.projections.staffing.profile import LoadProfile
from hub.projections.today.day import Today

# So many events are gone through at a time where nobody waits for it.
AT_ONCE = 2_000


class LiveBook:
    """Follows the writer; the day is read by whoever looks, else little by little.

    So neither a start nor a commit waits for it, and an event costs the same whatever
    the day's length.
    """

    def __init__(
        self,
        office: str,
        devices: Callable[[], tuple[DeviceView, ...]],
        last_position: Callable[[], int],
    ) -> None:
        """Remember whose screen it is, and where devices stand after each commit."""
        self._office = office
        self._last_position = last_position
        self._devices = devices
        self._usual: tuple[date | None, LoadProfile | None] = (None, None)
        # The writer's side: where the office stands, and what led there since `_today`.
        self._newest = Seen(state=State(day=Day(office=office)))
        self._unread: deque[Recorded] = deque()
        self._writing = Lock()
        # The readers' side.
        self._today = Today()
        self._reading = Lock()
        self.advising = Advising()

    def begin(self, history: tuple[Recorded, ...], state: State) -> None:
        """Take over the day that the writer has read."""
        with self._reading, self._writing:
            self._today, self._unread = Today(), deque(history)
            self._newest = self._seen(state, self._last_position())

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow a commit; called on the writer's thread."""
        with self._writing:
            self._unread.extend(events)
            self._newest = self._seen(state, events[-1].position)

    def read_on(self) -> None:
        """Go through some of what nobody has gone through yet."""
        with self._reading:
            self._read(min(AT_ONCE, len(self._unread)))

    @property
    def wants_usual(self) -> date | None:
        """The day whose usual load is not known yet; None if nothing is wanted."""
        day = self._newest.state.day.date
        return None if day == self._usual[0] else day

    @property
    def usual(self) -> LoadProfile | None:
        """What is usual on the day in hand; None while nobody knows."""
        day, usual = self._usual
        return usual if day == self._newest.state.day.date else None

    def know_usual(self, day: date, usual: LoadProfile) -> None:
        """Take over what is usual on such a day."""
        self._usual = (day, usual)

    def state(self, now: datetime) -> ManagerState:
        """Return what the screen shows now."""
        seen, (day, usual) = self._caught_up(), self._usual
        if day == seen.state.day.date:
            seen = replace(seen, usual=usual)
        last = seen.state.day.last_at
        return manager_state(
            seen, now if last is None else max(now, last), self.advising
        )

    def _caught_up(self) -> Seen:
        """Return where the office stands, and its whole day till then."""
        with self._reading:
            with self._writing:
                newest, count = self._newest, len(self._unread)
            self._read(count)
            return replace(newest, today=self._today)

    def _read(self, count: int) -> None:
        """Go through so many events; the writer may add others meanwhile."""
        for _ in range(count):
            recorded = self._unread.popleft()
            self._today = follow(self._today, (recorded,), self._office)

    def _seen(self, state: State, position: int) -> Seen:
        return Seen(state=state, devices=self._devices(), position=position)
