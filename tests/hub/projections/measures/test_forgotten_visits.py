"""A visit that nobody finished before the weekend says nothing of how long it took.

Minutes are from 08:00. A001 is called after 5, comes at 6, is served until 16. A002 is
called to counter 1 at 20, comes at 21, and is left there; B001 is called to counter 2
at 25 and left; A003 waits since 10. The power is cut at 30; the hub is back on Monday.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from events.day import CloseDay
from events.recorded import Recorded
from events.session import CompleteStep, Step
from events.topics import hub_source
from events.visit import (
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    StartServing,
)
from hub.application.live_screen.seen import follow
from hub.application.queue_tallies import QueueTallies
from hub.domain.day import Day
from hub.domain.state import State
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import MINUTE, micros
from hub.projections.measured.rows import DeviceRow, Facts
from hub.projections.measures import Dimension, Share, by, figures, load
from hub.projections.today.day import Today
from tests.given import DAWN, History, given_office
from tests.history import OFFICE

EIGHT = DAWN + timedelta(minutes=30)
ZERO = micros(EIGHT)
MONDAY = DAWN + timedelta(days=3)
AT_ONE: dict[str, Any] = {"counter": "1"}
AT_TWO: dict[str, Any] = {"counter": "2"}
WORK = (
    (0, IssueTicket(service="A")),
    (5, CallNext(**AT_ONE)),
    (6, StartServing(**AT_ONE)),
    (7, IssueTicket(service="A")),
    (8, IssueTicket(service="B")),
    (10, IssueTicket(service="A")),
    (16, FinishServing(**AT_ONE)),
    (20, CallNext(**AT_ONE)),
    (21, StartServing(**AT_ONE)),
    (25, CallNext(**AT_TWO)),
)
LAST = 30


def asked(history: History, at: timedelta, command: object) -> History:
    """Return the history with what a command at that time led to."""
    name = f"id-{len(history.events)}"
    moment = replace(history, moment=replace(history.moment, at=EIGHT + at))
    done = moment.when(command)
    assert done.refusal is None, done.refusal
    fresh = [_fresh(each, name) for each in done.after.events[len(history.events) :]]
    return replace(done.after, events=(*history.events, *fresh))


def _fresh(recorded: Recorded, name: str) -> Recorded:
    """Give a new visit or session an id of its own."""
    event = recorded.event
    for key in ("visit", "session"):
        if getattr(event, key, None) == "visit-made-now":
            event = replace(event, **{key: f"{key}-{name}"})
    return replace(recorded, event=event)


def the_day() -> History:
    """Return the day until the power was cut."""
    history = given_office()
    for minute, command in WORK:
        history = asked(history, timedelta(minutes=minute), command)
    (session,) = [s.id for s in history.state.sessions.by_id.values() if not s.outcome]
    advice = CompleteStep(session=session, step=Step.ADVICE)
    return asked(history, timedelta(minutes=LAST), advice)


def until_monday() -> tuple[Recorded, ...]:
    """Return the day, and what the hub cleared up by itself on Monday morning."""
    history = the_day()
    by_people = len(history.events)
    for n, command in enumerate(
        (FinishServing(**AT_ONE), MarkNoShow(**AT_TWO), CloseDay())
    ):
        history = asked(history, MONDAY - EIGHT + timedelta(seconds=n), command)
    cleared = [replace(e, by=hub_source(OFFICE)) for e in history.events[by_people:]]
    return (*history.events[:by_people], *cleared)


@pytest.fixture(scope="module")
def facts() -> Facts:
    """The rows of that day."""
    return facts_of(until_monday())


def test_it_is_counted_as_served_and_takes_no_time(facts) -> None:
    """Both are in the counts; only the one that a clerk ended is timed."""
    every = figures(facts)

    assert (every.issued, every.served) == (4, 2)
    assert every.places == {"served": 2, "no-show": 1, "expired": 1}
    assert (every.handling.n, every.handling.longest) == (1, 10 * MINUTE)
    assert (every.walking.n, every.walking.total) == (1, MINUTE)
    assert every.dwell.n == 2  # A001, and A003 who had to leave
    assert (every.worked.n, every.worked.total) == (1, 10 * MINUTE)
    assert sum(every.outcomes.values()) == 2
    assert every.wait_first.n == 3


def test_counters_count_until_the_last_act(facts) -> None:
    """Counter 1 was busy for 12 minutes that people told the end of."""
    one = by(facts, Dimension.COUNTER)["1"]

    # Open since 07:31; what goes on from 08:21 is neither busy nor open time.
    assert one.occupancy == Share(12 * MINUTE, 50 * MINUTE)
    assert one.idle == Share(38 * MINUTE, 50 * MINUTE)
    assert max(row.ended or 0 for row in facts.counters) == ZERO + LAST * MINUTE
    idle = [row for row in facts.counters if row.state == "idle"]
    assert all(row.waited_for <= row.ended - row.began for row in idle if row.ended)


def test_devices_count_until_the_last_act(facts) -> None:
    """The office was not open over the weekend."""
    box = DeviceRow("counter-1", 1, "ready", 0, None)
    (day,) = facts.days
    shares = figures(replace(facts, devices=(box,))).devices

    assert day.closed == ZERO + LAST * MINUTE
    assert shares["counter-1"] == Share(*[day.closed - day.opened] * 2)


def test_all_spans_still_add_up(facts) -> None:
    """Ticket to end is where the time went; counters and visits say the same."""
    for visit in facts.visits:
        spans = (visit.waited, visit.called, visit.served, visit.parked, visit.away)
        assert sum(spans) == visit.since - visit.arrived
    for place in ("called", "serving"):
        stays = [s.ended - s.began for s in facts.stints if s.place == place]
        held = [c.ended - c.began for c in facts.counters if c.state == place]
        assert sum(stays) == sum(held)
    parts = by(facts, Dimension.COUNTER).values()
    every = figures(facts)
    assert sum(part.handling.total for part in parts) == every.handling.total
    assert sum(slot.served for slot in load(facts).values()) == every.served


def test_only_what_the_hub_ended_is_marked(facts) -> None:
    """Two visits, their two counters' last states, and one session."""
    assert sum(visit.forgotten for visit in facts.visits) == 2
    marked = [(c.counter, c.state) for c in facts.counters if c.forgotten]
    assert marked == [("1", "serving"), ("2", "called")]
    assert sum(session.forgotten for session in facts.sessions) == 1


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_batches_change_nothing(facts, batch) -> None:
    """However it is followed, the same comes out."""
    assert facts_of(until_monday(), batch) == facts


def test_the_live_screen_says_the_same(facts) -> None:
    """Served, when, how long, and within which time called."""
    history = until_monday()
    today, every = follow(Today(), history, OFFICE), figures(facts)

    assert today.counts.served == every.served
    assert [*today.handled_of["A"]] == [10 * MINUTE]
    assert today.called_in_time(15, history[-1].at) == every.called_in_time
    assert {hour: been.served for hour, been in today.hours.items()} == {8: 2}


def test_whoever_closes_late_by_hand_was_there() -> None:
    """What a person ends after midnight has lasted until then."""
    history = the_day()
    late = timedelta(hours=17)
    history = asked(history, late, FinishServing(**AT_ONE))
    facts = facts_of(history.events)

    assert figures(facts).handling.longest == round(late.total_seconds() - 1260) * (
        MINUTE // 60
    )


def test_metrics_count_it_and_do_not_time_it() -> None:
    """Two were served, of whom one tells how long that takes."""
    history, tallies = until_monday(), QueueTallies()
    tallies.on_commit(history, State(day=Day(office=OFFICE)))

    assert tallies.departed["A", "served"] == 2
    assert sum(tallies.handlings["A",].counts) == 1
