"""How long a session and its steps last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.session import CompleteStep, SessionPause, Step
from events.visit import FinishServing, StartServing, Undo
from tests.given import History, after, given_office, together
from tests.history import called, parked, returned
from tests.session_history import done, paused, served_so_far, session_id

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
ADVICE = CompleteStep(session=ID, step=Step.ADVICE)
AWAY = together(parked("A001", at="1"), paused("A001", SessionPause.PHOTOCOPY))
START, UNDO = StartServing(counter="1"), Undo(counter="1")


def minutes(count: float) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


def session(history: History) -> Any:
    """Return A001's session."""
    return history.state.sessions.get(ID)


def took(history: History) -> list[timedelta]:
    """Return how long each step took."""
    return [step.took for step in session(history).steps]


def test_a_step_takes_the_time_since_the_one_before() -> None:
    """The first step counts from the start, the next from the end of the first."""
    history = given_office(*SERVED).when(ADVICE, minutes=3).after
    history = history.when(ADVICE, minutes=4).after

    assert took(history) == [minutes(3), minutes(4)]
    assert session(history).lasted(history.last) == minutes(7)


def test_a_pause_is_left_out() -> None:
    """A step begun before a pause and ended after it takes what was worked."""
    history = given_office(*SERVED, after(minutes=5), AWAY, after(minutes=30))
    history = history.and_then(returned("A001")).and_then(called("A001", to="1"))
    history = history.when(START).after.when(ADVICE, minutes=2).after

    assert took(history) == [minutes(7)]
    assert session(history).lasted(history.last) == minutes(7)


def test_a_paused_session_does_not_last_on() -> None:
    """While it stands still a session's time stands still."""
    history = given_office(*SERVED, after(minutes=5), AWAY)

    assert session(history).lasted(history.last + minutes(60)) == minutes(5)


def test_an_ended_session_does_not_last_on() -> None:
    """A session that is over has lasted from start to end."""
    history = given_office(*SERVED, after(minutes=9), done("A001", "1"))

    assert session(history).lasted(history.last + minutes(60)) == minutes(9)


def test_an_end_taken_back_never_was() -> None:
    """A session that goes on after a wrong press lasts as if there had been none."""
    history = given_office(*SERVED).when(FinishServing(counter="1"), minutes=5).after
    history = history.when(UNDO, seconds=6).after.when(ADVICE, seconds=54).after

    assert took(history) == [minutes(6)]
    assert session(history).lasted(history.last) == minutes(6)


def test_a_start_taken_back_does_not_count() -> None:
    """The seconds between a wrong start and its undo are nobody's time."""
    history = given_office(*SERVED, after(minutes=5), AWAY)
    history = history.and_then(returned("A001")).and_then(called("A001", to="1"))
    history = history.when(START).after.when(UNDO, seconds=8).after
    assert session(history).lasted(history.last) == minutes(5)

    history = history.when(START).after.when(ADVICE, minutes=1).after
    assert took(history) == [minutes(6)]
    assert session(history).lasted(history.last) == minutes(6)
