"""The rules of reports: proposals may be changed until the report is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events.report import (
    HandInReport,
    NoteProposal,
    ProposalNoted,
    ProposalWithdrawn,
    ReportHandedIn,
    WithdrawProposal,
)
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.refusals import DaysReversed, ReportIsOut, UnknownProposal
from hub.domain.reports import Days
from hub.domain.state import State

ReportRule: TypeAlias = Callable[[State, Any, Asked], Events]


def propose(state: State, command: NoteProposal, asked: Asked) -> Events:
    """Propose something; the same reference proposes once."""
    del asked
    days = (command.first, command.last)
    if state.reports.of(command.note_ref) is not None:
        return ()
    _may_change(state, days)
    noted = ProposalNoted(
        first=command.first, last=command.last, note_ref=command.note_ref
    )
    return (noted,)


def withdraw(state: State, command: WithdrawProposal, asked: Asked) -> Events:
    """Take a proposal back."""
    del asked
    days = state.reports.of(command.proposal)
    if days is None:
        raise UnknownProposal
    _may_change(state, days)
    return (ProposalWithdrawn(proposal=command.proposal),)


def hand_in(state: State, command: HandInReport, asked: Asked) -> Events:
    """Have it known that a report went out; with other numbers it may go out again."""
    del asked
    days = (command.first, command.last)
    _in_order(days)
    if state.reports.handed_in.get(days) == command.sha256:
        return ()
    went_out = ReportHandedIn(
        first=command.first, last=command.last, sha256=command.sha256
    )
    return (went_out,)


def _may_change(state: State, days: Days) -> None:
    _in_order(days)
    if days in state.reports.handed_in:
        raise ReportIsOut


def _in_order(days: Days) -> None:
    if days[1] < days[0]:
        raise DaysReversed


RULES: Mapping[type, ReportRule] = {
    NoteProposal: propose,
    WithdrawProposal: withdraw,
    HandInReport: hand_in,
}
