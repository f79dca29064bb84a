"""What every `Vault` promises; each kind of vault runs these."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from events.vault import ErasureReason
from hub.application.vault import IdReused, Item, Kind, Vault

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CODE = "000.00.01.H26-260930-0012"
REQUESTED, EXPIRED = ErasureReason.REQUESTED, ErasureReason.EXPIRED


def item(
    text: str = CODE,
    kind: Kind = Kind.DOSSIER_CODE,
    at: datetime = NINE,
    asked: str | None = None,
) -> Item:
    """Return a thing to keep, a dossier's code at nine unless told otherwise."""
    return Item(kind=kind, text=text, at=at, asked=asked)


class VaultContract:
    """The promises, one test each; `vault` is a fixture of who runs them."""

    def test_what_is_kept_is_revealed(self, vault: Vault) -> None:
        """A text comes back as it was given, whatever its length and letters."""
        texts = ["x", "a" * 31, "b" * 32, "Cổng: Ế Ộ Ữ Ẵ, đ\nhai dòng", "✓" * 500]
        refs = [vault.keep(item(text, Kind.NOTE)) for text in texts]

        assert [vault.reveal(ref, Kind.NOTE) for ref in refs] == texts

    def test_a_reference_is_random(self, vault: Vault) -> None:
        """The same thing twice has two references, and they tell nothing."""
        one, two = vault.keep(item()), vault.keep(item())

        assert one != two
        assert UUID(one).version == UUID(two).version == 4
        assert re.fullmatch(r"[0-9a-f-]{36}", one)

    def test_a_kind_is_asked_for_by_its_name(self, vault: Vault) -> None:
        """Who asks for a note does not get a telephone number."""
        ref = vault.keep(item("0912345678", Kind.PHONE))

        assert vault.reveal(ref, Kind.NOTE) is None
        assert vault.reveal(ref, "phone") == "0912345678"
        assert vault.reveal(str(uuid4()), Kind.PHONE) is None

    def test_the_same_request_keeps_once(self, vault: Vault) -> None:
        """Asked again by its id, it has the same reference; another thing has none."""
        ref = vault.keep(item(asked="press-1"))

        assert vault.keep(item(asked="press-1", at=NINE + timedelta(1))) == ref
        assert vault.counts()[Kind.DOSSIER_CODE] == 1
        with pytest.raises(IdReused):
            vault.keep(item("other", asked="press-1"))
        with pytest.raises(IdReused):
            vault.keep(item(kind=Kind.CONSIGNMENT, asked="press-1"))

    def test_what_is_erased_is_gone_and_owed(self, vault: Vault) -> None:
        """It is revealed no more, and its record is owed until it is there."""
        gone, stays = vault.keep(item()), vault.keep(item("other"))

        assert vault.erase([gone, str(uuid4())], REQUESTED, NINE) == 1

        assert vault.reveal(gone, Kind.DOSSIER_CODE) is None
        assert vault.reveal(stays, Kind.DOSSIER_CODE) == "other"
        assert vault.was_erased(gone)
        assert not vault.was_erased(stays)
        (owed,) = vault.owed()
        assert (owed.references, owed.reason) == ((gone,), REQUESTED)

        vault.recorded(owed.id)
        assert vault.owed() == []
        assert vault.was_erased(gone)

    def test_what_is_owed_stays_as_it_was(self, vault: Vault) -> None:
        """However often asked, the same list under the same id: so it is told once."""
        refs = [vault.keep(item(str(n))) for n in range(5)]
        vault.erase(refs, REQUESTED, NINE)
        first = vault.owed()
        vault.erase([vault.keep(item("later"))], REQUESTED, NINE)

        assert [each for each in vault.owed() if each.id == first[0].id] == first
        assert sorted(first[0].references) == sorted(refs)

    def test_each_kind_has_its_time(self, vault: Vault) -> None:
        """What was kept before the instant of its kind goes, and nothing else."""
        old, young = NINE, NINE + timedelta(hours=1)
        phone = vault.keep(item("0912345678", Kind.PHONE, at=old))
        later = vault.keep(item("0987654321", Kind.PHONE, at=young))
        code = vault.keep(item(at=old))

        gone = vault.expire({Kind.PHONE: young, Kind.DOSSIER_CODE: old}, young)

        assert dict(gone) == {Kind.PHONE: 1}
        assert vault.reveal(phone, Kind.PHONE) is None
        assert vault.reveal(later, Kind.PHONE) == "0987654321"
        assert vault.reveal(code, Kind.DOSSIER_CODE) == CODE
        assert [(x.references, x.reason) for x in vault.owed()] == [((phone,), EXPIRED)]

    def test_nothing_that_had_its_time_is_nothing_owed(self, vault: Vault) -> None:
        """A look that finds nothing writes nothing."""
        vault.keep(item())

        assert dict(vault.expire({Kind.DOSSIER_CODE: NINE}, NINE)) == {}
        assert vault.owed() == []

    def test_what_the_record_says_is_gone_goes_again(self, vault: Vault) -> None:
        """A vault from before an erasure is brought to agree with the record of it."""
        risen, stays = vault.keep(item()), vault.keep(item("other"))

        assert vault.agree(frozenset({risen, str(uuid4())}), NINE) == 1

        assert vault.reveal(risen, Kind.DOSSIER_CODE) is None
        assert vault.was_erased(risen)
        assert vault.owed() == []
        assert vault.reveal(stays, Kind.DOSSIER_CODE) == "other"

    def test_what_the_record_has_lost_is_owed_again(self, vault: Vault) -> None:
        """A record from before an erasure is told of it anew, with its reason."""
        ref = vault.keep(item())
        vault.erase([ref], REQUESTED, NINE)
        vault.recorded(vault.owed()[0].id)

        assert vault.agree(frozenset(), NINE) == 0
        assert [(x.references, x.reason) for x in vault.owed()] == [((ref,), REQUESTED)]
        vault.recorded(vault.owed()[0].id)
        assert vault.agree(frozenset({ref}), NINE) == 0
        assert vault.owed() == []

    def test_what_is_owed_is_not_owed_twice(self, vault: Vault) -> None:
        """An erasure that waits to be recorded is no lost one."""
        vault.erase([vault.keep(item())], REQUESTED, NINE)
        owed = vault.owed()

        vault.agree(frozenset(), NINE)

        assert vault.owed() == owed

    def test_references_of_what_was_erased_are_forgotten_in_time(
        self, vault: Vault
    ) -> None:
        """Once recorded and old enough; what is owed stays."""
        told, owed = vault.keep(item()), vault.keep(item("other"))
        vault.erase([told], REQUESTED, NINE)
        vault.recorded(vault.owed()[0].id)
        vault.erase([owed], REQUESTED, NINE)

        assert vault.forget_erasures(NINE) == 0
        assert vault.forget_erasures(NINE + timedelta(1)) == 1
        assert not vault.was_erased(told)
        assert vault.was_erased(owed)

    def test_it_says_how_much_it_keeps(self, vault: Vault) -> None:
        """By kind, none told as zero."""
        vault.keep(item())
        vault.keep(item("x", Kind.NOTE))
        vault.keep(item("y", Kind.NOTE))

        assert vault.counts() == {
            Kind.DOSSIER_CODE: 1,
            Kind.CONSIGNMENT: 0,
            Kind.PHONE: 0,
            Kind.NOTE: 2,
        }

    def test_a_sound_one_has_no_trouble(self, vault: Vault) -> None:
        """It can be probed, and says nothing."""
        vault.probe()

        assert vault.trouble is None
