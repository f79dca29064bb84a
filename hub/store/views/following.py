"""Views kept in step with a store, a batch of events at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Protocol

from events.day import DayOpened
from events.recorded import Recorded
from hub.projections.measured.changes import Changes
from hub.projections.measured.ledger import Ledger
from hub.projections.measured.ledger.carried import Carried
from hub.projections.measured.ledger.ledger import is_a_days
from hub.projections.measured.rows import ALERTS, DEVICES, DIFFICULTIES, SESSIONS
from hub.store.views.writing import Batch, Views

log = logging.getLogger(__name__)

QUIET_PAGE = 500


class History(Protocol):
    """Where events are read from; an `EventStore` keeps this promise."""

    @property
    def store_id(self) -> str:
        """The store's own id: new when its positions begin anew."""

    def last_position(self) -> int:
        """Return the position of the newest event, 0 if there is none."""

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""


def no_pause() -> None:
    """Go on at once."""


class Following:
    """Reads on where the views end, and writes what came of it."""

    def __init__(
        self,
        history: History,
        views: Views,
        pause: Callable[[], None] = no_pause,
    ) -> None:
        """Remember the parts; `pause` is called between pages, to let others work."""
        self._history = history
        self._views = views
        self._pause = pause
        self._ledger = Ledger()

    def begin(self) -> int:
        """Open the views and know the open day as they do; return their position."""
        history, views = self._history, self._views
        place = views.open(history.store_id)
        if place.position > history.last_position():
            log.warning("the views are ahead of the store; making them anew")
            views.begin_anew()
            place = views.open(history.store_id)
        self._ledger = ledger = Ledger(views.carried())
        for recorded in self._between(ledger.position, place.position):
            ledger.add(recorded)
        ledger.changes()
        ledger.carried.clear()
        ledger.late.clear()
        ledger.skipped.clear()
        return place.position

    @property
    def position(self) -> int:
        """The position of the last event that was read."""
        return self._ledger.position

    def step(self, limit: int) -> int:
        """Read so many events at most and write what came of them; return how many."""
        ledger = self._ledger
        events = self._history.read_after(ledger.position, limit)
        if not events:
            return 0
        for recorded in events:
            ledger.add(recorded)
        carried, ledger.carried = ledger.carried, {}
        late, ledger.late = ledger.late, []
        changes = ledger.changes()
        anew = self._anew(late, carried, changes) if late else {}
        skipped, ledger.skipped = ledger.skipped, []
        batch = Batch(
            position=ledger.position,
            at=ledger.at,
            changes=changes,
            carried=carried,
            anew=anew,
            skipped=skipped,
        )
        self._views.save(batch)
        return len(events)

    def _anew(
        self, late: list[Recorded], carried: dict[str, Carried], changes: Changes
    ) -> dict[str, Changes]:
        """Return the days that late events belong to, each made once more."""
        days: dict[str, Changes] = {}
        for recorded in late:
            day = self._day_of(recorded, changes)
            took = None if day is None else carried.get(day)
            if day is not None and took is None:
                took = self._views.carried_of(day)
            if day is None or took is None:
                log.warning("event %d is of no day that was begun", recorded.position)
            elif day not in days:
                days[day] = self._once_more(day, took)
        return days

    def _day_of(self, recorded: Recorded, changes: Changes) -> str | None:
        if is_a_days(recorded.stream):
            return recorded.stream.rpartition("/")[2]
        session = getattr(recorded.event, "session", None)
        if session is None:
            return None
        # In a long batch the session may be as new as what came late to it.
        new = (row[0] for row in changes.put[SESSIONS.name] if row[1] == session)
        return next(new, None) or self._views.day_of_session(session)

    def _once_more(self, day: str, took: Carried) -> Changes:
        """Return the rows of a day that is over, with what came late."""
        side, is_over = Ledger(took), False
        for recorded in self._between(took.position, self._ledger.position):
            event = recorded.event
            if isinstance(event, DayOpened) and str(event.day) != day:
                is_over = True
            elif not is_over or side.knows(recorded):
                side.add(recorded)
        self._ledger.skipped += side.skipped
        changes = side.changes()
        for table in (DEVICES, ALERTS):
            changes.put[table.name].clear()
        own = [row for row in changes.put[DIFFICULTIES.name] if row[1]]
        changes.put[DIFFICULTIES.name] = own
        return changes

    def _between(self, after: int, last: int) -> Iterator[Recorded]:
        while after < last:
            page = self._history.read_after(after, min(QUIET_PAGE, last - after))
            if not page:
                return
            for recorded in page:
                if recorded.position <= last:
                    yield recorded
            after = page[-1].position
            self._pause()
