"""Who may ask what: one table of addresses, looked at once for every request.

The first row that fits an address holds. What stands in no row is not there (404)
wherever sign-in is in force, so that a new address without a row is shut, not open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from events.settings import Role

EVERYBODY = frozenset(Role)


class Least(Enum):
    """Who may at least ask; the value are the roles that may."""

    PUBLIC = "public"
    MACHINE = "this machine, or whoever looks after machines"
    SIGNED_IN = "anybody signed in"
    CLERK = "clerk"
    MANAGER = "manager"

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles that may ask."""
        return ROLES[self]


ROLES: Mapping[Least, frozenset[Role]] = {
    Least.PUBLIC: EVERYBODY,
    Least.MACHINE: frozenset({Role.TECHNICIAN, Role.MANAGER}),
    Least.SIGNED_IN: EVERYBODY,
    Least.CLERK: frozenset({Role.CLERK, Role.MANAGER}),
    Least.MANAGER: frozenset({Role.MANAGER}),
}

PUBLIC, MACHINE, SIGNED_IN = Least.PUBLIC, Least.MACHINE, Least.SIGNED_IN
CLERK, MANAGER = Least.CLERK, Least.MANAGER
GET, POST = "GET", "POST"


class Row(NamedTuple):
    """An address, `{x}` any one part of it and `{x*}` all the rest, and who may ask.

    What hangs `on_wall` is looked at for hours without an act: it goes on being shown
    to a sign-in that was locked for want of one.
    """

    path: str
    least: Mapping[str, Least]
    on_wall: bool = False


TABLE: tuple[Row, ...] = (
    # For everybody: waiting room, tickets, the way in, and what pages are made of.
    Row("/", {GET: PUBLIC}),
    Row("/screen", {GET: PUBLIC}),
    Row("/screen/stream", {GET: PUBLIC}),
    Row("/t/{token}", {GET: PUBLIC}),
    Row("/t/{token}/stream", {GET: PUBLIC}),
    Row("/t/{token}/rating", {POST: PUBLIC}),
    Row("/static/{name*}", {GET: PUBLIC}),
    Row("/healthz", {GET: PUBLIC}),
    Row("/sign-in", {GET: PUBLIC}),
    Row("/api/v1/openapi.json", {GET: PUBLIC}),
    Row("/api/v1/me", {GET: PUBLIC}),
    Row("/api/v1/sign-in", {POST: PUBLIC}),
    Row("/api/v1/sign-out", {POST: PUBLIC}),
    # For whoever looks after the machines.
    Row("/metrics", {GET: MACHINE}),
    # For whoever is signed in.
    Row("/api/v1/lock", {POST: SIGNED_IN}),
    Row("/api/v1/me/here", {POST: SIGNED_IN}),
    Row("/api/v1/me/pin", {POST: SIGNED_IN}),
    Row("/api/v1/state", {GET: SIGNED_IN}),
    Row("/api/v1/events", {GET: SIGNED_IN}),
    # At the counters.
    Row("/counter/{counter}", {GET: CLERK}),
    Row("/counter/{counter}/slip/{session}", {GET: CLERK}),
    Row("/api/v1/counters/{counter}/console", {GET: CLERK}),
    Row("/api/v1/counters/{counter}/console/stream", {GET: CLERK}),
    Row("/api/v1/counters/{counter}/{act}", {POST: CLERK}),
    Row("/api/v1/tickets", {POST: CLERK}),
    Row("/api/v1/tickets/{ticket}/{act}", {POST: CLERK}),
    Row("/api/v1/sessions", {GET: MANAGER}),
    Row("/api/v1/sessions/{session}/reassign", {POST: MANAGER}),
    Row("/api/v1/sessions/{session}/{act}", {POST: CLERK}),
    Row("/api/v1/difficulties", {POST: CLERK}),
    Row("/api/v1/catalogue", {GET: CLERK}),
    Row("/api/v1/vault", {POST: CLERK}),
    Row("/api/v1/vault/{ref}/erase", {POST: MANAGER}),
    Row("/api/v1/notes", {POST: CLERK}),
    # For the manager.
    Row("/manage", {GET: MANAGER}),
    Row("/manager", {GET: MANAGER}, on_wall=True),
    Row("/manager/stream", {GET: MANAGER}, on_wall=True),
    Row("/api/v1/manager", {GET: MANAGER}, on_wall=True),
    Row("/api/v1/manager/at", {GET: MANAGER}),
    Row("/api/v1/settings", {GET: MANAGER, POST: MANAGER}),
    Row("/api/v1/alerts", {GET: MANAGER}),
    Row("/api/v1/alerts/{alert}/acknowledge", {POST: MANAGER}),
    Row("/api/v1/accounts", {GET: MANAGER}),
    Row("/api/v1/accounts/{clerk}/{act}", {POST: MANAGER}),
    Row("/api/v1/day/{act}", {POST: MANAGER}),
    Row("/reports", {GET: MANAGER}),
    Row("/reports/files/{export}/{name}", {GET: MANAGER}),
    Row("/api/v1/proposals", {POST: MANAGER}),
    Row("/api/v1/proposals/{proposal}/withdraw", {POST: MANAGER}),
    Row("/api/v1/reports", {GET: MANAGER, POST: MANAGER}),
    Row("/api/v1/exports", {POST: MANAGER}),
    Row("/api/v1/exports/{export}", {GET: MANAGER}),
    Row("/api/v1/exports/{export}/cancel", {POST: MANAGER}),
)


def _pattern(path: str) -> re.Pattern[str]:
    some = re.sub(r"\\{\w+\\\*\\}", ".+", re.escape(path))
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", some))


_ROWS = tuple((_pattern(row.path), row.least) for row in TABLE)
_ON_WALL = frozenset(row.path for row in TABLE if row.on_wall)


def row_of(path: str) -> Mapping[str, Least] | None:
    """Return what an address takes, by method; None if it stands in no row."""
    for pattern, least in _ROWS:
        if pattern.fullmatch(path):
            return least
    return None


def is_on_wall(path: str) -> bool:
    """Whether an address is one that hangs on a wall; none of those has parts."""
    return path in _ON_WALL
