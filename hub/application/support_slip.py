"""What stands on a *phiếu hỗ trợ*: what was filed in a session, and how to follow it.

It is no receipt of an authority. What leads to a person is named by its reference,
comes out of the vault at the moment of showing, and is kept nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.plan import Names
from events.session import Outcome, ReturnWay
from hub.application.vault import Kind
from hub.domain.session import Session, Submission
from hub.domain.state import State


class Filed(Struct, frozen=True, kw_only=True):
    """A dossier that was filed; no `code`: none was typed, or it cannot be had now."""

    procedure: Names
    at: datetime
    ref: str | None = None
    code: str | None = None


class SupportSlip(Struct, frozen=True, kw_only=True):
    """One visit's help, as the visitor takes it home."""

    ticket: str
    counter: str
    day: datetime
    filed: tuple[Filed, ...] = ()
    outcome: Outcome | None = None
    way: ReturnWay | None = None
    consignment_ref: str | None = None
    consignment: str | None = None

    @property
    def wanted(self) -> Mapping[str, str]:
        """What is to come out of the vault: references, each with its kind."""
        wanted = {one.ref: Kind.DOSSIER_CODE.value for one in self.filed if one.ref}
        if self.consignment_ref is not None:
            wanted[self.consignment_ref] = Kind.CONSIGNMENT.value
        return wanted

    def with_found(self, texts: Mapping[str, str]) -> SupportSlip:
        """Return the slip with what the vault gave; the rest is written by hand."""
        return replace(
            self,
            filed=tuple(
                replace(one, code=texts.get(one.ref, one.code)) if one.ref else one
                for one in self.filed
            ),
            consignment=texts.get(self.consignment_ref or "", self.consignment),
        )


class SlipDesk:
    """Makes slips of the sessions of the day."""

    def __init__(self, newest: Callable[[], State]) -> None:
        """Remember where the newest state is looked at."""
        self._newest = newest

    def slip(self, counter: str, session: str) -> SupportSlip | None:
        """Return the slip of a session at that counter, if it is one of today's."""
        state = self._newest()
        found = state.sessions.get(session)
        if found is None or found.counter != counter:
            return None
        names = {one.id: one.names for one in state.settings.held.procedures}
        return support_slip(found, names)


def support_slip(session: Session, names: Mapping[str, Names]) -> SupportSlip:
    """Return a session's slip, without what the vault holds."""
    return SupportSlip(
        ticket=session.ticket,
        counter=session.counter,
        day=session.started,
        filed=tuple(_filed(one, names) for one in session.submissions),
        outcome=session.outcome,
        way=session.way,
        consignment_ref=session.consignment_ref,
    )


def _filed(one: Submission, names: Mapping[str, Names]) -> Filed:
    unnamed = Names(vi=one.procedure, en=one.procedure)
    return Filed(
        procedure=names.get(one.procedure, unnamed),
        at=one.at,
        ref=one.dossier_ref,
    )
