"""Writing into a session: who came, steps, filings, payments, return, difficulties.

A step is a time, and ends while the session goes on. The rest are facts, which a clerk
may write down afterwards, until the day closes: the line was down while it ended.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from msgspec import UNSET, UnsetType

from events import session as told
from events.session import Mode, ModeReason, ReturnWay
from hub.domain import session_checks, session_entries
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.refusals import (
    ConsignmentByPost,
    ReasonNeeded,
    ReasonNotNeeded,
    UnknownEntry,
)
from hub.domain.session import Session
from hub.domain.state import State

T = TypeVar("T")
# Nobody is through with the same step twice in so short a time.
AT_ONCE = timedelta(seconds=2)


def describe(state: State, command: told.DescribeSession, asked: Asked) -> Events:
    """Say who came, what for and who does the typing; what is left out stays."""
    del asked
    session = session_checks.known(state, command.session)
    mode = _or(command.mode, session.mode)
    now = told.SessionDescribed(
        session=session.id,
        visitor=_or(command.visitor, session.visitor),
        intent=_or(command.intent, session.intent),
        mode=mode,
        reason=_reason(session, mode, command.reason),
    )
    return () if now == _described(session) else (now,)


def step(state: State, command: told.CompleteStep, asked: Asked) -> Events:
    """End a step, done or passed over; any may come again, in any order.

    Asked at two consoles of a counter in the same instant, it has ended once.
    """
    session = session_checks.ongoing(state, command.session)
    last = session.steps[-1] if session.steps else None
    is_same = last and (last.step, last.result) == (command.step, command.result)
    if last and is_same and asked.at < last.at + AT_ONCE:
        return ()
    return (
        told.StepCompleted(
            session=session.id, step=command.step, result=command.result
        ),
    )


def submission(state: State, command: told.RecordSubmission, asked: Asked) -> Events:
    """Note a dossier that was filed; a visit may have several."""
    del asked
    session = session_checks.known(state, command.session)
    session_checks.in_catalogue(state, command.procedure, command.level)
    return (
        told.SubmissionRecorded(
            session=session.id,
            procedure=command.procedure,
            level=command.level,
            dossier_ref=_or(command.dossier_ref, None),
        ),
    )


def payment(state: State, command: told.RecordPayment, asked: Asked) -> Events:
    """Note what the visitor paid to others."""
    del asked
    session = session_checks.known(state, command.session)
    return (
        told.PaymentRecorded(
            session=session.id,
            kind=command.kind,
            amount_vnd=command.amount_vnd,
            is_online=command.is_online,
        ),
    )


def choose_return(state: State, command: told.ChooseReturn, asked: Asked) -> Events:
    """Note how the result is to come; a later choice takes the place of an earlier."""
    del asked
    session = session_checks.known(state, command.session)
    is_post = command.way is ReturnWay.POST
    if command.consignment_ref is not UNSET and not is_post:
        raise ConsignmentByPost
    ref, before = _or(command.consignment_ref, None), session.consignment_ref
    chosen = told.ReturnChosen(
        session=session.id,
        way=command.way,
        consignment_ref=ref,
        replaced_ref=before if before != ref else None,
    )
    was = (session.way, session.consignment_ref)
    return () if was == (chosen.way, chosen.consignment_ref) else (chosen,)


def difficulty(state: State, command: told.NoteDifficulty, asked: Asked) -> Events:
    """Note what stood in the way: of a session of today, or at large."""
    del asked
    session = _or(command.session, None)
    if session is not None:
        session = session_checks.known(state, session).id
    return (
        told.DifficultyNoted(
            kind=command.kind, session=session, note_ref=_or(command.note_ref, None)
        ),
    )


def withdraw(state: State, command: told.WithdrawEntry, asked: Asked) -> Events:
    """Take back what was recorded in error."""
    del asked
    session = session_checks.known(state, command.session)
    held = session_entries.find(session, command.entry)
    if held is None:
        raise UnknownEntry(ticket=session.ticket)
    return (
        told.EntryWithdrawn(
            session=session.id, entry=command.entry, kind=held.kind, ref=held.ref
        ),
    )


def _reason(
    session: Session, mode: Mode, said: ModeReason | UnsetType
) -> ModeReason | None:
    if mode is Mode.GUIDED:
        if said is not UNSET:
            raise ReasonNotNeeded
        return None
    reason = _or(said, session.reason)
    if reason is None:
        raise ReasonNeeded
    return reason


def _described(session: Session) -> told.SessionDescribed:
    return told.SessionDescribed(
        session=session.id,
        visitor=session.visitor,
        intent=session.intent,
        mode=session.mode,
        reason=session.reason,
    )


def _or(said: T | UnsetType, otherwise: T) -> T:
    """Return what was said, or what holds otherwise."""
    return otherwise if isinstance(said, UnsetType) else said
