"""The help that goes on at a counter, as its console shows it (pure)."""

from __future__ import annotations

from datetime import timedelta

from events.session import DifficultyKind, Outcome, PaymentKind
from hub.application.console_shown import (
    DifficultyShown,
    EndedHere,
    PaymentShown,
    SessionHere,
    StepShown,
    SubmissionShown,
)
from hub.domain.session import Difficulty, Payment, Session, StepTaken, Submission


def session_here(session: Session) -> SessionHere:
    """Return a session as the clerk who helps sees it."""
    return SessionHere(
        session=session.id,
        ticket=session.ticket,
        stage=session.stage,
        clerk=session.clerk,
        started=session.started,
        since=session.since,
        mark=session.mark,
        worked_s=seconds(session.worked),
        visitor=session.visitor,
        intent=session.intent,
        mode=session.mode,
        reason=session.reason,
        steps=tuple(map(_step, session.steps)),
        submissions=tuple(map(_submission, session.submissions)),
        payments=tuple(map(_payment, session.payments)),
        way=session.way,
        has_consignment=session.consignment_ref is not None,
        difficulties=tuple(map(_difficulty, session.difficulties)),
        outcome=session.outcome,
    )


def ended_here(session: Session) -> EndedHere:
    """Return a session that is over, to be completed or printed."""
    return EndedHere(
        session=session.id,
        ticket=session.ticket,
        outcome=session.outcome or Outcome.NOT_RECORDED,
        ended=session.since,
        worked_s=seconds(session.worked),
    )


def _step(step: StepTaken) -> StepShown:
    took = seconds(step.took)
    return StepShown(
        step=step.step,
        result=step.result,
        took_s=took,
        at=step.at,
        entry=step.entry,
    )


def _submission(submission: Submission) -> SubmissionShown:
    return SubmissionShown(
        procedure=submission.procedure,
        level=submission.level,
        at=submission.at,
        has_code=submission.dossier_ref is not None,
        entry=submission.entry,
    )


def _payment(payment: Payment) -> PaymentShown:
    return PaymentShown(
        kind=PaymentKind(payment.kind),
        amount_vnd=payment.amount_vnd,
        is_online=payment.is_online,
        entry=payment.entry,
    )


def _difficulty(difficulty: Difficulty) -> DifficultyShown:
    return DifficultyShown(
        kind=DifficultyKind(difficulty.kind),
        has_note=difficulty.note_ref is not None,
        entry=difficulty.entry,
    )


def seconds(time: timedelta) -> int:
    """Return a duration as a clock that counts seconds shows it."""
    return int(time.total_seconds())
