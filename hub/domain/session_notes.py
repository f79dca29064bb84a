"""How a session stands after what was written into it: steps, filings, payments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from events import session as told
from events.recorded import Recorded
from hub.domain import session_entries
from hub.domain.session import Difficulty, Payment, Session, StepTaken, Submission

Change: TypeAlias = Callable[[Session, Any, Recorded], Session]


def _described(session: Session, event: told.SessionDescribed, at: Recorded) -> Session:
    return replace(
        session,
        visitor=event.visitor,
        intent=event.intent,
        mode=event.mode,
        reason=event.reason,
        noted=at.position,
    )


def _step(session: Session, event: told.StepCompleted, at: Recorded) -> Session:
    taken = StepTaken(
        step=event.step,
        result=event.result,
        took=at.at - session.mark,
        at=at.at,
        entry=at.position,
    )
    steps = (*session.steps, taken)
    return replace(session, steps=steps, mark=at.at, noted=at.position)


def _submission(
    session: Session, event: told.SubmissionRecorded, at: Recorded
) -> Session:
    filed = Submission(
        procedure=event.procedure,
        level=event.level,
        at=at.at,
        entry=at.position,
        dossier_ref=event.dossier_ref,
    )
    submissions = (*session.submissions, filed)
    return replace(session, submissions=submissions, noted=at.position)


def _payment(session: Session, event: told.PaymentRecorded, at: Recorded) -> Session:
    paid = Payment(
        kind=event.kind,
        amount_vnd=event.amount_vnd,
        is_online=event.is_online,
        entry=at.position,
    )
    return replace(session, payments=(*session.payments, paid), noted=at.position)


def _return(session: Session, event: told.ReturnChosen, at: Recorded) -> Session:
    return replace(
        session,
        way=event.way,
        consignment_ref=event.consignment_ref,
        noted=at.position,
    )


def _difficulty(session: Session, event: told.DifficultyNoted, at: Recorded) -> Session:
    noted = Difficulty(kind=event.kind, entry=at.position, note_ref=event.note_ref)
    difficulties = (*session.difficulties, noted)
    return replace(session, difficulties=difficulties, noted=at.position)


def _withdrawn(session: Session, event: told.EntryWithdrawn, at: Recorded) -> Session:
    session = session_entries.without(session, event.entry)
    return replace(session, noted=at.position)


def _corrected(session: Session, event: told.OutcomeCorrected, at: Recorded) -> Session:
    return replace(session, outcome=event.outcome, noted=at.position)


def _rated(session: Session, event: told.RatingGiven, at: Recorded) -> Session:
    return replace(
        session, score=event.score, rating_reasons=event.reasons, noted=at.position
    )


CHANGES: Mapping[type, Change] = {
    told.SessionDescribed: _described,
    told.StepCompleted: _step,
    told.SubmissionRecorded: _submission,
    told.PaymentRecorded: _payment,
    told.ReturnChosen: _return,
    told.DifficultyNoted: _difficulty,
    told.EntryWithdrawn: _withdrawn,
    told.OutcomeCorrected: _corrected,
    told.RatingGiven: _rated,
}
