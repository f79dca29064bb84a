"""What stands on a *phiếu hỗ trợ*: what was filed in a session, and how to follow it.

It is no receipt of an authority. What leads to a person comes out of the vault at the
moment of showing and is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from events.plan import Names
from events.session import Outcome, ReturnWay
from hub.application.vault import Kind, VaultUnusable
from hub.domain.session import Session, Submission
from hub.domain.state import State

Reveal: TypeAlias = Callable[[str, str], str | None]


class Filed(Struct, frozen=True, kw_only=True):
    """A dossier that was filed; no `code`: none was typed, or it cannot be had now."""

    procedure: Names
    at: datetime
    code: str | None = None


class SupportSlip(Struct, frozen=True, kw_only=True):
    """One visit's help, as the visitor takes it home."""

    ticket: str
    counter: str
    day: datetime
    filed: tuple[Filed, ...] = ()
    outcome: Outcome | None = None
    way: ReturnWay | None = None
    consignment: str | None = None


class SlipDesk:
    """Makes slips of the sessions of the day."""

    def __init__(self, newest: Callable[[], State], reveal: Reveal) -> None:
        """Remember where the newest state and the vault are looked at."""
        self._newest = newest
        self._reveal = reveal

    def slip(self, counter: str, session: str) -> SupportSlip | None:
        """Return the slip of a session at that counter, if it is one of today's."""
        state = self._newest()
        found = state.sessions.get(session)
        if found is None or found.counter != counter:
            return None
        names = {one.id: one.names for one in state.settings.held.procedures}
        return support_slip(found, names, self._reveal)


def support_slip(
    session: Session, names: Mapping[str, Names], reveal: Reveal
) -> SupportSlip:
    """Return a session's slip, with what the vault still holds."""
    return SupportSlip(
        ticket=session.ticket,
        counter=session.counter,
        day=session.started,
        filed=tuple(_filed(one, names, reveal) for one in session.submissions),
        outcome=session.outcome,
        way=session.way,
        consignment=_revealed(session.consignment_ref, Kind.CONSIGNMENT, reveal),
    )


def _filed(one: Submission, names: Mapping[str, Names], reveal: Reveal) -> Filed:
    unnamed = Names(vi=one.procedure, en=one.procedure)
    return Filed(
        procedure=names.get(one.procedure, unnamed),
        at=one.at,
        code=_revealed(one.dossier_ref, Kind.DOSSIER_CODE, reveal),
    )


def _revealed(ref: str | None, kind: Kind, reveal: Reveal) -> str | None:
    """Return what is kept; a vault that cannot be opened keeps no slip from printing.

    The code is then written by hand.
    """
    try:
        return None if ref is None else reveal(ref, kind)
    except VaultUnusable:
        return None
