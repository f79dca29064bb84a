"""A visit leaves a place and comes to another: each stay is a stint."""

from __future__ import annotations

from hub.projections.measured.ledger import waiting
from hub.projections.measured.ledger.counter import Counter
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.visit import Stint, Visit
from hub.projections.measured.rows import Instant

WAITING, CALLED, SERVING = "waiting", "called", "serving"
PARKED, NO_SHOW = "parked", "no-show"


def leaves(day: Day, visit: Visit, at: Instant) -> None:
    """End the stay that a visit is in, and add its time to what it was spent on."""
    place, lasted = visit.place, at - visit.since
    if place == WAITING:
        visit.waited += lasted
        waiting.goes(day, visit, at)
    elif place == CALLED:
        visit.called += lasted
    elif place == SERVING:
        visit.served += lasted
    elif place == PARKED:
        visit.parked += lasted
    elif place == NO_SHOW:
        visit.away += lasted
        visit.ended = None
    visit.stints[-1].ended = at
    visit.since = at
    day.new_visits[visit.visit] = visit


def stays(
    visit: Visit, place: str, at: Instant, counter: Counter | None, team: str | None
) -> Stint:
    """Begin a stay."""
    visit.place = place
    stint = Stint(
        visit.day,
        visit.visit,
        len(visit.stints),
        place,
        visit.last_service,
        visit.visit_class,
        None if counter is None else counter.id,
        None if counter is None else counter.clerk,
        team,
        at,
    )
    visit.stints.append(stint)
    return stint


def departs(visit: Visit, how: str, at: Instant) -> None:
    """Have a visit be over."""
    visit.place, visit.ended, visit.wanted = how, at, None


def waits(day: Day, visit: Visit, at: Instant, wanted: str | None) -> None:
    """Have a visit wait again, for one counter or for any."""
    stint = stays(visit, WAITING, at, None, None)
    stint.counter = visit.wanted = wanted
    waiting.comes(day, visit, at)
