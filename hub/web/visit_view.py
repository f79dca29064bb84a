"""A visit, in the shape in which the holder of its follow link may see it (pure)."""

from __future__ import annotations

from datetime import date, datetime

from events.plan import Names
from events.replies import WaitRange
from events.visit import Called, Departed, NoShow, Parked, Serving, Waiting
from events.wait_words import left_of, shown
from hub.domain.calling_rule import ahead
from hub.domain.day import Day
from hub.domain.session import Session, Stage
from hub.domain.visit import Visit
from hub.web.port import VisitPlace, VisitView


def still_told(visit: Visit, at: datetime) -> WaitRange | None:
    """Return what is left of the wait that was told at issue, as a copy shows it."""
    is_first_wait = isinstance(visit.place, Waiting) and visit.first_called_at is None
    if visit.told is None or not is_first_wait:
        return None
    left = left_of(visit.told, (at - visit.arrived).total_seconds())
    return None if left is None else shown(left)


def visit_view(
    day: Day, visit: Visit, session: Session | None, wait: WaitRange | None = None
) -> VisitView:
    """Return a visit as the holder of its follow link may see it."""
    is_rated = session is not None and session.score is not None
    has_ended = session is not None and session.stage is Stage.ENDED
    plan = day.service(visit.service)
    # The site file may have dropped the service since the visit was over.
    names = plan.names if plan else Names(vi=visit.service, en=visit.service)
    assert isinstance(day.date, date)
    place = visit.place
    return VisitView(
        id=visit.id,
        ticket=visit.ticket,
        service=visit.service,
        names=names,
        place=_place(visit),
        day=day.date,
        since=visit.arrived if isinstance(place, Waiting) else place.since,
        counter=None if isinstance(place, Waiting) else visit.counter,
        ahead=ahead(day, visit) if isinstance(place, Waiting) else None,
        wait=wait if isinstance(place, Waiting) and day.is_open else None,
        started=visit.started_at,
        until=place.until if isinstance(place, NoShow) else None,
        may_rate=day.is_open
        and has_ended
        and not is_rated
        and _place(visit) is VisitPlace.SERVED,
        is_rated=is_rated,
    )


def _place(visit: Visit) -> VisitPlace:
    match visit.place:
        case Waiting():
            return VisitPlace.WAITING
        case Called():
            return VisitPlace.CALLED
        case Serving():
            return VisitPlace.SERVING
        case Parked():
            return VisitPlace.PARKED
        case NoShow():
            return VisitPlace.NO_SHOW
        case Departed(how=how):
            return VisitPlace(how)
