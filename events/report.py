"""What a manager writes for a report, and that it was handed in.

Words are kept outside, where they can be erased; here stands a random `Reference`, by
which a proposal is known as well.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from events.ids import NO_LINE_FEED, Reference

Digest: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}$" + NO_LINE_FEED,
        description="The SHA-256 that a report says of the rows it rests on.",
    ),
]


class NoteProposal(Struct, frozen=True, kw_only=True):
    """A manager proposes something in the report of these days, both included."""

    first: date
    last: date
    note_ref: Reference


class WithdrawProposal(Struct, frozen=True, kw_only=True):
    """A manager takes a proposal back, to leave it out or to write it anew."""

    proposal: Reference


class HandInReport(Struct, frozen=True, kw_only=True):
    """A manager has handed the report of these days in; its proposals stand now."""

    first: date
    last: date
    sha256: Digest


class ProposalNoted(Struct, frozen=True, kw_only=True):
    """Something is proposed in the report of these days."""

    first: date
    last: date
    note_ref: Reference


class ProposalWithdrawn(Struct, frozen=True, kw_only=True):
    """A proposal is made no longer; what stood behind its reference is erased next."""

    proposal: Reference


class ReportHandedIn(Struct, frozen=True, kw_only=True):
    """The report of these days went out, resting on the rows of this digest."""

    first: date
    last: date
    sha256: Digest
