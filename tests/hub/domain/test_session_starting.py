"""A session starts with the serving."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from events.counter import OpenCounter
from events.plan import DayOrders
from events.session import AssignReason, SessionPause
from events.settings import Clerk, OfficeSettings, Role, SettingsChanged
from events.visit import ParkVisit, Serving, StartServing, Undo
from hub.domain.session import Stage
from tests.given import given_office, together
from tests.history import (
    FRESH,
    called,
    day_opened,
    issued,
    opened,
    parked,
    plan,
    returned,
    started,
    transferred,
)
from tests.session_history import (
    paused,
    reassigned,
    resumed,
    served_so_far,
    session_id,
    session_started,
)

START = StartServing(counter="1")
CALLED = (issued("A001"), called("A001", to="1"))
SET_ASIDE = together(
    parked("A001", at="1"), paused("A001", SessionPause.MISSING_PAPERS)
)
ROSTERED = replace(plan(), orders=DayOrders(rostered={"1": "NV-05"}))
BACK = (*served_so_far("A001", at="1"), SET_ASIDE, returned("A001"))


def test_a_session_starts_with_the_serving() -> None:
    """When serving starts, the visit's session starts in the same decision."""
    given_office(*CALLED).when(START).then(
        started("A001", at="1"), session_started("A001", at="1", id=FRESH)
    )


def test_a_session_is_its_clerks() -> None:
    """A session is put to the name of the clerk who opened the counter."""
    given_office(opened("1", clerk="NV-07"), *CALLED).when(START).then(
        started("A001", at="1"),
        session_started("A001", at="1", clerk="NV-07", id=FRESH),
    )


def test_a_session_that_has_begun() -> None:
    """A new session goes on at its counter, its visit's one and only."""
    history = given_office(*CALLED).when(START).after
    session = history.state.sessions.for_visit("visit-A001")

    assert session is not None
    assert session.id == FRESH
    assert session.stage is Stage.ONGOING
    assert (session.counter, session.started) == ("1", history.last)


def test_starting_twice_starts_one_session() -> None:
    """Starting whoever is being served already changes nothing."""
    given_office(*served_so_far("A001", at="1")).when(START).nothing_happens()


def test_a_visit_that_comes_back_goes_on() -> None:
    """A visit served again goes on with the session it had."""
    given_office(*BACK, called("A001", to="1")).when(START).then(
        started("A001", at="1"), resumed("A001")
    )


def test_a_visit_that_comes_back_elsewhere() -> None:
    """Another counter, or another clerk, takes the session with the visit."""
    history = given_office(*BACK, opened("2", clerk="NV-03"), called("A001", to="2"))

    history.when(StartServing(counter="2")).then(
        started("A001", at="2"),
        resumed("A001"),
        reassigned("A001", "2", AssignReason.CAME_BACK, clerk="NV-03"),
    )


def test_a_visit_that_was_sent_on() -> None:
    """A session sent to another counter goes on there for that reason, once begun."""
    sent = together(
        transferred("A001", at="1", to_service="A", to_counter="2"),
        paused("A001", SessionPause.TRANSFERRED),
    )
    history = given_office(*served_so_far("A001", at="1"), sent)
    expected = (
        started("A001", at="2"),
        resumed("A001"),
        reassigned("A001", "2", AssignReason.TRANSFERRED),
    )
    start = StartServing(counter="2")

    history = history.and_then(called("A001", to="2")).when(start).then(*expected)
    too_early = history.when(Undo(counter="2"), seconds=5).after
    too_early.when(start).then(*expected)


def test_a_visit_begun_before_there_were_sessions() -> None:
    """A visit without a session is set aside and taken back as ever."""
    history = given_office(*CALLED, started("A001", at="1"))
    parked_now = history.when(ParkVisit(counter="1")).then(parked("A001", at="1"))
    back = parked_now.when(Undo(counter="1"), seconds=5).after

    assert isinstance(back.day.visits["visit-A001"].place, Serving)
    assert back.state.sessions.for_visit("visit-A001") is None


def test_the_rostered_clerk_sits_at_a_counter_without_sign_in() -> None:
    """A counter that nobody signs in to is opened for the rostered clerk."""
    history = given_office(since=(day_opened(ROSTERED),))

    history.when(OpenCounter(counter="1")).then(opened("1", clerk="NV-05"))
    history.when(OpenCounter(counter="2")).then(opened("2"))


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.TECHNICIAN}])
def test_who_does_not_help_is_not_seated_by_the_roster(change) -> None:
    """A roster that still names a technician, or who has left, names nobody."""
    gone = OfficeSettings(clerks=(replace(Clerk(id="NV-05"), **change),))
    listed = SettingsChanged(settings=gone)

    given_office(listed, since=(day_opened(ROSTERED),)).when(
        OpenCounter(counter="1")
    ).then(opened("1"))


def test_a_rostered_clerk_sits_at_one_counter() -> None:
    """A rostered clerk who has sat down elsewhere does not open this counter too."""
    history = given_office(since=(day_opened(ROSTERED), opened("2", clerk="NV-05")))

    history.when(OpenCounter(counter="1")).then(opened("1"))


def test_who_signs_in_goes_before_the_roster() -> None:
    """A clerk who signs in sits there, whoever is rostered."""
    history = given_office(since=(day_opened(ROSTERED),))

    history.when(OpenCounter(counter="1", clerk="NV-01")).then(
        opened("1", clerk="NV-01")
    )


def test_a_session_is_found_by_its_visit() -> None:
    """The sessions of the day know each other's visits."""
    sessions = given_office(*served_so_far("A001", at="1")).state.sessions

    assert sessions.for_visit("visit-A001") is sessions.get(session_id("A001"))
    assert sessions.for_visit("visit-A002") is None
