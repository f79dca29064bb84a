"""The live manager screen kept up to date, commit by commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

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


class LiveBook:
    """Follows the writer; what it has seen is replaced whole, for any thread to draw.

    A commit costs what its own events cost, whatever the day's length; drawing is paid
    by whoever looks.
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
        self._seen = Seen(state=State(day=Day(office=office)))
        self.advising = Advising()

    def begin(self, history: tuple[Recorded, ...], state: State) -> None:
        """Take over the day that the writer has read."""
        self._follow(Today(), history, state, self._last_position())

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow a commit; called on the writer's thread."""
        self._follow(self._seen.today, events, state, events[-1].position)

    @property
    def wants_usual(self) -> date | None:
        """The day whose usual load is not known yet; None if nothing is wanted."""
        day = self._seen.state.day.date
        return None if day == self._usual[0] else day

    @property
    def usual(self) -> LoadProfile | None:
        """What is usual on the day in hand; None while nobody knows."""
        day, usual = self._usual
        return usual if day == self._seen.state.day.date else None

    def know_usual(self, day: date, usual: LoadProfile) -> None:
        """Take over what is usual on such a day."""
        self._usual = (day, usual)

    def state(self, now: datetime) -> ManagerState:
        """Return what the screen shows now."""
        seen, (day, usual) = self._seen, self._usual
        if day == seen.state.day.date:
            seen = replace(seen, usual=usual)
        last = seen.state.day.last_at
        return manager_state(
            seen, now if last is None else max(now, last), self.advising
        )

    def _follow(
        self,
        today: Today,
        events: tuple[Recorded, ...],
        state: State,
        position: int,
    ) -> None:
        self._seen = Seen(
            state=state,
            today=follow(today, events, self._office),
            devices=self._devices(),
            position=position,
        )
