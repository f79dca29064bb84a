"""Numbers given once more, in order, to those who hold them on paper already.

After a restore the numbers given since the backup are unknown to the hub, yet people
wait with them. Given again before the hub opens, each keeps its number and its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from events import topics
from events.ids import new_id
from events.replies import Accepted, RefusalReply
from events.visit import IssueTicket
from hub.application.draft import Draft
from hub.application.handle import Handler
from hub.application.jobs import Job
from hub.application.ports import EventStore
from hub.domain.evolve import fold_all

MOST = 999


class CannotReissue(Exception):
    """Those numbers cannot follow the last ones. Name what the last slip says."""


def reissue(
    store: EventStore, office: str, stream: str, last: Mapping[str, str], at: datetime
) -> int:
    """Give each service's numbers up to its `last` again; return how many."""
    day = fold_all(store.read_stream(stream))
    draft = Draft(day, store.last_position(), store.last_version)
    handler = Handler(store, office, day.plan)
    at = max(at, day.last_at or at)
    for service, ticket in last.items():
        _up_to(ticket, IssueTicket(service=service), handler, draft, at)
    store.save(draft.events, draft.answers)
    return len(draft.events)


def _up_to(
    ticket: str, command: IssueTicket, handler: Handler, draft: Draft, at: datetime
) -> None:
    if draft.day.visit_of(ticket) is not None:
        return
    for _ in range(MOST):
        if _next(command, handler, draft, at) == ticket:
            return
    msg = f"{ticket} is not among the next {MOST} numbers of {command.service}."
    raise CannotReissue(f"{msg} Name the number on the last slip.")


def _next(
    command: IssueTicket, handler: Handler, draft: Draft, at: datetime
) -> str | None:
    job = Job(
        body=command,
        id=new_id(),
        source=topics.hub_source(draft.day.office),
        respond=lambda _: None,
    )
    reply = handler.handle(job, draft, at)
    if isinstance(reply, RefusalReply):
        raise CannotReissue(reply.text.en)
    assert isinstance(reply, Accepted)
    return reply.ticket
