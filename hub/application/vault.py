"""What the application needs of a vault, where things about people are kept and erased.

Nothing in it ever enters an event: a reference does, drawn at random, that means
nothing once the thing behind it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from events.replies import Sentence
from events.vault import ErasureReason


class Kind(StrEnum):
    """What is kept outside events: three that lead to a person, and free text."""

    DOSSIER_CODE = "dossier-code"
    CONSIGNMENT = "consignment"
    PHONE = "phone"
    NOTE = "note"


class Item(Struct, frozen=True, kw_only=True):
    """One thing to keep; `asked` is the id of the request, through every retry."""

    kind: Kind
    text: str
    at: datetime
    asked: str | None = None


class Erasure(Struct, frozen=True, kw_only=True):
    """References whose things are gone, and the id of the command that records it.

    The id and the list stay the same until the record is there, however often asked.
    """

    id: str
    references: tuple[str, ...]
    reason: ErasureReason


class VaultUnusable(Exception):
    """The vault can be neither read nor written; the sentence says why and what to do.

    The hub goes on without it, and nothing that is in it is touched.
    """

    def __init__(self, text: Sentence) -> None:
        """Remember the sentence in both languages."""
        super().__init__(text.en)
        self.text = text


class IdReused(Exception):
    """This request's id was used to keep something else. Send with a new id."""


class Vault(Protocol):
    """Keeps what must be erasable, encrypted; may be asked from any thread.

    Every method but `close` raises `VaultUnusable` where medium or key fail.
    """

    @property
    def trouble(self) -> Sentence | None:
        """What keeps it from being used, as last seen; None if nothing does."""

    def keep(self, item: Item) -> str:
        """Keep a thing durably and return its reference, the same for the same request.

        Raises `IdReused` where the request's id was used for another thing.
        """

    def reveal(self, reference: str, kind: str) -> str | None:
        """Return what is kept, None if it is gone or is of another kind."""

    def erase(
        self, references: Iterable[str], reason: ErasureReason, at: datetime
    ) -> int:
        """Erase what stands behind these references and owe a record; return how many.

        What is erased is on the disk no more when this returns.
        """

    def expire(
        self, before: Mapping[Kind, datetime], at: datetime
    ) -> Mapping[Kind, int]:
        """Erase of each kind whatever was kept before an instant; return how many."""

    def was_erased(self, reference: str) -> bool:
        """Whether something stood behind this reference and is known to be erased."""

    def owed(self) -> list[Erasure]:
        """Return the erasures that are not known to be recorded yet."""

    def recorded(self, erasure: str) -> None:
        """Owe the record of this erasure no longer."""

    def agree(self, recorded: frozenset[str], at: datetime) -> int:
        """Make the vault and the record of erasures say the same, after a restore.

        What is recorded as erased and stands here again is erased; what was erased here
        and is not recorded any more is owed. Returns how many stood here again.
        """

    def forget_erasures(self, before: datetime) -> int:
        """Drop references of what was erased, and recorded, before; return how many."""

    def counts(self) -> Mapping[Kind, int]:
        """Return how many things of each kind are kept."""

    def probe(self) -> None:
        """See whether it can be used again, and finish what an erasure left undone."""

    def close(self) -> None:
        """Let go of the file."""
