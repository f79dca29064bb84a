"""What the consoles of an office share: looked up once for all of them (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.session import Outcome
from events.visit import NoShow, Parked
from hub.application.console_session import seconds
from hub.application.console_shown import Elsewhere, EndedHere, Kept
from hub.domain.day import Day
from hub.domain.session import Session, Stage
from hub.domain.state import State
from hub.domain.visit import Visit


class Overview(Struct, frozen=True, kw_only=True):
    """What all consoles share: kept places, help that goes on, each counter's last."""

    kept: tuple[Kept, ...]
    ongoing: tuple[Elsewhere, ...]
    last: Mapping[str, EndedHere]


def overview(state: State, now: datetime) -> Overview:
    """Return what is the same on every console."""
    visits = state.day.visits.values() if state.day.is_open else ()
    sessions = sorted(state.sessions.by_id.values(), key=_since)
    return Overview(
        kept=tuple(sorted(_kept(state, visits, now), key=_kept_since)),
        ongoing=tuple(_ongoing(state.day, sessions)),
        last={s.counter: _ended(s) for s in sessions if s.stage is Stage.ENDED},
    )


def _kept(state: State, visits: Iterable[Visit], now: datetime) -> Iterator[Kept]:
    for visit in visits:
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


def _ongoing(day: Day, sessions: list[Session]) -> Iterator[Elsewhere]:
    for session in sessions:
        if session.stage is Stage.ONGOING:
            yield Elsewhere(
                session=session.id,
                ticket=session.ticket,
                service=day.visits[session.visit].service,
                counter=session.counter,
                clerk=session.clerk,
                started=session.started,
            )


def _ended(session: Session) -> EndedHere:
    return EndedHere(
        session=session.id,
        ticket=session.ticket,
        outcome=session.outcome or Outcome.NOT_RECORDED,
        ended=session.since,
        worked_s=seconds(session.worked),
    )


def _since(session: Session) -> datetime:
    return session.since


def _kept_since(kept: Kept) -> datetime:
    return kept.since
