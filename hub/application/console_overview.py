"""What the consoles of an office share: looked up once for all of them (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.session import Outcome
from events.visit import Departed, NoShow, Parked, Waiting
from hub.application.console_session import ended_here
from hub.application.console_shown import Elsewhere, EndedHere, Kept
from hub.domain.session import Stage
from hub.domain.state import State
from hub.domain.visit import Visit

# Nearly everybody of a day is gone, or waits.
NOT_KEPT = frozenset({Departed, Waiting})


class Overview(Struct, frozen=True, kw_only=True):
    """What is kept, what goes on, and per counter what ended without an outcome."""

    kept: tuple[Kept, ...]
    ongoing: tuple[Elsewhere, ...]
    unrecorded: Mapping[str, tuple[EndedHere, ...]]


def overview(state: State, now: datetime) -> Overview:
    """Return what is the same on every console."""
    return Overview(
        kept=tuple(sorted(_kept(state, now), key=_kept_since)),
        ongoing=tuple(_ongoing(state)),
        unrecorded=_unrecorded(state),
    )


def _kept(state: State, now: datetime) -> Iterator[Kept]:
    visits = state.day.visits.values() if state.day.is_open else ()
    for visit in [v for v in visits if type(v.place) not in NOT_KEPT]:
        place = visit.place
        if isinstance(place, Parked):
            session = state.sessions.for_visit(visit.id)
            yield _place(visit, place, reason=session.pause if session else None)
        elif isinstance(place, NoShow) and place.until > now:
            yield _place(visit, place, until=place.until)


def _place(visit: Visit, place: Parked | NoShow, **known: object) -> Kept:
    kept = Kept(
        ticket=visit.ticket,
        service=visit.service,
        counter=place.counter,
        arrived=visit.arrived,
        since=place.since,
    )
    return replace(kept, **known)


def _ongoing(state: State) -> Iterator[Elsewhere]:
    day = state.day
    for counter in sorted(day.counters.values(), key=lambda one: one.id):
        visit = day.visit_at(counter.id)
        session = visit and state.sessions.for_visit(visit.id)
        if visit and session and session.stage is Stage.ONGOING:
            yield Elsewhere(
                session=session.id,
                ticket=session.ticket,
                service=visit.service,
                counter=counter.id,
                clerk=session.clerk,
                started=session.started,
            )


def _unrecorded(state: State) -> Mapping[str, tuple[EndedHere, ...]]:
    forgotten = Outcome.NOT_RECORDED
    of = [s for s in state.sessions.by_id.values() if s.outcome is forgotten]
    found: defaultdict[str, tuple[EndedHere, ...]] = defaultdict(tuple)
    for session in sorted(of, key=lambda each: (each.since, each.id)):
        found[session.counter] += (ended_here(session),)
    return dict(found)


def _kept_since(kept: Kept) -> datetime:
    return kept.since
