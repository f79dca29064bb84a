"""What is proposed in which report, and which reports went out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from events.report import ProposalNoted, ProposalWithdrawn, ReportHandedIn

Days: TypeAlias = tuple[date, date]


class Reports(Struct, frozen=True, kw_only=True):
    """Proposals by their reference, oldest first; digests of what was handed in."""

    proposals: tuple[tuple[str, Days], ...] = ()
    handed_in: Map[Days, str] = Map()

    def of(self, proposal: str) -> Days | None:
        """Return the days in whose report something is proposed, None if nowhere."""
        return dict(self.proposals).get(proposal)

    def proposed(self, days: Days) -> tuple[str, ...]:
        """Return what is proposed in the report of these days, by reference."""
        return tuple(ref for ref, of in self.proposals if of == days)


def _noted(reports: Reports, event: ProposalNoted) -> Reports:
    if reports.of(event.note_ref) is not None:
        return reports
    noted = (event.note_ref, (event.first, event.last))
    return replace(reports, proposals=(*reports.proposals, noted))


def _withdrawn(reports: Reports, event: ProposalWithdrawn) -> Reports:
    left = tuple(each for each in reports.proposals if each[0] != event.proposal)
    return replace(reports, proposals=left)


def _handed_in(reports: Reports, event: ReportHandedIn) -> Reports:
    days = (event.first, event.last)
    return replace(reports, handed_in=reports.handed_in.set(days, event.sha256))


FOLDS: Mapping[type, Callable[[Reports, Any], Reports]] = {
    ProposalNoted: _noted,
    ProposalWithdrawn: _withdrawn,
    ReportHandedIn: _handed_in,
}
