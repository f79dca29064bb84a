"""Taking back one thing that was noted in a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from events import session as told
from events.examples import story
from events.session import DifficultyKind, EntryKind, PaymentKind, SessionPause, Step
from events.visit import StartServing, Undo
from hub.domain.refusals import (
    DayNotOpen,
    UndoOvertaken,
    UnknownEntry,
    UnknownSession,
)
from tests.given import History, after, given_office, together
from tests.history import called, parked, returned
from tests.session_history import done, paused, served_so_far, session_id

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
ADVICE = told.CompleteStep(session=ID, step=Step.ADVICE)
FEE = told.RecordPayment(
    session=ID, kind=PaymentKind.STATE_FEE, amount_vnd=50_000, is_online=True
)
FILED = told.RecordSubmission(
    session=ID, procedure="birth", level="full", dossier_ref=story.DOSSIER
)
STUCK = told.NoteDifficulty(session=ID, kind=DifficultyKind.PORTAL, note_ref=story.NOTE)
AWAY = together(parked("A001", at="1"), paused("A001", SessionPause.PHOTOCOPY))


def session(history: History) -> Any:
    """Return A001's session."""
    return history.state.sessions.get(ID)


def back(entry: int) -> told.WithdrawEntry:
    """Take that back."""
    return told.WithdrawEntry(session=ID, entry=entry)


def took(history: History) -> list[float]:
    """Return how many minutes each step took."""
    return [step.took / timedelta(minutes=1) for step in session(history).steps]


@pytest.mark.parametrize(
    ("command", "where", "kind", "ref"),
    [
        (ADVICE, "steps", EntryKind.STEP, None),
        (FILED, "submissions", EntryKind.SUBMISSION, story.DOSSIER),
        (FEE, "payments", EntryKind.PAYMENT, None),
        (STUCK, "difficulties", EntryKind.DIFFICULTY, story.NOTE),
    ],
)
@pytest.mark.parametrize("over", [(), (done("A001", "1"),)])
def test_one_thing_is_taken_back(command, where, kind, ref, over) -> None:
    """It alone is gone, also when the session is over; twice it is not there."""
    history = given_office(*SERVED).when(command).after.when(command, minutes=1).after
    first, second = (held.entry for held in getattr(session(history), where))
    for ending in over:
        history = history.and_then(ending)
    withdrawn = told.EntryWithdrawn(session=ID, entry=first, kind=kind, ref=ref)

    history = history.when(back(first)).then(withdrawn)
    assert [held.entry for held in getattr(session(history), where)] == [second]
    history.when(back(first)).refused(UnknownEntry, ticket="A001")


def test_only_what_was_noted_can_be_taken_back() -> None:
    """A position of something else, another day, an unknown session: refused."""
    history = given_office(*SERVED).when(ADVICE).after
    begun = session(history).steps[0].entry - 1

    history.when(back(begun)).refused(UnknownEntry, ticket="A001")
    given_office().when(back(1)).refused(UnknownSession)
    given_office(since=()).when(back(1)).refused(DayNotOpen)


def test_the_time_of_a_withdrawn_step_goes_to_the_next() -> None:
    """What was no step was work on the step after it."""
    history = given_office(*SERVED)
    for minutes in (3, 4, 5):
        history = history.when(ADVICE, minutes=minutes).after
    second = session(history).steps[1].entry

    assert took(history.when(back(second)).after) == [3, 9]


def test_after_the_last_step_is_withdrawn_the_next_takes_its_time() -> None:
    """Four minutes, one until the pause, two after it: the pause is left out."""
    history = given_office(*SERVED).when(ADVICE, minutes=3).after
    history = history.when(ADVICE, minutes=4).after
    last = session(history).steps[-1].entry
    for moved in (AWAY, after(minutes=30), returned("A001"), after(minutes=9)):
        history = history.and_then(moved)
    history = history.when(back(last)).after.and_then(called("A001", to="1"))
    history = history.when(StartServing(counter="1")).after

    assert took(history.when(ADVICE, minutes=2).after) == [3, 7]


def test_a_start_is_not_taken_back_over_a_withdrawal() -> None:
    """To take back is to write: the start of serving stays."""
    history = given_office(*SERVED[:-1]).when(StartServing(counter="1")).after
    (begun,) = history.state.sessions.by_id
    step = told.CompleteStep(session=begun, step=Step.ADVICE)
    history = history.when(step, seconds=2).after
    entry = history.state.sessions.by_id[begun].steps[0].entry
    step_back = told.WithdrawEntry(session=begun, entry=entry)
    history = history.when(step_back, seconds=2).after

    history.when(Undo(counter="1"), seconds=2).refused(UndoOvertaken, ticket="A001")
