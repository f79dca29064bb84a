"""Things about people are kept outside events and erased there; this is the trace."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from events.ids import Reference


class ErasureReason(StrEnum):
    """Why something was erased."""

    EXPIRED = "expired"
    REQUESTED = "requested"
    ENTERED_BY_MISTAKE = "entered-by-mistake"


class RecordErasure(Struct, frozen=True, kw_only=True):
    """The hub has erased what stood behind these references."""

    references: tuple[Reference, ...]
    reason: ErasureReason


class VaultErased(Struct, frozen=True, kw_only=True):
    """What stood behind these references is gone for good."""

    references: tuple[Reference, ...]
    reason: ErasureReason
