"""What is written into a session one by one, and taken back one by one."""

from __future__ import annotations

from collections.abc import Mapping

from events import session as told
from events.recorded import Recorded
from hub.projections.measured.changes import Row
from hub.projections.measured.ledger.counters import Fold
from hub.projections.measured.ledger.day import Day
from hub.projections.measured.ledger.session import Session, Step
from hub.projections.measured.rows import (
    DIFFICULTIES,
    PAYMENTS,
    STEPS,
    SUBMISSIONS,
    DifficultyRow,
    Instant,
    PaymentRow,
    SubmissionRow,
    Table,
)


def _step(day: Day, event: told.StepCompleted, at: Instant, recorded: Recorded) -> None:
    session = day.sessions[event.session]
    step = Step(
        day.name,
        session.session,
        recorded.position,
        event.step.value,
        event.result.value,
        at,
        at - session.mark,
    )
    session.steps.append(step)
    session.mark = at
    _enter(day, session, STEPS, step.row())


def _submission(
    day: Day, event: told.SubmissionRecorded, at: Instant, recorded: Recorded
) -> None:
    session, entry = day.sessions[event.session], recorded.position
    row = (day.name, session.session, entry, event.procedure, event.level, at)
    _enter(day, session, SUBMISSIONS, SubmissionRow(*row))


def _payment(
    day: Day, event: told.PaymentRecorded, at: Instant, recorded: Recorded
) -> None:
    session, entry = day.sessions[event.session], recorded.position
    paid = (event.kind.value, event.amount_vnd, int(event.is_online), at)
    row = PaymentRow(day.name, session.session, entry, *paid)
    _enter(day, session, PAYMENTS, row)


def difficulty(
    day: Day, event: told.DifficultyNoted, at: Instant, recorded: Recorded
) -> None:
    """Note what stood in the way of a session."""
    session = day.sessions[event.session or ""]
    named = (day.name, session.session, recorded.position)
    row = DifficultyRow(*named, event.kind.value, event.note_ref, at)
    _enter(day, session, DIFFICULTIES, row)


def _enter(day: Day, session: Session, table: Table, row: Row) -> None:
    session.entries.append((table.name, row[table.key - 1]))
    day.entries[table.name][row[: table.key]] = row


def _entry_withdrawn(
    day: Day, event: told.EntryWithdrawn, at: Instant, recorded: Recorded
) -> None:
    del at, recorded
    session = day.sessions[event.session]
    for entered in session.entries:
        table, entry = entered
        if entry == event.entry:
            session.entries.remove(entered)
            day.entries[table][day.name, session.session, entry] = None
            if table == STEPS.name:
                _without_step(day, session, entry)
            return


def _without_step(day: Day, session: Session, entry: int) -> None:
    """The time of a step that was none belongs to the step after it."""
    steps = session.steps
    place = next(n for n, step in enumerate(steps) if step.entry == entry)
    gone = steps.pop(place)
    if place == len(steps):
        session.mark -= gone.took
        return
    later = steps[place]
    later.took += gone.took
    row = later.row()
    day.entries[STEPS.name][row[: STEPS.key]] = row


FOLDS: Mapping[type, Fold] = {
    told.StepCompleted: _step,
    told.SubmissionRecorded: _submission,
    told.PaymentRecorded: _payment,
    told.EntryWithdrawn: _entry_withdrawn,
}
