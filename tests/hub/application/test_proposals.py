"""Proposals are kept with the office, whatever day it is, and their words apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from events.day import CloseDay, OpenDay
from events.report import HandInReport, NoteProposal, WithdrawProposal
from hub.application.streams import reports_stream
from hub.application.vault import Kind
from hub.store.vault import MemoryVault
from tests.hub.application.vault_rig import VaultRig
from tests.hub.rig import OFFICE, Rig

DAYS = (date(2026, 11, 1), date(2026, 11, 30))
SHA = "cd" * 32


@pytest.fixture(name="house")
def a_house() -> Iterator[VaultRig]:
    """A vault over a core whose day is open."""
    rig = Rig()
    rig.accepted(OpenDay())
    house = VaultRig(rig, MemoryVault())
    yield house
    house.stop()
    rig.stop()


def propose(house: VaultRig, text: str) -> str:
    """Propose something, and return by what it is known."""
    ref = house.keep(Kind.NOTE, text)
    house.rig.accepted(NoteProposal(first=DAYS[0], last=DAYS[1], note_ref=ref))
    return ref


def proposed(house: VaultRig) -> tuple[str, ...]:
    """Return what is proposed in November."""
    return house.rig.core.board.state.reports.proposed(DAYS)


def test_proposals_have_a_history_of_their_own(house: VaultRig) -> None:
    """They belong to no day: their stream is the office's."""
    propose(house, "Mở thêm quầy.")

    stream = house.rig.store.read_stream(reports_stream(OFFICE))
    assert [type(event.event).__name__ for event in stream] == ["ProposalNoted"]


def test_a_hub_that_starts_anew_knows_them(house: VaultRig) -> None:
    """Whatever was proposed on days before is there, and what was taken back is not."""
    first, second = propose(house, "Mở thêm quầy."), propose(house, "Thêm bảng.")
    house.rig.accepted(WithdrawProposal(proposal=first))
    house.rig.accepted(CloseDay())
    house.rig.clock.goes(days=1)
    house.rig.accepted(OpenDay())

    house.rig.restart()

    assert proposed(house) == (second,)


def test_what_was_handed_in_is_known_after_a_restart(house: VaultRig) -> None:
    """A report that went out stays out."""
    propose(house, "Mở thêm quầy.")
    house.rig.accepted(HandInReport(first=DAYS[0], last=DAYS[1], sha256=SHA))

    house.rig.restart()

    handed_in = house.rig.core.board.state.reports.handed_in
    assert handed_in.get(DAYS) == SHA


def test_the_words_of_a_withdrawn_proposal_are_erased(house: VaultRig) -> None:
    """Nobody reads them any more, so they are not kept."""
    ref = propose(house, "Mở thêm quầy.")

    house.rig.accepted(WithdrawProposal(proposal=ref))
    house.look()

    assert proposed(house) == ()
    assert house.vault.reveal(ref, Kind.NOTE) is None
    assert house.vault.was_erased(ref)
