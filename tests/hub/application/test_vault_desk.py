"""A vault whose medium hangs: it is told, and whoever asks is not kept waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from events.day import CloseDay, OpenDay
from hub.application.clock import SteadyClock
from hub.application.vault import Item, Kind
from hub.application.vault_desk import VaultDesk, VaultStuck
from hub.bootstrap.vault import VaultParts
from hub.store.vault import MemoryVault
from tests.hub.application.vault_rig import CODE, VaultRig
from tests.hub.rig import NINE, Rig, wait_until

LATE_S = 0.05


@pytest.fixture
def desk() -> Iterator[VaultDesk]:
    """A desk that soon calls a work late."""
    desk = VaultDesk(MemoryVault(), SteadyClock(), LATE_S)
    yield desk
    desk.stop()


@pytest.fixture
def gate(desk: VaultDesk) -> Iterator[threading.Event]:
    """What the vault's thread hangs at, until it is set."""
    gate = threading.Event()
    desk.submit(gate.wait)
    wait_until(lambda: desk.stuck_s() > 0)
    yield gate
    gate.set()


def test_a_vault_that_hangs_is_told(desk: VaultDesk, gate: threading.Event) -> None:
    """As trouble, in both languages, until it answers again."""
    said = desk.trouble()
    assert said is not None
    assert "không trả lời" in said.vi
    assert "has not answered" in said.en
    assert desk.vault.trouble is None

    gate.set()
    wait_until(lambda: desk.trouble() is None)


def test_nobody_outside_waits_for_a_vault_that_hangs(
    desk: VaultDesk, gate: threading.Event
) -> None:
    """Who asks hears at once that it hangs; what the hub itself owes is done later."""
    with pytest.raises(VaultStuck):
        desk.ask(lambda: None)
    owed = desk.submit(lambda: "done")

    gate.set()
    assert owed.result(10) == "done"
    assert desk.ask(lambda: "again").result(10) == "again"


def test_one_that_waits_is_not_late(desk: VaultDesk) -> None:
    """The age of the work in hand counts, and an idle vault has none."""
    desk.submit(lambda: None).result(10)

    assert desk.stuck_s() == 0
    assert desk.trouble() is None


def test_what_is_gone_is_left_out(desk: VaultDesk) -> None:
    """Of some references only those come back that something stands behind."""
    ref = desk.vault.keep(Item(kind=Kind.DOSSIER_CODE, text=CODE, at=NINE))

    assert desk.found({ref: "dossier-code", "gone": "dossier-code"}) == {ref: CODE}
    assert desk.found({ref: "phone"}) == {}


def test_a_vault_that_fails_gives_nothing() -> None:
    """What cannot be looked up now is written by hand."""
    vault = MemoryVault()
    desk = VaultDesk(vault, SteadyClock())
    ref = vault.keep(Item(kind=Kind.DOSSIER_CODE, text=CODE, at=NINE))
    vault.is_broken = True

    assert desk.found({ref: "dossier-code"}) == {}
    assert desk.trouble() == vault.trouble


def test_erasing_that_hangs_is_told_and_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """At /healthz and in the log; what was due goes once the medium answers."""
    rig = Rig()
    rig.accepted(OpenDay())
    house = VaultRig(rig, MemoryVault(), LATE_S)
    parts = VaultParts(vault=house.vault, desk=house.desk, retention=house.retention)
    phone, gate = house.keep(Kind.PHONE, "0912345678"), threading.Event()
    rig.accepted(CloseDay())
    house.desk.submit(gate.wait)
    try:
        house.retention.tick()
        wait_until(lambda: parts.trouble() is not None)
        house.retention.tick()
        told = parts.figures(), caplog.text
    finally:
        gate.set()

    assert not told[0].is_usable
    assert "nothing is erased" in told[1]
    wait_until(lambda: [one.references for one in house.recorded()] == [(phone,)])
    house.settle()
    house.look()
    assert parts.trouble() is None
    house.stop()
    rig.stop()
