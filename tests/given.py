"""Given a history, when somebody asks, then this follows: a rule in one breath.

    given(issued("A001")).when(CallNext(counter="1")).then(called("A001", to="1"))

Things happen a minute apart, from 07:30 on; `at("08:00")` and `after(seconds=5)` among
the events set the time of the next. Each event has its own cause, save `together`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from events.day import DayOpened
from events.local_time import HERE
from events.plan import DayPlan
from events.recorded import Recorded
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.decide import decide
from hub.domain.decide_state import decide_state
from hub.domain.evolve_state import fold_state
from hub.domain.refused import Refused
from hub.domain.state import State
from tests.history import DAY, FRESH, MORNING, OFFICE

DAWN = datetime.combine(DAY, time(7, 30), HERE)
USUAL = timedelta(minutes=1)
SENDER = f"/office/{OFFICE}/device/counter-1"


class Moment(Struct, frozen=True):
    """When the next thing happens: at that time, or so long after the last."""

    at: datetime | None = None
    later: timedelta = USUAL


class Together(Struct, frozen=True):
    """Events that one command led to."""

    events: tuple[Any, ...]


def at(clock: str, day: date = DAY) -> Moment:
    """Have the next thing happen at that local time."""
    return Moment(datetime.combine(day, time.fromisoformat(clock), HERE))


def after(**later: float) -> Moment:
    """Have the next thing happen so long after the last: `after(seconds=5)`."""
    return Moment(later=timedelta(**later))


def together(*events: Any) -> Together:
    """Give events one cause and one time."""
    return Together(events)


class History(Struct, frozen=True):
    """What has happened so far, each event at its place.

    With `is_whole` the whole office decides; otherwise the day's own rules alone.
    """

    events: tuple[Recorded, ...] = ()
    last: datetime = DAWN - USUAL
    moment: Moment = Moment()
    is_whole: bool = False

    @property
    def state(self) -> State:
        """The office that it all adds up to."""
        return fold_state(self.events, State(day=Day(office=OFFICE)))

    @property
    def day(self) -> Day:
        """The day of that office."""
        return self.state.day

    @property
    def now(self) -> datetime:
        """When the next thing happens."""
        return self.moment.at or self.last + self.moment.later

    def and_then(self, item: Item) -> History:
        """Return the history with one more thing."""
        match item:
            case Moment():
                return replace(self, moment=item)
            case Together(events=events):
                return self.recorded(events, f"given-{len(self.events) + 1}")
            case event:
                return self.recorded((event,), f"given-{len(self.events) + 1}")

    def recorded(self, events: tuple[Any, ...], cause: str) -> History:
        """Return the history with what one command led to."""
        written = self.events
        for event in events:
            written = (*written, self._place(written, event, cause))
        return replace(self, events=written, last=self.now, moment=Moment())

    def when(
        self,
        command: Any,
        *,
        at: str | None = None,
        plan: DayPlan | None = None,
        device: str | None = None,
        by: str = SENDER,
        **later: float,
    ) -> Outcome:
        """Ask, a minute later or as said: `when(Undo(counter="1"), seconds=5)`."""
        ready = self.and_then(_moment(at, later) if at or later else self.moment)
        asked = Asked(
            command=command,
            id=f"when-{len(self.events) + 1}",
            at=ready.now,
            by=by,
            fresh=FRESH,
            device=device,
            plan=plan,
        )
        try:
            events = ready.decided(asked)
        except Refused as no:
            return Outcome(before=ready, command=command, refusal=no)
        return Outcome(
            before=ready,
            command=command,
            events=events,
            after=ready.recorded(events, asked.id),
        )

    def decided(self, asked: Asked) -> tuple[Any, ...]:
        """Return what the rules say."""
        if self.is_whole:
            return decide_state(self.state, asked)
        return decide(self.day, asked)

    def _place(self, written: tuple[Recorded, ...], event: Any, cause: str) -> Recorded:
        if isinstance(event, DayOpened) or not written:
            stream, version = f"{OFFICE}/{getattr(event, 'day', DAY)}", 1
        else:
            stream, version = written[-1].stream, written[-1].version + 1
        return Recorded(
            stream=stream,
            version=version,
            position=len(written) + 1,
            at=self.now,
            cause=cause,
            by=SENDER,
            event=event,
        )


class Outcome(Struct, frozen=True, kw_only=True):
    """What an ask led to: events, nothing, or a refusal."""

    before: History
    command: Any
    events: tuple[Any, ...] = ()
    refusal: Refused | None = None
    after: History = History()

    def then(self, *expected: Any) -> History:
        """Exactly these events follow; the history goes on from there."""
        assert self.refusal is None, f"refused: {self.refusal!r}"
        assert self.events == expected, (
            f"{_lines(self.events)} is not {_lines(expected)}"
        )
        return self.after

    def nothing_happens(self) -> None:
        """It is already so."""
        self.then()

    def refused(self, kind: type[Refused], **facts: object) -> None:
        """The house says no, for this reason; both its sentences can be said."""
        assert type(self.refusal) is kind, f"{self.refusal!r} {_lines(self.events)}"
        assert self.refusal is not None
        assert self.refusal.text.vi
        assert not facts or self.refusal.facts == facts, self.refusal.facts


def given(*items: Item, since: tuple[Item, ...] = MORNING) -> History:
    """Return a history: an open day with counters 1 and 2 open, then these things."""
    history = History()
    for item in (*since, *items):
        history = history.and_then(item)
    return history


def given_office(*items: Item, since: tuple[Item, ...] = MORNING) -> History:
    """Return a history as `given` does, of which the whole office decides."""
    return replace(given(*items, since=since), is_whole=True)


def _moment(clock: str | None, later: dict[str, float]) -> Moment:
    return at(clock) if clock else after(**later)


def _lines(events: tuple[Any, ...]) -> str:
    return "\n  ".join(("", *map(str, events)))


Item: TypeAlias = Moment | Together | Any
