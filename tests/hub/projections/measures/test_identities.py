"""What holds exactly of every day, however it went: Little's law and its kin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from events.day import DayClosed
from events.recorded import Recorded
from events.visit import Serving, Undo
from hub.domain.evolve_state import evolve_state
from hub.domain.state import State
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import Instant, Span, micros
from hub.projections.measured.rows import TABLES, CounterRow, Facts, StintRow
from hub.projections.measures import Dimension, by, figures, load
from tests.hub.domain.house_machine import NOTHING
from tests.hub.domain.house_of_help import HouseOfHelp
from tests.hub.projections.measures.left_standing import WEEKEND, LeftStanding
from tests.hub.projections.measures.sums import summed

DAYS_OF_THEM = settings(max_examples=20, stateful_step_count=30, deadline=None)
GONE = {"served", "no-show", "abandoned", "expired"}


class MeasuredHouse(HouseOfHelp):
    """A house whose whole history is measured in the end."""

    def teardown(self) -> None:
        """What its rows say is consistent, and agrees with the books."""
        if self.history:
            facts = facts_of(self.history)
            the_spans_of_a_visit_add_up(facts)
            every_visit_is_somewhere(facts)
            serving_is_what_counters_were_busy_with(facts)
            the_books_say_the_same(self.history, facts)
            the_parts_add_up(facts)
            outcomes_are_of_ended_sessions(facts)
            the_order_of_rows_is_nothing(facts)


class HouseLeftStanding(LeftStanding, MeasuredHouse):
    """A house whose last day the hub clears up."""

    def teardown(self) -> None:
        """The same holds of it, and no state goes on over the weekend."""
        self.leave()
        super().teardown()
        if self.is_left:
            facts = facts_of(self.history)
            last = max(day.closed or 0 for day in facts.days)
            assert last <= micros(self.now - WEEKEND)
            assert all((row.ended or 0) <= last for row in facts.counters)
            assert all((row.ended or 0) <= last for row in facts.stints)


class HouseWithoutUndo(HouseOfHelp):
    """A house where nothing is taken back, so that the day as it ran is what counts."""

    def ask(self, command: Any) -> None:
        """Ask for anything but an undo."""
        if not isinstance(command, Undo):
            super().ask(command)

    def teardown(self) -> None:
        """Little's law holds between the rows and the waiting room as it was."""
        if self.history:
            facts = facts_of(self.history)
            waiting, serving = as_it_ran(self.history)
            assert time_in(facts, "waiting") == waiting
            assert time_in(facts, "serving") == serving
            assert busy(facts, "serving") == serving


def as_it_ran(history: Sequence[Recorded]) -> tuple[Span, Span]:
    """Return the integrals of the number waiting and served, as the domain saw them."""
    state: State = NOTHING
    waiting = serving = last = 0
    for recorded in history:
        lasted = micros(recorded.at) - last if last else 0
        waiting += lasted * len(list(state.day.waiting_visits()))
        places = [visit.place for visit in state.day.visits.values()]
        serving += lasted * sum(isinstance(place, Serving) for place in places)
        state, last = evolve_state(state, recorded), micros(recorded.at)
    return waiting, serving


def time_in(facts: Facts, place: str) -> Span:
    """Return how long all visits together were in a place."""
    stays = [stint for stint in facts.stints if stint.place == place]
    return sum(_lasted(stay, facts.at) for stay in stays)


def busy(facts: Facts, state: str) -> Span:
    """Return how long all counters together were in a state."""
    return sum(_lasted(row, facts.at) for row in facts.counters if row.state == state)


def _lasted(row: StintRow | CounterRow, at: Instant) -> Span:
    return (at if row.ended is None else row.ended) - row.began


def the_spans_of_a_visit_add_up(facts: Facts) -> None:
    """From ticket to where it is now no moment is missing or counted twice."""
    stays: Counter[Any] = Counter()
    # A no-show is over at its mark, though its last stay goes on until the evening.
    since = {(visit.day, visit.visit): visit.since for visit in facts.visits}
    for stint in facts.stints:
        if stint.ended is not None and stint.began < since[stint[:2]]:
            stays[stint.day, stint.visit, stint.place] += stint.ended - stint.began
    for visit in facts.visits:
        spans = (visit.waited, visit.called, visit.served, visit.parked, visit.away)
        places = ("waiting", "called", "serving", "parked", "no-show")
        own = [stays[visit.day, visit.visit, place] for place in places]

        assert list(spans) == own
        assert sum(spans) == visit.since - visit.arrived


def every_visit_is_somewhere(facts: Facts) -> None:
    """Issued is served, no-show, abandoned, expired and still there."""
    every = figures(facts)
    still_there = {"waiting", "called", "serving", "parked"}

    assert set(every.places) <= GONE | still_there
    assert sum(every.places.values()) == every.issued == len(facts.visits)
    forgotten = sum(visit.forgotten for visit in facts.visits)
    gone = sum(every.places.get(place, 0) for place in GONE)
    assert every.dwell.n == gone - forgotten


def serving_is_what_counters_were_busy_with(facts: Facts) -> None:
    """The time visits were called and served is the time counters were."""
    for place in ("called", "serving"):
        assert time_in(facts, place) == busy(facts, place)
    every = figures(facts)
    over = [v for v in facts.visits if v.ended is not None and not v.forgotten]
    forgotten = sum(_lasted(c, facts.at) for c in facts.counters if c.forgotten)
    assert every.handling.total == sum(visit.served for visit in over)
    assert every.walking.total == sum(visit.called for visit in over)
    all_busy = busy(facts, "called") + busy(facts, "serving")
    assert every.occupancy.part == all_busy - forgotten
    assert every.recalls.whole == sum(visit.calls for visit in facts.visits)
    assert every.overrides.part == sum(visit.picked for visit in facts.visits)


def the_books_say_the_same(history: Iterable[Recorded], facts: Facts) -> None:
    """Each day's figures are those that its books were closed with."""
    days = by(facts, Dimension.DAY)
    for recorded in history:
        if isinstance(recorded.event, DayClosed):
            books, day = recorded.event.books, days[str(recorded.event.day)]
            booked = {
                "served": books.served,
                "no-show": books.no_show,
                "abandoned": books.abandoned,
                "expired": books.expired,
            }

            assert day.places == {how: n for how, n in booked.items() if n}
            assert day.issued == sum(books.issued.values())


def the_parts_add_up(facts: Facts) -> None:
    """Broken down by whatever there is, the parts are the office."""
    every = figures(facts)
    for dimension in Dimension:
        parts = by(facts, dimension).values()

        assert summed(parts, dimension) == summed([every], dimension), dimension
    slots = load(facts).values()
    assert sum(slot.arrived for slot in slots) == every.visitors
    assert sum(slot.served for slot in slots) == every.served


def outcomes_are_of_ended_sessions(facts: Facts) -> None:
    """Every session that ended has one outcome, if only that nobody said."""
    every = figures(facts)
    ended = [session for session in facts.sessions if session.ended is not None]

    forgotten = sum(session.forgotten for session in ended)
    assert sum(every.outcomes.values()) == len(ended) == every.worked.n + forgotten
    assert sum(every.ratings.values()) == every.rated.part <= every.rated.whole
    steps: Counter[Any] = Counter()
    for step in facts.steps:
        steps[step.day, step.session] += step.took
    for session in ended:
        assert steps[session.day, session.session] <= session.worked


def the_order_of_rows_is_nothing(facts: Facts) -> None:
    """Rows in any order come to the same figures."""
    chance = Random(1)
    shuffled = replace(
        facts,
        **{
            table.name: tuple(chance.sample(rows, len(rows)))
            for table in TABLES
            if (rows := getattr(facts, table.name))
        },
    )

    assert figures(shuffled) == figures(facts)
    assert by(shuffled, Dimension.COUNTER) == by(facts, Dimension.COUNTER)
    assert load(shuffled) == load(facts)


def test_every_day_is_measured_without_a_contradiction() -> None:
    """Whatever happens, and is taken back: the figures are of one piece."""
    run_state_machine_as_test(MeasuredHouse, settings=DAYS_OF_THEM)


def test_a_day_left_standing_is_measured_without_a_contradiction() -> None:
    """What the hub ended days later neither stretches a figure nor breaks a sum."""
    few = settings(DAYS_OF_THEM, max_examples=10)
    run_state_machine_as_test(HouseLeftStanding, settings=few)


def test_littles_law_holds_between_rows_and_waiting_room() -> None:
    """Waiting summed over visits is the number waiting summed over time, exactly."""
    run_state_machine_as_test(HouseWithoutUndo, settings=DAYS_OF_THEM)
