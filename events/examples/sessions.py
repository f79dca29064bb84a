"""Examples of an assisted session, from advice to rating."""

from __future__ import annotations

from events import session
from events.examples import story
from events.session import terms

COMMANDS = (
    session.DescribeSession(
        session=story.SESSION,
        mode=terms.Mode.DONE_FOR,
        reason=terms.ModeReason.NO_DEVICE,
    ),
    session.CompleteStep(session=story.SESSION, step=terms.Step.ADVICE),
    session.RecordSubmission(
        session=story.SESSION,
        procedure="temporary-residence",
        level="full",
        dossier_ref=story.DOSSIER,
    ),
    session.RecordPayment(
        session=story.SESSION,
        kind=terms.PaymentKind.STATE_FEE,
        amount_vnd=50_000,
        is_online=True,
    ),
    session.ChooseReturn(
        session=story.SESSION,
        way=terms.ReturnWay.POST,
        consignment_ref=story.CONSIGNMENT,
    ),
    session.NoteDifficulty(
        session=story.SESSION, kind=terms.DifficultyKind.ACCOUNT, note_ref=story.NOTE
    ),
    session.WithdrawEntry(session=story.SESSION, entry=20),
    session.CompleteSession(session=story.SESSION, outcome=terms.Outcome.SUBMITTED),
    session.TakeOverSession(counter="1", session=story.SESSION, from_counter="2"),
    session.ReassignSession(session=story.SESSION, clerk="NV-03"),
    session.Rate(visit=story.VISIT, score=5, reasons=(terms.RatingReason.GUIDANCE,)),
)

EVENTS = (
    session.SessionStarted(
        session=story.SESSION,
        visit=story.VISIT,
        ticket="A047",
        counter="2",
        visitor=terms.VisitorType.CITIZEN,
        intent=terms.Intent.FILE,
        mode=terms.Mode.GUIDED,
        clerk="NV-07",
    ),
    session.SessionDescribed(
        session=story.SESSION,
        visitor=terms.VisitorType.CITIZEN,
        intent=terms.Intent.FILE,
        mode=terms.Mode.DONE_FOR,
        reason=terms.ModeReason.NO_DEVICE,
    ),
    session.StepCompleted(
        session=story.SESSION, step=terms.Step.ADVICE, result=terms.StepResult.DONE
    ),
    session.SubmissionRecorded(
        session=story.SESSION,
        procedure="temporary-residence",
        level="full",
        dossier_ref=story.DOSSIER,
    ),
    session.PaymentRecorded(
        session=story.SESSION,
        kind=terms.PaymentKind.STATE_FEE,
        amount_vnd=50_000,
        is_online=True,
    ),
    session.ReturnChosen(
        session=story.SESSION,
        way=terms.ReturnWay.POST,
        consignment_ref=story.CONSIGNMENT,
    ),
    session.DifficultyNoted(
        session=story.SESSION, kind=terms.DifficultyKind.ACCOUNT, note_ref=story.NOTE
    ),
    session.EntryWithdrawn(
        session=story.SESSION,
        entry=20,
        kind=terms.EntryKind.SUBMISSION,
        ref=story.DOSSIER,
    ),
    session.SessionPaused(
        session=story.SESSION, reason=terms.SessionPause.MISSING_PAPERS
    ),
    session.SessionResumed(session=story.SESSION),
    session.SessionReassigned(
        session=story.SESSION,
        counter="1",
        reason=terms.AssignReason.TAKEN_OVER,
        clerk="NV-03",
    ),
    session.SessionCompleted(
        session=story.SESSION,
        visit=story.VISIT,
        outcome=terms.Outcome.SUBMITTED,
        visitor=terms.VisitorType.CITIZEN,
        intent=terms.Intent.FILE,
        mode=terms.Mode.DONE_FOR,
        reason=terms.ModeReason.NO_DEVICE,
    ),
    session.SessionReopened(session=story.SESSION),
    session.SessionWithdrawn(session=story.SESSION),
    session.OutcomeCorrected(session=story.SESSION, outcome=terms.Outcome.TRACKED),
    session.RatingGiven(
        session=story.SESSION,
        visit=story.VISIT,
        score=5,
        channel=terms.RatingChannel.PHONE,
        reasons=(terms.RatingReason.GUIDANCE,),
    ),
)

ALL = (*COMMANDS, *EVENTS)
