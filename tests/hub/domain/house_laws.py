"""What holds after every event of every history."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from events.counter import ActionUndone, CounterStatus
from events.day import DayClosed, DayOpened, OfficeConfigured
from events.device import CounterState, ScreenState
from events.recorded import Recorded
from events.visit import Called, ClassChanged, Departed, NoShow, Serving
from hub.application.live import numbers
from hub.domain.calling_rule import ahead, choose
from hub.domain.day import Day
from hub.domain.evolve import FOLDS
from hub.domain.evolve_state import fold_state
from hub.domain.numbering import label
from hub.domain.refused import Refused
from hub.domain.state import State
from hub.domain.visit import Visit
from hub.projections.calls import KEPT
from tests.history import OFFICE, PRIORITY
from tests.hub.domain import plain_queue


def all_hold(day: Day) -> None:
    """Check every law that one state alone can break."""
    numbers_have_no_gaps(day)
    counters_and_visits_agree(day)
    the_lines_are_those_who_wait(day)
    the_rule_is_the_plain_one(day)
    a_closed_day_is_over(day)


def can_be_said(refused: Refused) -> None:
    """A refusal has its sentence in both languages, with nothing left open."""
    assert refused.text.vi
    assert refused.text.en
    assert "{" not in refused.text.vi + refused.text.en


def numbers_have_no_gaps(day: Day) -> None:
    """A service's tickets are its first so many numbers, each once."""
    for service, count in day.issued.items():
        given = sorted(t for t in day.tickets if t[0] == service)
        assert given == [label(service, n) for n in range(1, count + 1)]
    assert sorted(v.ticket for v in day.visits.values()) == sorted(day.tickets)


def counters_and_visits_agree(day: Day) -> None:
    """A visit called or served is at that counter, and a counter has one at most."""
    at_counters = {
        v.id: v.place.counter
        for v in day.visits.values()
        if isinstance(v.place, Called | Serving)
    }
    said = {c.visit: c.id for c in day.counters.values() if c.visit is not None}
    assert said == at_counters
    assert len(set(at_counters.values())) == len(at_counters)
    for counter in day.counters.values():
        if counter.visit is not None:
            assert counter.is_open
            assert not counter.is_paused
        if counter.is_paused:
            assert counter.is_open


def the_lines_are_those_who_wait(day: Day) -> None:
    """Each line holds exactly those who wait for that, by arrival."""
    assert plain_queue.kept_lines(day) == plain_queue.lines(day)
    assert sorted(day.waiting_visits(), key=_arrival) == plain_queue.waiting(day)


def _arrival(visit: Visit) -> tuple[datetime, str]:
    return (visit.arrived, visit.ticket)


def the_rule_is_the_plain_one(day: Day) -> None:
    """Whoever looks at everybody comes to the same next visit and the same numbers."""
    now = day.last_at
    assert now is not None
    for counter in day.counters:
        queue = plain_queue.queue_of(day, counter) if day.is_open else []
        priority = sum(v.visit_class is PRIORITY for v in queue)
        assert numbers(day, counter) == (len(queue), priority)
        assert choose(day, counter, now) == plain_queue.chosen(day, counter, now)
    for visit in day.waiting_visits():
        assert ahead(day, visit) == plain_queue.number_ahead(day, visit)


def a_closed_day_is_over(day: Day) -> None:
    """A closed day leaves nobody waiting and no counter open."""
    if day.is_open:
        return
    left = [
        v for v in day.visits.values() if not isinstance(v.place, Departed | NoShow)
    ]
    assert left == []
    assert not any(c.is_open for c in day.counters.values())


def adds_up(history: Sequence[Recorded], state: State) -> None:
    """A history folds to the state it led to; the books of each day are right."""
    nothing = State(day=Day(office=OFFICE))
    assert fold_state(history, nothing) == state
    for place, recorded in enumerate(history):
        if isinstance(recorded.event, DayClosed):
            then = fold_state(history[: place + 1], nothing)
            _books_are_right(then.day, recorded.event)


def _books_are_right(day: Day, closed: DayClosed) -> None:
    ended = Tally(map(_how, day.visits.values()))
    books = closed.books
    assert books.issued == dict(day.issued.items())
    assert ended == +Tally(
        {
            "served": books.served,
            "no-show": books.no_show,
            "abandoned": books.abandoned,
            "expired": books.expired,
        }
    )


def _how(visit: Visit) -> str:
    return visit.place.how if isinstance(visit.place, Departed) else "no-show"


def moved(before: Day, after: Day) -> Iterator[str]:
    """Yield the counters whose own state has changed."""
    for counter in after.counters.values():
        was = before.counters.get(counter.id)
        if was is None or was.revision != counter.revision:
            yield counter.id


def revisions_grow(before: Day, after: Day, recorded: Recorded) -> None:
    """A counter changes exactly when its revision becomes the event's position."""
    if isinstance(recorded.event, DayOpened | OfficeConfigured):
        return
    if type(recorded.event) not in FOLDS:
        assert after.counters == before.counters
        return
    assert set(before.counters) == set(after.counters)
    for counter in after.counters.values():
        was = before.counters[counter.id]
        if counter == was:
            assert getattr(recorded.event, "counter", None) != counter.id
        else:
            assert counter.revision == recorded.position > was.revision


def visits_keep_what_is_theirs(before: Day, after: Day, event: Any) -> None:
    """No event changes when a visit came, or its number; one may change its class."""
    if isinstance(event, DayOpened):
        return
    for visit in before.visits.values():
        now = after.visits[visit.id]
        assert (now.arrived, now.ticket) == (visit.arrived, visit.ticket)
        if not isinstance(event, ClassChanged):
            assert now.visit_class is visit.visit_class


def brought_back(was: Day, now: Day, undone: ActionUndone) -> None:
    """After an undo the counter and its visits stand as before the act."""
    counter = undone.counter
    assert now.counters[counter].snapshot() == was.counters[counter].snapshot()
    assert now.counters[counter].last_act is None
    for before in undone.visits:
        assert (
            now.visits[before.visit].snapshot() == was.visits[before.visit].snapshot()
        )


def shown_is_true(
    day: Day, screen: ScreenState, states: Sequence[CounterState]
) -> None:
    """Screen and counters show what the day holds."""
    waiting = len(plain_queue.waiting(day))
    _the_screen_is_true(day, screen)
    for state in states:
        visit = day.visit_at(state.counter)
        assert state.ticket == (visit.ticket if visit else None)
        assert (visit is not None) == (
            state.state in (CounterStatus.CALLED, CounterStatus.SERVING)
        )
        assert state.revision == day.counters[state.counter].revision
        assert (state.why is not None) == (visit is not None)
        assert 0 <= state.priority_waiting <= state.waiting <= waiting


def _the_screen_is_true(day: Day, screen: ScreenState) -> None:
    shown = {c.ticket: (c.counter, c.times) for c in screen.calls if c.is_current}
    called = {
        v.ticket: (v.place.counter, v.place.times)
        for v in day.visits.values()
        if isinstance(v.place, Called)
    }
    if len(screen.calls) < KEPT:
        assert shown == called
    assert sum(s.waiting for s in screen.services) == len(plain_queue.waiting(day))
