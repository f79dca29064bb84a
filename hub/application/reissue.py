"""Numbers given once more, in order, to those who hold them on paper already.

After a restore the numbers given since the backup are unknown to the hub, yet people
wait with them. Given again before the hub opens, each keeps its number and its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import UNSET, Struct
from msgspec.structs import replace

from events import topics
from events.ids import new_id
from events.replies import RefusalReply
from events.visit import IssueTicket
from hub.application.draft import Draft
from hub.application.handle import Handler
from hub.application.jobs import Job
from hub.application.ports import EventStore
from hub.domain.evolve import fold_all
from hub.domain.numbering import FIRST_LONG, LAST_SHORT, label
from hub.domain.state import State

MOST = 999


class CannotReissue(Exception):
    """Those numbers cannot follow the last ones. Name what the last slip says."""


class Again(Struct, frozen=True):
    """What a service gives again: `count` numbers from `first` on, up to `last`."""

    first: str
    last: str
    count: int


def place(ticket: str) -> int | None:
    """Return which number of its service's day a ticket is; the reserve's is none.

    >>> place("A899"), place("A950"), place("A1000")
    (899, None, 900)
    """
    number = int(ticket[1:])
    if number <= LAST_SHORT:
        return number
    return None if number < FIRST_LONG else number - FIRST_LONG + LAST_SHORT + 1


def follow_up(last: Iterable[str], coming: Mapping[str, str]) -> dict[str, Again]:
    """Return what is given again up to each `last`, where `coming` would come next."""
    return {ticket[0]: _up_to(ticket, coming) for ticket in last}


def _up_to(last: str, coming: Mapping[str, str]) -> Again:
    service = last[0]
    if service not in coming:
        msg = f"{last} is of a service that has no numbers in the backup, which knows "
        raise CannotReissue(f"{msg}{', '.join(coming)}. Look at the slip again.")
    wanted = place(last)
    if wanted is None:
        raise CannotReissue(_of_the_reserve(last))
    known = (place(coming[service]) or 1) - 1
    if wanted < known:
        raise CannotReissue(_known(last, label(service, known)))
    if wanted > known + MOST:
        msg = f"{last} is {wanted - known} numbers on from the backup, which gives "
        msg += f"{coming[service]} next; at most {MOST} are given again."
        raise CannotReissue(f"{msg} Look at the slip again.")
    return Again(first=coming[service], last=last, count=wanted - known)


def _known(last: str, newest: str | None) -> str:
    service = last[0]
    return (
        f"The backup knows {last} already; its last number of {service} is {newest}. "
        f"Name the highest number of {service} on people's slips, or leave {service} "
        f"out if none is above {newest}."
    )


def _of_the_reserve(last: str) -> str:
    service = last[0]
    return (
        f"{last} is none of the hub's numbers: 900 to 999 are the reserve of "
        f"dispensers that print without the hub, and {service}{FIRST_LONG} follows "
        f"{service}{LAST_SHORT}. Name the highest number outside the reserve. Whoever "
        f"holds {last} gets a new number at the counter, or is called by the paper."
    )


def reissue(
    store: EventStore,
    office: str,
    stream: str,
    numbers: Mapping[str, Again],
    at: datetime,
) -> None:
    """Give each service's numbers again, as ordinary commands."""
    day = fold_all(store.read_stream(stream))
    # They hold the numbers already: no cap or closed service may keep them out.
    day = replace(day, plan=replace(day.plan, orders=UNSET))
    state = State(day=day)
    draft = Draft(office, state, store.last_position(), store.last_version)
    handler = Handler(store, day.plan)
    at = max(at, day.last_at or at)
    for service, again in numbers.items():
        for _ in range(again.count):
            _give(IssueTicket(service=service), handler, draft, at)
    store.save(draft.events, draft.answers)


def _give(command: IssueTicket, handler: Handler, draft: Draft, at: datetime) -> None:
    job = Job(
        body=command,
        id=new_id(),
        source=topics.hub_source(draft.day.office),
        respond=lambda _: None,
    )
    reply = handler.handle(job, draft, at)
    if isinstance(reply, RefusalReply):
        raise CannotReissue(reply.text.en)
