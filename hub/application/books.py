"""The office's state and the store it is read from and written to, kept in step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from events.day import DayOpened
from events.recorded import Recorded
from hub.application.draft import Draft
from hub.application.ports import AnsweredBefore, Clock, EventStore
from hub.application.streams import days_of, reports_stream, settings_stream
from hub.domain.day import Day
from hub.domain.evolve_state import evolve_state, fold_state
from hub.domain.state import NO_SETTINGS, Settings, State

PAGE = 1_000


class Books:
    """What stands in the store, as the one writer knows it."""

    def __init__(
        self,
        store: EventStore,
        clock: Clock,
        office: str,
        settings: Settings = NO_SETTINGS,
    ) -> None:
        """Remember the store, and what holds before a manager told anything."""
        self._store = store
        self._clock = clock
        self._office = office
        self._here, self._reports = f"{office}/", f"{office}/device/"
        self._position = 0
        self._versions: dict[str, int] = {}
        self._last_at: datetime | None = None
        # Between the begin of a commit and its known end the store may hold either.
        self._is_unsure = False
        self._begun = self.state = State(day=Day(office=office), settings=settings)

    def load(self) -> tuple[Recorded, ...]:
        """Take over what the store holds, all of it or nothing; return the last day."""
        store, office = self._store, self._office
        state = self._begun
        for settled in store.newest(settings_stream(office), 1):
            state = evolve_state(state, settled)
        state = fold_state(store.read_stream(reports_stream(office)), state)
        history = tuple(filter(self._is_ours, self._after(self._day_began())))
        position = store.last_position()
        newest = store.read_after(max(position - 1, 0), 1)
        self.state, self._position = fold_state(history, state), position
        self._versions = {}
        self._last_at = newest[0].at if newest else self.state.day.last_at
        self._is_unsure = False
        return history

    def draft(self, *, has_repeats: bool = False) -> Draft:
        """Return an empty draft over the state as it was committed last."""
        return Draft(
            self._office,
            self.state,
            self._position,
            self._version_of,
            has_repeats=has_repeats,
        )

    def save(self, draft: Draft) -> None:
        """Have the store hold a draft; `take` has the state follow."""
        self._is_unsure = True
        try:
            self._store.save(draft.events, draft.answers)
        except AnsweredBefore:
            self._is_unsure = False  # nothing was written
            raise
        self._is_unsure = False

    def take(self, draft: Draft) -> None:
        """Take over the state that a saved draft leads to."""
        self.state, self._position = draft.state, draft.position
        if any(isinstance(each.event, DayOpened) for each in draft.events):
            self._versions.clear()  # a session's stream ends with its day
        self._versions.update(draft.versions)

    def catch_up(self) -> tuple[Recorded, ...]:
        """After a commit whose end is not known, take over and return what held.

        Normally nothing did; the day is not read anew, for on a full disk that would
        be done at every command.
        """
        if not self._is_unsure:
            return ()
        missed = tuple(self._after(self._position))
        self.state = fold_state(filter(self._is_ours, missed), self.state)
        if missed:
            self._position = missed[-1].position
        self._versions.update({event.stream: event.version for event in missed})
        self._is_unsure = False
        return missed

    def now(self) -> datetime:
        """Return hub time, never before anything recorded."""
        now = self._clock.now()
        self._last_at = now if self._last_at is None else max(now, self._last_at)
        return self._last_at

    def _day_began(self) -> int:
        """Return the position before the last day's first event."""
        stream = self._store.last_stream(*days_of(self._office))
        if stream is None:
            return 0
        return next(iter(self._store.read_stream(stream))).position - 1

    def _is_ours(self, recorded: Recorded) -> bool:
        """Whether an event is this office's, and no device's report."""
        stream = recorded.stream
        return stream.startswith(self._here) and not stream.startswith(self._reports)

    def _after(self, position: int) -> Iterator[Recorded]:
        while page := self._store.read_after(position, PAGE):
            yield from page
            position = page[-1].position

    def _version_of(self, stream: str) -> int:
        if stream not in self._versions:
            self._versions[stream] = self._store.last_version(stream)
        return self._versions[stream]
