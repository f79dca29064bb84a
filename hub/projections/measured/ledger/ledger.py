"""The rows of every day, made from events one after the other.

    ledger = Ledger()
    for recorded in history:
        ledger.add(recorded)
    changes = ledger.changes()

However events are cut into batches, the rows come out the same, and each batch tells
each row that it touched once.
"""

from __future__ import annotations

import logging

from msgspec import UNSET

from events.day import DayClosed, DayOpened, OfficeConfigured
from events.local_time import business_date
from events.recorded import Recorded
from events.session import DifficultyNoted
from hub.projections.cleared import is_cleared, is_of_day
from hub.projections.measured.changes import Changes
from hub.projections.measured.instants import Instant, micros
from hub.projections.measured.ledger import (
    apart,
    calls,
    counters,
    entries,
    sessions,
    undoing,
    visits,
    waiting,
)
from hub.projections.measured.ledger.apart import Apart
from hub.projections.measured.ledger.carried import NOTHING, Carried
from hub.projections.measured.ledger.day import Day, NotOfThisDay
from hub.projections.measured.rows import DayRow, DifficultyRow

log = logging.getLogger(__name__)

OF_THE_DAY = {
    **visits.FOLDS,
    **calls.FOLDS,
    **counters.FOLDS,
    **undoing.FOLDS,
    **sessions.FOLDS,
    **entries.FOLDS,
}


def is_a_days(stream: str) -> bool:
    """Whether a stream is a day's: hk01/2026-11-22."""
    date = stream.rpartition("/")[2]
    return len(date) == 10 and date[4] == date[7] == "-" and date[:4].isdigit()


class Ledger:
    """The day that is open, or was last, and what goes on from day to day.

    `position` and `at` are of the last event. `carried` holds for each day begun since
    the last `changes` what it took over, by date. `late` are events that speak of what
    this day does not know: of a day that is over. `skipped` are the positions of those
    that no figure has, for a fault in this program.
    """

    def __init__(self, carried: Carried = NOTHING) -> None:
        """Go on from what was carried over."""
        self.position = carried.position
        self.at: Instant = 0
        self.carried: dict[str, Carried] = {}
        self.late: list[Recorded] = []
        self.skipped: list[int] = []
        self._apart = Apart(carried)
        self._day: Day | None = None
        self._changes = Changes()

    @property
    def day(self) -> str | None:
        """The date of the day that is open, or was last."""
        return None if self._day is None else self._day.name

    def knows(self, recorded: Recorded) -> bool:
        """Whether an event is in the stream of this day, or of one of its sessions."""
        day = self._day
        if day is None:
            return False
        session = getattr(recorded.event, "session", None)
        return recorded.stream == day.stream or session in day.sessions

    def add(self, recorded: Recorded) -> None:
        """Take in the event that happened next. Never refuses."""
        self.position = recorded.position
        self.at = micros(recorded.at)
        try:
            self._fold(recorded)
        except NotOfThisDay:
            self.late.append(recorded)
        except Exception:
            # All figures would stand still for one event that nobody foresaw.
            log.exception("event %d is in no figure", recorded.position)
            self.skipped.append(recorded.position)

    def changes(self) -> Changes:
        """Return which rows are to be put or are gone since this was asked last."""
        if self._day is not None:
            self._day.tell(self._changes)
        self._apart.tell(self._changes)
        told, self._changes = self._changes, Changes()
        return told

    def _fold(self, recorded: Recorded) -> None:
        event, at = recorded.event, self._counted_at(recorded)
        fold = OF_THE_DAY.get(type(event))
        if fold is None:
            self._add_other(event, at, recorded)
            return
        day, stream = self._day, recorded.stream
        if day is None or (stream != day.stream and is_a_days(stream)):
            self.late.append(recorded)
            return
        fold(day, event, at, recorded)

    def _counted_at(self, recorded: Recorded) -> Instant:
        """Return when an event counts as having happened; see `cleared`."""
        day = self._day
        if day is None or not is_of_day(recorded, day.stream):
            return self.at
        if is_cleared(recorded, day.date):
            return day.last
        day.last = self.at
        return self.at

    def _add_other(self, event: object, at: Instant, recorded: Recorded) -> None:
        fold = apart.FOLDS.get(type(event))
        if fold is not None:
            fold(self._apart, event, at, recorded)
            return
        match event:
            case DayOpened():
                self._day_opened(event, at, recorded)
            case DayClosed():
                self._day_closed(event, at, recorded)
            case OfficeConfigured():
                self._configured(event, at, recorded)
            case DifficultyNoted():
                self._difficulty(event, at, recorded)
            case _:
                pass  # no figure is made of it

    def _day_opened(self, event: DayOpened, at: Instant, recorded: Recorded) -> None:
        """Begin a day; what is left to tell of the day before is told."""
        if self._day is not None:
            self._day.tell(self._changes)
        name, begun = str(event.day), recorded.position
        self.carried[name] = self._apart.carried(begun - 1)
        row = DayRow(name, event.office, begun, at, None)
        self._day = Day(row, recorded.stream, self._apart.teams)
        self._plan(self._day, event, at)

    def _configured(
        self, event: OfficeConfigured, at: Instant, recorded: Recorded
    ) -> None:
        if self._day is None:
            self.late.append(recorded)
        else:
            self._plan(self._day, event, at)

    def _plan(self, day: Day, event: DayOpened | OfficeConfigured, at: Instant) -> None:
        day.plan = event.plan
        for planned in event.plan.counters:
            day.counter(planned.id)
        for counter in day.counters.values():
            counter.takes = waiting.services(day, counter)
        waiting.look(day, at)
        devices = event.plan.devices
        if devices is not UNSET:
            self._apart.installed(devices, self.position, self.at)

    def _day_closed(self, event: DayClosed, at: Instant, recorded: Recorded) -> None:
        day = self._day
        if day is None or day.name != str(event.day):
            self.late.append(recorded)
            return
        day.close(at)
        for counter in day.counters.values():
            if counter.now is not None:
                counters.ends(day, counter, at, (recorded.cause, recorded.by))

    def _difficulty(
        self, event: DifficultyNoted, at: Instant, recorded: Recorded
    ) -> None:
        day = self._day
        if event.session is None:
            is_open = day is not None and day.row.closed is None
            name = day.name if day and is_open else str(business_date(recorded.at))
            kind, entry = event.kind.value, recorded.position
            row = DifficultyRow(name, "", entry, kind, event.note_ref, at)
            self._apart.note_at_large(row)
        elif day is None or event.session not in day.sessions:
            self.late.append(recorded)
        else:
            entries.difficulty(day, event, at, recorded)
