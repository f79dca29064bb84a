"""A vault in memory that keeps the same promise; for tests."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import uuid4

from events.ids import new_id
from events.replies import Sentence
from events.vault import ErasureReason
from hub.application.vault import Erasure, IdReused, Item, Kind, VaultUnusable

BROKEN = Sentence(vi="Kho đang hỏng.", en="The vault is broken.")


class MemoryVault:
    """Keeps things in a dictionary; `is_broken` makes it fail as a medium would."""

    def __init__(self) -> None:
        """Begin empty and whole."""
        self.is_broken = False
        self._kept: dict[str, Item] = {}
        self._erased: dict[str, datetime] = {}
        self._owed: dict[str, Erasure] = {}
        self._reasons: dict[str, ErasureReason] = {}

    @property
    def trouble(self) -> Sentence | None:
        """What keeps it from being used."""
        return BROKEN if self.is_broken else None

    def keep(self, item: Item) -> str:
        """Keep a thing and return its reference."""
        self.probe()
        for ref, known in self._kept.items():
            if item.asked is not None and known.asked == item.asked:
                if (known.kind, known.text) != (item.kind, item.text):
                    raise IdReused
                return ref
        ref = str(uuid4())
        self._kept[ref] = item
        return ref

    def reveal(self, reference: str, kind: str) -> str | None:
        """Return what is kept, None if it is gone or is of another kind."""
        self.probe()
        item = self._kept.get(reference)
        return item.text if item is not None and item.kind == kind else None

    def erase(
        self, references: Iterable[str], reason: ErasureReason, at: datetime
    ) -> int:
        """Erase what stands behind these references and owe a record."""
        self.probe()
        gone = [ref for ref in references if self._kept.pop(ref, None) is not None]
        self._owe(gone, reason, at)
        return len(gone)

    def expire(
        self, before: Mapping[Kind, datetime], at: datetime
    ) -> Mapping[Kind, int]:
        """Erase of each kind whatever was kept before an instant."""
        self.probe()
        old = {
            ref: item.kind
            for ref, item in self._kept.items()
            if item.kind in before and item.at < before[item.kind]
        }
        self.erase(old, ErasureReason.EXPIRED, at)
        return Tally(old.values())

    def was_erased(self, reference: str) -> bool:
        """Whether something stood behind this reference and is known to be erased."""
        self.probe()
        return reference in self._erased

    def owed(self) -> list[Erasure]:
        """Return the erasures that are not known to be recorded yet."""
        self.probe()
        return list(self._owed.values())

    def recorded(self, erasure: str) -> None:
        """Owe the record of this erasure no longer."""
        self.probe()
        self._owed.pop(erasure, None)

    def agree(self, recorded: frozenset[str], at: datetime) -> int:
        """Make the vault and the record of erasures say the same."""
        self.probe()
        again = [ref for ref in self._kept if ref in recorded or ref in self._erased]
        for ref in again:
            del self._kept[ref]
            self._erased.setdefault(ref, at)
        owed = {ref for each in self._owed.values() for ref in each.references}
        for ref in self._erased.keys() - recorded - owed:
            self._owe([ref], self._reasons[ref], self._erased[ref])
        return len(again)

    def forget_erasures(self, before: datetime) -> int:
        """Drop references of what was erased, and recorded, before."""
        self.probe()
        owed = {ref for each in self._owed.values() for ref in each.references}
        old = [r for r, at in self._erased.items() if at < before and r not in owed]
        for ref in old:
            del self._erased[ref]
        return len(old)

    def counts(self) -> Mapping[Kind, int]:
        """Return how many things of each kind are kept."""
        self.probe()
        found = Tally(item.kind for item in self._kept.values())
        return {kind: found[kind] for kind in Kind}

    def probe(self) -> None:
        """Fail if it is broken."""
        if self.is_broken:
            raise VaultUnusable(BROKEN)

    def close(self) -> None:
        """Have nothing to let go of."""

    def _owe(self, gone: list[str], reason: ErasureReason, at: datetime) -> None:
        for ref in gone:
            self._erased[ref], self._reasons[ref] = at, reason
        if gone:
            refs = tuple(sorted(gone))
            erasure = Erasure(id=new_id(), references=refs, reason=reason)
            self._owed[erasure.id] = erasure
