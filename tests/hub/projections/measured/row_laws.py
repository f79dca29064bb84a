"""What holds of the rows of every history, reckoned without the ledger."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from itertools import pairwise

from events.counter import ActionUndone, CounterStatus
from events.day import DayOpened
from events.recorded import Recorded
from events.visit import Departed, Place
from hub.domain.calling_rule import choose
from hub.domain.day import Day
from hub.domain.evolve_state import evolve_state
from hub.domain.session import Session, Stage
from hub.domain.state import State
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import micros, span
from hub.projections.measured.rows import Facts, SessionRow, Span, StintRow, VisitRow
from hub.projections.measures import figures
from tests.history import OFFICE

History = Sequence[Recorded]
NOTHING = State(day=Day(office=OFFICE))
SPANS = {
    "waiting": "waited",
    "called": "called",
    "serving": "served",
    "parked": "parked",
    "no-show": "away",
}


def all_hold(history: History, state: State) -> None:
    """Check every law on a whole history and the state that it led to."""
    facts = facts_of(history)
    for batch in (1, 3, 7):
        assert facts_of(history, batch) == facts
    spans_add_up(facts)
    visits_are_where_they_are(facts, state)
    sessions_are_as_the_rules_say(facts, state)
    lasting = without_undone(history)
    what_was_undone_never_was(facts, facts_of(lasting))
    times_are_the_integrals(facts, lasting)
    if len(lasting) == len(history):
        idle_while_somebody_waits(facts, history)


def spans_add_up(facts: Facts) -> None:
    """A visit's spans are the time from its arrival, and those of its stays."""
    stays: dict[str, list[StintRow]] = {}
    for stint in facts.stints:
        stays.setdefault(stint.visit, []).append(stint)
    for visit in facts.visits:
        whole = visit.waited + visit.called + visit.served + visit.parked + visit.away
        assert whole == visit.since - visit.arrived
        own = stays[visit.visit]
        assert [stint.n for stint in own] == list(range(len(own)))
        for before, after in pairwise(own):
            assert before.ended == after.began
        for place, name in SPANS.items():
            assert _in_place(own, place, visit.since) == getattr(visit, name)
        _counts_fit(visit, own)


def _in_place(stints: Sequence[StintRow], place: str, until: int) -> Span:
    there = [s for s in stints if s.place == place and s.began < until]
    return sum((s.ended or until) - s.began for s in there)


def _counts_fit(visit: VisitRow, stints: Sequence[StintRow]) -> None:
    calls = [stint for stint in stints if stint.place == "called"]
    assert visit.calls == len(calls)
    assert visit.announced == sum(call.announced for call in calls)
    assert visit.picked == sum(call.rule == "picked" for call in calls)
    assert visit.first_called == (calls[0].began if calls else None)
    assert visit.last_called == (calls[-1].began if calls else None)
    is_away = visit.place in ("served", "abandoned", "expired", "no-show")
    assert (visit.ended is not None) == is_away


def visits_are_where_they_are(facts: Facts, state: State) -> None:
    """The last day's visits stand where the rules have them."""
    rows = {row.visit: row for row in facts.visits if row.day == str(state.day.date)}
    assert rows.keys() == set(state.day.visits)
    for visit in state.day.visits.values():
        row = rows[visit.id]
        assert row.place == _place(visit.place)
        assert (row.last_service, row.ticket) == (visit.service, visit.ticket)
        assert row.visit_class == visit.visit_class.value
        started = visit.started_at
        assert row.started == (None if started is None else micros(started))


def _place(place: Place) -> str:
    return place.how if isinstance(place, Departed) else _name(place)


def _name(place: Place) -> str:
    return str(place.__struct_config__.tag)


def sessions_are_as_the_rules_say(facts: Facts, state: State) -> None:
    """Sessions, steps and all that is written into them are those of the rules."""
    day = str(state.day.date)
    rows = {row.session: row for row in facts.sessions if row.day == day}
    assert rows.keys() == set(state.sessions.by_id)
    for session in state.sessions.by_id.values():
        _session_fits(rows[session.id], session)
        steps = [row for row in facts.steps if row.session == session.id]
        assert [(s.entry, s.step, s.result, s.took) for s in steps] == [
            (s.entry, s.step.value, s.result.value, span(s.took)) for s in session.steps
        ]
        for name in ("submissions", "payments", "difficulties"):
            found = [r.entry for r in getattr(facts, name) if r.session == session.id]
            assert found == [each.entry for each in getattr(session, name)]


def _session_fits(row: SessionRow, session: Session) -> None:
    assert (row.counter, row.clerk) == (session.counter, session.clerk)
    assert row.worked == span(session.worked)
    assert row.score == session.score
    has_ended = session.stage is Stage.ENDED
    assert row.ended == (micros(session.since) if has_ended else None)
    said = (row.visitor, row.intent, row.mode, row.reason, row.outcome, row.way)
    assert said == tuple(
        None if word is None else word.value
        for word in (
            *(session.visitor, session.intent, session.mode),
            *(session.reason, session.outcome, session.way),
        )
    )


def without_undone(history: History) -> list[Recorded]:
    """Return a history without the acts that were taken back, and their undoing."""
    state, gone = NOTHING, set()
    for recorded in history:
        if isinstance(recorded.event, ActionUndone):
            act = state.day.counters[recorded.event.counter].last_act
            assert act is not None
            gone |= {(act.cause, act.by), (recorded.cause, recorded.by)}
        state = evolve_state(state, recorded)
    return [r for r in history if (r.cause, r.by) not in gone]


def what_was_undone_never_was(facts: Facts, lasting: Facts) -> None:
    """An act and its undoing leave every row as if neither had been.

    Save for two times: the rules have a session stand still from a parking to its
    undoing, and who could call somebody meanwhile is told as it was.
    """
    for name in ("days", "visits", "stints", "submissions", "payments"):
        assert getattr(facts, name) == getattr(lasting, name)
    assert [c._replace(waited_for=0, hungry=None) for c in facts.counters] == [
        c._replace(waited_for=0, hungry=None) for c in lasting.counters
    ]
    ended = [(s.session, s.ended, s.outcome) for s in facts.sessions]
    assert ended == [(s.session, s.ended, s.outcome) for s in lasting.sessions]
    steps = [(s.entry, s.step, s.result, s.at) for s in facts.steps]
    assert steps == [(s.entry, s.step, s.result, s.at) for s in lasting.steps]


def times_are_the_integrals(facts: Facts, lasting: History) -> None:
    """Little's law, exactly: what stays and states add up to is what the days held."""
    held: Tally[str] = Tally()
    for state, lasted in _held(lasting):
        day = state.day
        held["waiting"] += lasted * len(list(day.waiting_visits()))
        for counter in day.counters:
            held[f"counter {day.status(counter).value}"] += lasted
    end = max((micros(recorded.at) for recorded in lasting), default=0)
    waited = [s for s in facts.stints if s.place == "waiting"]
    assert sum(min(s.ended or end, end) - s.began for s in waited) == held["waiting"]
    for status in CounterStatus:
        own = [c for c in facts.counters if c.state == status.value]
        if status is not CounterStatus.CLOSED:
            total = sum((c.ended or end) - c.began for c in own)
            assert total == held[f"counter {status.value}"], status


def idle_while_somebody_waits(facts: Facts, history: History) -> None:
    """A counter's hunger is when it was idle and had somebody to call, up to now."""
    found: Tally[tuple[str, str]] = Tally()
    for state, lasted in _held(history):
        day = state.day
        for counter in day.counters if day.is_open else ():
            place = (str(day.date), counter)
            assert day.last_at is not None
            is_idle = day.status(counter) is CounterStatus.IDLE
            could = is_idle and choose(day, counter, day.last_at) is not None
            found[place] += lasted * could
    told: Tally[tuple[str, str]] = Tally()
    for row in facts.counters:
        still = 0 if row.hungry is None else facts.at - row.hungry
        told[row.day, row.counter] += row.waited_for + still
        assert row.hungry is None or (row.state, row.ended) == ("idle", None)
        assert 0 <= row.waited_for + still <= (row.ended or facts.at) - row.began
    assert +told == +found
    assert figures(facts).idle_while_waiting.part == found.total()


def _held(history: History) -> Iterator[tuple[State, Span]]:
    """Yield each state and how long it lasted, the last one not at all.

    Between two days nothing lasts.
    """
    state = NOTHING
    for recorded, after in pairwise(history):
        state = evolve_state(state, recorded)
        if not isinstance(after.event, DayOpened):
            yield state, micros(after.at) - micros(recorded.at)
    yield evolve_state(state, history[-1]), 0
