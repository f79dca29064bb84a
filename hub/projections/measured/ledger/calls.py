"""What happens to visits at a counter: called, served, parked, sent on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events import visit as visits
from events.recorded import Recorded
from events.visit import WhyRule
from hub.projections.cleared import is_forgotten
from hub.projections.measured.ledger.acts import act_of, word
from hub.projections.measured.ledger.counters import IDLE, Fold, goes_on
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.stays import (
    CALLED,
    NO_SHOW,
    PARKED,
    SERVING,
    departs,
    leaves,
    stays,
    waits,
)
from hub.projections.measured.ledger.visit import Visit
from hub.projections.measured.rows import Instant


def _called(
    day: Day, event: visits.VisitCalled, at: Instant, recorded: Recorded
) -> None:
    visit, counter = day.visits[event.visit], day.counter(event.counter)
    act, why = act_of(recorded), event.why
    visit.remember(act)
    counter.act = act
    # The counter first: in its last idle moment the visit was still to be called.
    goes_on(day, counter, CALLED, at, act)
    leaves(day, visit, at)
    team = day.team(counter.clerk)
    stint = stays(visit, CALLED, at, counter, team)
    stint.announced, stint.rule = 1, why.rule.value
    stint.reason = word(why.reason)
    visit.wanted = None
    if visit.first_called is None:
        visit.first_called = at
    visit.last_called = at
    visit.counter, visit.clerk, visit.team = counter.id, counter.clerk, team
    visit.calls += 1
    visit.announced += 1
    visit.picked += why.rule is WhyRule.PICKED


def _recalled(
    day: Day, event: visits.VisitRecalled, at: Instant, recorded: Recorded
) -> None:
    del at
    visit, counter = day.visits[event.visit], day.counter(event.counter)
    act = act_of(recorded)
    visit.remember(act)
    counter.act = act
    visit.announced += 1
    visit.stints[-1].announced = event.times
    day.new_visits[visit.visit] = visit


def _started(
    day: Day, event: visits.ServingStarted, at: Instant, recorded: Recorded
) -> None:
    visit, counter = day.visits[event.visit], day.counter(event.counter)
    act = act_of(recorded)
    visit.remember(act)
    counter.act = act
    leaves(day, visit, at)
    stays(visit, SERVING, at, counter, day.team(counter.clerk))
    visit.started = at
    goes_on(day, counter, SERVING, at, act)


def _left(day: Day, event: Any, at: Instant, recorded: Recorded) -> Visit:
    """Have a visit leave its counter, which is idle then."""
    visit, counter = day.visits[event.visit], day.counter(event.counter)
    act = act_of(recorded)
    visit.remember(act)
    counter.act = act
    leaves(day, visit, at)
    goes_on(day, counter, IDLE, at, act)
    if is_forgotten(recorded):
        visit.forgotten = counter.states[-2].forgotten = 1
    return visit


def _served(
    day: Day, event: visits.VisitServed, at: Instant, recorded: Recorded
) -> None:
    departs(_left(day, event, at, recorded), "served", at)


def _no_show(
    day: Day, event: visits.NoShowMarked, at: Instant, recorded: Recorded
) -> None:
    visit = _left(day, event, at, recorded)
    counter = day.counter(event.counter)
    stays(visit, NO_SHOW, at, counter, day.team(counter.clerk))
    visit.no_shows += 1
    visit.ended = at


def _parked(
    day: Day, event: visits.VisitParked, at: Instant, recorded: Recorded
) -> None:
    visit = _left(day, event, at, recorded)
    counter = day.counter(event.counter)
    stays(visit, PARKED, at, counter, day.team(counter.clerk))


def _transferred(
    day: Day, event: visits.VisitTransferred, at: Instant, recorded: Recorded
) -> None:
    visit = _left(day, event, at, recorded)
    visit.last_service = event.service
    visit.transfers += 1
    waits(day, visit, at, event.to_counter)


def _handed_over(
    day: Day, event: visits.VisitHandedOver, at: Instant, recorded: Recorded
) -> None:
    visit, act = day.visits[event.visit], act_of(recorded)
    left, to = day.counter(event.counter), day.counter(event.to_counter)
    visit.remember(act)
    left.act, to.act = None, act
    leaves(day, visit, at)
    stays(visit, SERVING, at, to, day.team(to.clerk))
    goes_on(day, left, IDLE, at, act)
    goes_on(day, to, SERVING, at, act)


FOLDS: Mapping[type, Fold] = {
    visits.VisitCalled: _called,
    visits.VisitRecalled: _recalled,
    visits.ServingStarted: _started,
    visits.VisitServed: _served,
    visits.NoShowMarked: _no_show,
    visits.VisitParked: _parked,
    visits.VisitTransferred: _transferred,
    visits.VisitHandedOver: _handed_over,
}
