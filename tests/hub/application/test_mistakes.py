"""What a withdrawn entry led to is erased in the vault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from events.counter import OpenCounter
from events.day import OpenDay
from events.session import ChooseReturn, RecordSubmission, ReturnWay, WithdrawEntry
from events.vault import ErasureReason
from events.visit import CallNext, Channel, IssueTicket, StartServing
from hub.application.vault import Kind
from hub.store.vault import MemoryVault
from tests.hub.application.vault_rig import CODE, VaultRig
from tests.hub.rig import Rig

MISTAKE = ErasureReason.ENTERED_BY_MISTAKE


@pytest.fixture
def house() -> Iterator[VaultRig]:
    """A vault over a core whose day is open."""
    rig = Rig()
    rig.accepted(OpenDay())
    house = VaultRig(rig, MemoryVault())
    yield house
    house.stop()
    rig.stop()


def served(rig: Rig) -> str:
    """Have somebody served at counter 1, and return the session."""
    rig.accepted(IssueTicket(service="A", channel=Channel.CLERK))
    rig.accepted(OpenCounter(counter="1"))
    rig.accepted(CallNext(counter="1"))
    session = rig.accepted(StartServing(counter="1")).session
    assert session is not None
    return session


def file(house: VaultRig, session: str, ref: str) -> int:
    """Record a filing, and return by what it can be taken back."""
    house.rig.accepted(
        RecordSubmission(
            session=session,
            procedure="temporary-residence",
            level="full",
            dossier_ref=ref,
        )
    )
    held = house.rig.core.board.state.sessions.by_id[session]
    return held.submissions[-1].entry


def test_a_withdrawn_filing_takes_its_code_along(house: VaultRig) -> None:
    """The code was typed by mistake: it is gone, and that is recorded."""
    ref, session = house.keep(), served(house.rig)
    house.rig.accepted(WithdrawEntry(session=session, entry=file(house, session, ref)))
    house.settle()
    house.look()

    assert house.vault.reveal(ref, Kind.DOSSIER_CODE) is None
    assert [(r.references, r.reason) for r in house.recorded()] == [((ref,), MISTAKE)]


def test_a_code_that_something_else_leads_to_stays(house: VaultRig) -> None:
    """Recorded twice and withdrawn once, it is still needed."""
    ref, session = house.keep(), served(house.rig)
    first = file(house, session, ref)
    second = file(house, session, ref)
    house.rig.accepted(WithdrawEntry(session=session, entry=first))
    house.settle()
    assert house.vault.reveal(ref, Kind.DOSSIER_CODE) == CODE

    house.rig.accepted(WithdrawEntry(session=session, entry=second))
    house.settle()
    assert house.vault.reveal(ref, Kind.DOSSIER_CODE) is None


def choose(house: VaultRig, session: str, way: ReturnWay, ref: str | None) -> None:
    """Choose how the result is to come, with a consignment's number or without."""
    if ref is None:
        house.rig.accepted(ChooseReturn(session=session, way=way))
    else:
        asked = ChooseReturn(session=session, way=way, consignment_ref=ref)
        house.rig.accepted(asked)
    house.settle()


@pytest.mark.parametrize("way", [ReturnWay.PICK_UP, ReturnWay.POST])
def test_a_replaced_consignment_is_erased(house: VaultRig, way: ReturnWay) -> None:
    """Whoever then picks up, or has another number, leaves no old one behind."""
    session = served(house.rig)
    old = house.keep(Kind.CONSIGNMENT, "EA123456789VN")
    new = house.keep(Kind.CONSIGNMENT, "EA987654321VN")
    choose(house, session, ReturnWay.POST, old)
    choose(house, session, way, new if way is ReturnWay.POST else None)
    house.look()

    assert house.vault.reveal(old, Kind.CONSIGNMENT) is None
    assert house.vault.reveal(new, Kind.CONSIGNMENT) is not None
    assert [(r.references, r.reason) for r in house.recorded()] == [((old,), MISTAKE)]


def test_a_consignment_that_is_chosen_again_stays(house: VaultRig) -> None:
    """Told twice it is the same; led to by something else as well, it is needed."""
    session = served(house.rig)
    ref = house.keep(Kind.CONSIGNMENT, "EA123456789VN")
    choose(house, session, ReturnWay.POST, ref)
    choose(house, session, ReturnWay.POST, ref)
    assert house.vault.reveal(ref, Kind.CONSIGNMENT) is not None

    file(house, session, ref)
    choose(house, session, ReturnWay.PICK_UP, None)
    assert house.vault.reveal(ref, Kind.CONSIGNMENT) is not None
