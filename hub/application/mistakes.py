"""What an entry led to in the vault goes once it is withdrawn or replaced."""

from __future__ import annotations

import logging
from typing import Any

from events.device import ScreenState
from events.recorded import Recorded
from events.report import ProposalWithdrawn
from events.session import EntryWithdrawn, ReturnChosen
from events.vault import ErasureReason
from hub.application.board import Board
from hub.application.vault_desk import VaultBusy, VaultDesk
from hub.domain.session import Sessions
from hub.domain.session_entries import entries

log = logging.getLogger(__name__)


class Mistakes:
    """Follows the commits, and has the vault erase what nothing leads to any more.

    Where the vault cannot now, the code stays until its term is over, as any other.
    """

    def __init__(self, desk: VaultDesk, board: Board) -> None:
        """Remember the vault, and where to see what else leads there."""
        self._desk = desk
        self._board = board

    def hear(self, events: tuple[Recorded, ...], screen: ScreenState) -> None:
        """Look for what was taken back; called on the writer's thread."""
        del screen
        for recorded in events:
            if (ref := given_up(recorded.event)) is not None:
                self._erase(ref)

    def _erase(self, ref: str) -> None:
        if leads_there(self._board.state.sessions, ref):
            return
        why = ErasureReason.ENTERED_BY_MISTAKE
        try:
            self._desk.submit(lambda: self._desk.erase(ref, why))
        except VaultBusy:
            log.warning("the vault is busy: a withdrawn code stays until its term ends")


def given_up(event: Any) -> str | None:
    """Return what an event says to be of use no more, if anything."""
    if isinstance(event, EntryWithdrawn):
        return event.ref
    if isinstance(event, ProposalWithdrawn):
        return event.proposal
    return event.replaced_ref if isinstance(event, ReturnChosen) else None


def leads_there(sessions: Sessions, ref: str) -> bool:
    """Whether anything recorded today leads to that place in the vault."""
    return any(
        session.consignment_ref == ref
        or any(held.ref == ref for held in entries(session))
        for session in sessions.by_id.values()
    )
