"""What is proposed may be changed until the report is handed in."""

from __future__ import annotations

from datetime import date

from events.ids import Reference
from events.report import (
    HandInReport,
    NoteProposal,
    ProposalNoted,
    ProposalWithdrawn,
    ReportHandedIn,
    WithdrawProposal,
)
from hub.domain.refusals import DaysReversed, ReportIsOut, UnknownProposal
from tests.given import given_office as given
from tests.history import MORNING, day_closed, day_opened

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
NOTE: Reference = "c2a6b8d4-11a7-4c39-b7a5-7a1f4f3f9033"
OTHER: Reference = "c2a6b8d4-11a7-4c39-b7a5-7a1f4f3f9034"
SHA = "ab" * 32
PROPOSE = NoteProposal(first=FIRST, last=LAST, note_ref=NOTE)
NOTED = ProposalNoted(first=FIRST, last=LAST, note_ref=NOTE)
OUT = ReportHandedIn(first=FIRST, last=LAST, sha256=SHA)


def test_a_manager_proposes_something() -> None:
    """The event has the days and where the words are kept, not the words."""
    given(since=MORNING).when(PROPOSE).then(NOTED)


def test_the_same_words_propose_once() -> None:
    """A press that is repeated finds it done."""
    given(NOTED, since=MORNING).when(PROPOSE).nothing_happens()


def test_a_proposal_is_taken_back() -> None:
    """What is to be written anew is taken back first."""
    given(NOTED, since=MORNING).when(WithdrawProposal(proposal=NOTE)).then(
        ProposalWithdrawn(proposal=NOTE)
    )


def test_what_was_never_proposed_cannot_be_taken_back() -> None:
    """Nor can what was taken back before."""
    history = given(NOTED, ProposalWithdrawn(proposal=NOTE), since=MORNING)

    history.when(WithdrawProposal(proposal=NOTE)).refused(UnknownProposal)


def test_a_report_goes_out_and_its_proposals_stand() -> None:
    """From then on they are what somebody else has in hand."""
    history = given(NOTED, OUT, since=MORNING)

    history.when(WithdrawProposal(proposal=NOTE)).refused(ReportIsOut)
    history.when(NoteProposal(first=FIRST, last=LAST, note_ref=OTHER)).refused(
        ReportIsOut
    )


def test_another_periods_report_is_still_open() -> None:
    """Handing in November shuts no December."""
    later = NoteProposal(
        first=date(2026, 12, 1), last=date(2026, 12, 31), note_ref=OTHER
    )

    given(OUT, since=MORNING).when(later).then(
        ProposalNoted(first=later.first, last=later.last, note_ref=OTHER)
    )


def test_a_report_is_handed_in_by_its_digest() -> None:
    """What went out can be told from what the rows come to later."""
    hand_in = HandInReport(first=FIRST, last=LAST, sha256=SHA)

    given(since=MORNING).when(hand_in).then(OUT)
    given(OUT, since=MORNING).when(hand_in).nothing_happens()


def test_days_in_the_wrong_order_are_no_period() -> None:
    """The last day is not before the first."""
    hand_in = HandInReport(first=LAST, last=FIRST, sha256=SHA)

    given(since=MORNING).when(hand_in).refused(DaysReversed)


def test_proposals_outlast_the_day() -> None:
    """A new day takes over what is proposed, and what went out."""
    history = given(
        NOTED, day_closed(), day_opened(on=date(2026, 11, 23)), since=MORNING
    )

    history.when(PROPOSE).nothing_happens()
