"""How long things are kept, and that each erasure is recorded exactly once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from events import topics
from events.day import CloseDay, OpenDay
from events.ids import new_id
from events.replies import RefusalReply
from events.vault import ErasureReason, RecordErasure, VaultErased
from firmware_config.site import VaultSettings
from hub.application.retention import cutoffs, terms
from hub.application.vault import Item, Kind
from hub.domain.day import Day
from hub.store.vault import MemoryVault, SQLiteVault
from tests.hub.application.vault_rig import CODE, VaultRig
from tests.hub.rig import NINE, OFFICE, Rig

MONDAY = date(2026, 11, 23)
TERMS = terms(VaultSettings())
REQUESTED, EXPIRED = ErasureReason.REQUESTED, ErasureReason.EXPIRED


@pytest.fixture
def vault() -> MemoryVault:
    """A vault in memory."""
    return MemoryVault()


@pytest.fixture
def house(vault: MemoryVault) -> Iterator[VaultRig]:
    """That vault over a core whose day is open."""
    rig = Rig()
    rig.accepted(OpenDay())
    house = VaultRig(rig, vault)
    yield house
    house.stop()
    rig.stop()


def local_midnight(day: date) -> datetime:
    """Return the instant a local day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)


def the_day(of: date, *, is_open: bool) -> Day:
    """Return a day that is open or closed."""
    return Day(office=OFFICE, date=of, is_open=is_open)


def test_a_phone_stays_until_the_books_close() -> None:
    """Of an open day nothing goes; once it is closed, all of it."""
    open_, closed = the_day(MONDAY, is_open=True), the_day(MONDAY, is_open=False)

    assert cutoffs(open_, NINE, TERMS)[Kind.PHONE] == local_midnight(MONDAY)
    assert cutoffs(closed, NINE, TERMS)[Kind.PHONE] == local_midnight(
        MONDAY + timedelta(1)
    )


def test_a_day_that_goes_on_past_midnight_has_not_ended() -> None:
    """Whoever is still served at half past midnight keeps their number so long."""
    late = NINE + timedelta(hours=15, minutes=30)

    before = cutoffs(the_day(MONDAY, is_open=True), late, TERMS)

    assert before[Kind.PHONE] == local_midnight(MONDAY)


@pytest.mark.parametrize("day", [Day(office=OFFICE), the_day(MONDAY, is_open=False)])
def test_before_opening_only_past_days_count(day: Day) -> None:
    """In the morning all up to yesterday has ended."""
    now = NINE if day.date is None else NINE + timedelta(1)

    before = cutoffs(day, now, TERMS)[Kind.PHONE]

    assert before == local_midnight(MONDAY + timedelta(day.date is not None))


def test_each_kind_has_its_term() -> None:
    """Codes and consignments 90 days, notes a year, unless the site file says so."""
    before = cutoffs(the_day(MONDAY, is_open=True), NINE, TERMS)

    assert before[Kind.DOSSIER_CODE] == local_midnight(MONDAY - timedelta(90))
    assert before[Kind.CONSIGNMENT] == before[Kind.DOSSIER_CODE]
    assert before[Kind.NOTE] == local_midnight(MONDAY - timedelta(365))
    assert terms(VaultSettings(note_days=30))[Kind.NOTE] == 30


def test_what_has_had_its_time_goes_and_is_recorded(house: VaultRig) -> None:
    """The phone at the day's end, the code after 90 days, each told by reference."""
    phone, code = house.keep(Kind.PHONE, "0912345678"), house.keep()
    house.look()
    assert house.recorded() == []

    house.rig.accepted(CloseDay())
    house.look()
    assert house.vault.reveal(phone, Kind.PHONE) is None
    assert house.vault.reveal(code, Kind.DOSSIER_CODE) == CODE
    assert house.recorded() == [VaultErased(references=(phone,), reason=EXPIRED)]

    house.goes(days=90)
    house.look()
    assert house.vault.reveal(code, Kind.DOSSIER_CODE) == CODE
    house.goes(days=1)
    house.look()
    assert house.vault.reveal(code, Kind.DOSSIER_CODE) is None
    assert house.recorded()[1:] == [VaultErased(references=(code,), reason=EXPIRED)]
    assert house.desk.erased["expired"] == 2


def test_it_is_recorded_by_the_hub_in_a_stream_of_its_own(house: VaultRig) -> None:
    """Nobody else can know what was erased."""
    house.desk.erase(house.keep(), REQUESTED)
    house.settle()

    last = house.rig.history()[-1]
    assert last.stream == f"{OFFICE}/vault"
    assert last.by == topics.hub_source(OFFICE)
    assert house.vault.owed() == []


def test_others_cannot_record_an_erasure(house: VaultRig) -> None:
    """Who asks over HTTP is refused."""
    command = RecordErasure(references=(house.keep(),), reason=REQUESTED)

    assert isinstance(house.rig.ask(command), RefusalReply)
    assert house.recorded() == []


def test_many_at_once_are_told_in_batches(house: VaultRig, tmp_path: Path) -> None:
    """A hundred references a record, and no reference twice."""
    with closing(SQLiteVault(tmp_path / "v.db", tmp_path / "v.key")) as vault:
        many = VaultRig(house.rig, vault)
        refs = {many.keep(Kind.PHONE, f"09{n:08}") for n in range(230)}
        house.rig.accepted(CloseDay())
        many.look()
        many.stop()

    told = [each.references for each in house.recorded()]
    assert sorted(len(each) for each in told) == [30, 100, 100]
    assert {ref for each in told for ref in each} == refs


def test_a_power_cut_between_erasing_and_recording(house: VaultRig) -> None:
    """Erased, not told: the next start tells it."""
    ref = house.keep()
    house.vault.erase([ref], REQUESTED, NINE)

    house.begin()
    house.look()

    assert house.recorded() == [VaultErased(references=(ref,), reason=REQUESTED)]
    assert house.vault.owed() == []


def test_a_power_cut_between_recording_and_settling(house: VaultRig) -> None:
    """Told, not settled: told again by the same id, it is recorded once."""
    house.vault.erase([house.keep()], REQUESTED, NINE)
    (owed,) = house.vault.owed()
    command = RecordErasure(references=owed.references, reason=owed.reason)
    source = topics.hub_source(OFFICE)
    house.rig.accepted(command, owed.id, source=source)

    house.begin()
    house.look()

    assert len(house.recorded()) == 1
    assert house.vault.owed() == []


def test_a_store_that_cannot_write_is_asked_again(house: VaultRig) -> None:
    """The erasure stands at once, its record follows when the disk has room."""
    ref = house.keep()
    house.rig.trying.is_broken = True
    house.desk.erase(ref, REQUESTED)
    house.settle()
    assert house.vault.reveal(ref, Kind.DOSSIER_CODE) is None
    assert len(house.vault.owed()) == 1

    house.rig.trying.is_broken = False
    house.look()
    assert len(house.recorded()) == 1
    assert house.vault.owed() == []


def test_what_a_restored_vault_brings_back_goes_at_the_first_look(
    house: VaultRig, tmp_path: Path
) -> None:
    """The record knows it as erased: it is erased again, and not told again."""
    file, key = tmp_path / "vault.db", tmp_path / "vault.key"
    with closing(SQLiteVault(file, key)) as vault:
        ref = vault.keep(Item(kind=Kind.NOTE, text="x", at=NINE))
    shutil.copy(file, tmp_path / "yesterday.db")
    with closing(SQLiteVault(file, key)) as vault:
        today = VaultRig(house.rig, vault)
        today.desk.erase(ref, REQUESTED)
        today.look()
        today.stop()

    with closing(SQLiteVault(tmp_path / "yesterday.db", key)) as old:
        assert old.reveal(ref, Kind.NOTE) == "x"
        restored = VaultRig(house.rig, old)
        restored.look()
        assert old.reveal(ref, Kind.NOTE) is None
        restored.stop()
    assert len(house.recorded()) == 1


def test_what_a_restored_record_has_lost_is_told_at_the_first_look(
    house: VaultRig,
) -> None:
    """The vault is newer than the events: what it erased since is told again."""
    ref = house.keep()
    house.desk.erase(ref, REQUESTED)
    house.settle()
    older = Rig()
    older.accepted(OpenDay())
    restored = VaultRig(older, house.vault)

    restored.look()

    assert restored.recorded() == [VaultErased(references=(ref,), reason=REQUESTED)]
    restored.stop()
    older.stop()


@pytest.mark.parametrize(("days", "is_known"), [(372, True), (374, False)])
def test_erasures_are_known_for_longer_than_anything_is_kept(
    house: VaultRig, days: int, is_known: bool
) -> None:
    """A year for notes and eight days more: no older copy can bring one back."""
    ref = house.keep()
    house.desk.erase(ref, REQUESTED)
    house.look()
    house.goes(days=days)
    house.begin()
    house.look()

    assert house.vault.was_erased(ref) is is_known
    assert len(house.recorded()) == 1


def test_a_vault_that_fails_is_looked_at_again(
    house: VaultRig, vault: MemoryVault
) -> None:
    """Nothing is lost meanwhile, and it is made good once it works."""
    phone = house.keep(Kind.PHONE, "0912345678")
    house.rig.accepted(CloseDay())
    vault.is_broken = True
    house.look()
    assert house.recorded() == []

    vault.is_broken = False
    house.look()
    assert [each.references for each in house.recorded()] == [(phone,)]


def test_only_counts_are_logged(
    house: VaultRig, caplog: pytest.LogCaptureFixture
) -> None:
    """What was kept is in no line, nor is what was refused."""
    caplog.set_level("DEBUG")
    house.keep(Kind.PHONE, "0912345678")
    house.desk.keep(Kind.NOTE, "gọi 0987654321", new_id())
    house.rig.accepted(CloseDay())
    house.look()

    said = " ".join(record.getMessage() for record in caplog.records)
    assert "erased 1 of kind phone" in said
    assert "pieces that look personal: 1" in said
    assert "0912345678" not in said
    assert "0987654321" not in said
