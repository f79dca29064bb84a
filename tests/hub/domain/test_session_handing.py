"""Whose a session is: taken over, reassigned, gone on with by another clerk."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from events import codec
from events.counter import CounterStatus, OpenCounter
from events.plan import DayOrders
from events.session import (
    AssignReason,
    ReassignReason,
    ReassignSession,
    SessionPause,
    TakeOverSession,
)
from events.settings import Clerk, OfficeSettings, Role, SettingsChanged
from events.visit import Serving, StartServing, Undo, VisitHandedOver
from hub.domain.refusals import (
    ClerkElsewhere,
    ClerkNotTrained,
    CounterBusy,
    CounterIsClosed,
    CounterIsPaused,
    DoesNotServe,
    NoSuchClerk,
    NotAtCounters,
    NothingToUndo,
    NotTrained,
    SessionElsewhere,
    SessionEnded,
    SessionIsPaused,
    StaleRevision,
)
from tests.given import History, given_office, together
from tests.history import (
    called,
    day_opened,
    issued,
    opened,
    parked,
    paused,
    plan,
    resumed,
    transferred,
    visit_id,
)
from tests.session_history import done, reassigned, served_so_far, session_id
from tests.session_history import paused as stopped

ID = session_id("A001")
SERVED = served_so_far("A001", at="1")
TO_2 = TakeOverSession(counter="2", session=ID, from_counter="1")
AT_1 = opened("1", clerk="NV-01")
AT_2 = opened("2", clerk="NV-02")
TRAINED = replace(plan(), orders=DayOrders(skills={"NV-02": ("B",)}))
STAFF = OfficeSettings(clerks=(Clerk(id="NV-02"), Clerk(id="NV-09", is_active=False)))


def handed_over(ticket: str, at: str, to: str) -> VisitHandedOver:
    """A visit goes on at another counter."""
    return VisitHandedOver(
        visit=visit_id(ticket), ticket=ticket, counter=at, to_counter=to
    )


def owner(history: History) -> tuple[str, str | None]:
    """Return where A001's session is, and whose."""
    session = history.state.sessions.get(ID)
    assert session is not None
    return session.counter, session.clerk


def test_a_session_is_taken_over() -> None:
    """Visit and session go on at the counter that asks, without waiting again."""
    history = given_office(*SERVED, AT_2)
    since = history.day.visits["visit-A001"].place.since
    after = history.when(TO_2).then(
        handed_over("A001", "1", "2"),
        reassigned("A001", "2", AssignReason.TAKEN_OVER, clerk="NV-02"),
    )

    assert owner(after) == ("2", "NV-02")
    assert after.day.visits["visit-A001"].place == Serving("2", since)
    assert after.day.status("1") is CounterStatus.IDLE
    assert after.day.status("2") is CounterStatus.SERVING


def test_of_two_who_take_over_one_wins() -> None:
    """The second hears where the session is now, and whose."""
    history = given_office(*SERVED, AT_2, opened("3")).when(TO_2).after

    history.when(TakeOverSession(counter="3", session=ID, from_counter="1")).refused(
        SessionElsewhere, ticket="A001", counter="2 (NV-02)"
    )


def test_a_counter_without_a_clerk_is_named_alone() -> None:
    """Where nobody is known to sit, the refusal names the counter."""
    history = given_office(*SERVED)

    history.when(TakeOverSession(counter="2", session=ID, from_counter="3")).refused(
        SessionElsewhere, ticket="A001", counter="1"
    )


def test_taking_over_what_is_here() -> None:
    """A session that goes on here already is not taken over."""
    history = given_office(*SERVED).when(TO_2).after

    history.when(TO_2).nothing_happens()


def test_who_takes_over_is_free() -> None:
    """The counter is open, works, has nobody, and has been seen as it is."""
    given_office(*SERVED, issued("A002"), called("A002", to="2")).when(TO_2).refused(
        CounterBusy, counter="2", ticket="A002"
    )
    given_office(*SERVED, paused("2")).when(TO_2).refused(CounterIsPaused, counter="2")
    given_office(*SERVED).when(replace(TO_2, revision=1)).refused(StaleRevision)
    given_office(*SERVED).when(replace(TO_2, counter="3")).refused(
        CounterIsClosed, counter="3"
    )


def test_who_takes_over_can_do_it() -> None:
    """Counter and clerk take the service that the visit is for."""
    given_office(*SERVED, opened("3")).when(replace(TO_2, counter="3")).refused(
        DoesNotServe, counter="3", service="A"
    )
    given_office(*SERVED, since=(day_opened(TRAINED), opened("1"), AT_2)).when(
        TO_2
    ).refused(NotTrained, counter="2", service="A")


def test_what_is_over_is_not_taken_over() -> None:
    """An ended session stays where it was."""
    given_office(*SERVED, done("A001", "1")).when(TO_2).refused(
        SessionEnded, ticket="A001"
    )


@pytest.mark.parametrize(
    ("away", "reason"),
    [
        (parked("A001", at="1"), SessionPause.PHOTOCOPY),
        (transferred("A001", at="1", to_service="B"), SessionPause.TRANSFERRED),
    ],
)
def test_what_stands_still_is_not_taken_over(away, reason) -> None:
    """Whose visitor is at no counter waits to be called, as everybody does."""
    given_office(*SERVED, together(away, stopped("A001", reason)), AT_2).when(
        TO_2
    ).refused(SessionIsPaused, ticket="A001")


def test_the_counter_left_behind_undoes_nothing() -> None:
    """What was taken over, the counter that had it cannot take back by undo."""
    given_office(*SERVED).when(TO_2).after.when(Undo(counter="1"), seconds=5).refused(
        NothingToUndo, counter="1"
    )


def test_a_manager_reassigns() -> None:
    """A session is put to another clerk's name where it is."""
    to_nv_03 = ReassignSession(session=ID, clerk="NV-03")
    history = given_office(*SERVED).when(to_nv_03)

    after = history.then(reassigned("A001", "1", AssignReason.MANAGER, clerk="NV-03"))
    after.when(to_nv_03).nothing_happens()
    given_office(*SERVED, done("A001", "1")).when(to_nv_03).refused(
        SessionEnded, ticket="A001"
    )


@pytest.mark.parametrize("reason", ReassignReason)
def test_a_manager_says_why(reason) -> None:
    """The reason of the list that was chosen is in the event."""
    command = ReassignSession(session=ID, clerk="NV-03", reason=reason)

    given_office(*SERVED).when(command).then(
        reassigned("A001", "1", AssignReason(reason), clerk="NV-03")
    )


@pytest.mark.parametrize(
    "reason", sorted(set(AssignReason) - {str(each) for each in ReassignReason})
)
def test_what_happened_by_itself_is_no_managers_reason(reason) -> None:
    """Nobody can have it recorded that a session was undone, or taken over."""
    body = codec.encode({"session": ID, "clerk": "NV-03", "reason": reason})

    with pytest.raises(codec.BadBody):
        codec.decode("reassign-session", 1, body)


def test_a_session_is_reassigned_to_who_can_do_it() -> None:
    """Only a clerk trained for the service gets the session."""
    history = given_office(*SERVED, since=(day_opened(TRAINED), opened("1")))

    history.when(ReassignSession(session=ID, clerk="NV-02")).refused(
        ClerkNotTrained, clerk="NV-02", service="A"
    )


def test_a_clerk_is_on_the_list() -> None:
    """Where the manager keeps a list of clerks, others do not sit down or help."""
    history = given_office(SettingsChanged(settings=STAFF), *SERVED)

    history.when(OpenCounter(counter="1", clerk="NV-02")).then(
        opened("1", clerk="NV-02"),
        reassigned("A001", "1", AssignReason.CLERK_CHANGED, clerk="NV-02"),
    )
    for clerk in ("NV-08", "NV-09"):
        for command in (
            OpenCounter(counter="1", clerk=clerk),
            ReassignSession(session=ID, clerk=clerk),
        ):
            history.when(command).refused(NoSuchClerk, clerk=clerk)


def test_technicians_help_no_visitors() -> None:
    """Who looks after machines sits at no counter and gets no session."""
    led_by = Clerk(id="NV-02", role=Role.MANAGER)
    technician = Clerk(id="KT-01", role=Role.TECHNICIAN)
    clerks = OfficeSettings(clerks=(led_by, technician))
    staff = SettingsChanged(settings=clerks)
    history = given_office(staff, *SERVED)

    for command in (
        OpenCounter(counter="1", clerk="KT-01"),
        ReassignSession(session=ID, clerk="KT-01"),
    ):
        history.when(command).refused(NotAtCounters, clerk="KT-01")
    history.when(ReassignSession(session=ID, clerk="NV-02")).then(
        reassigned("A001", "1", AssignReason.MANAGER, clerk="NV-02")
    )


def test_no_undo_seats_a_clerk_twice() -> None:
    """Whoever has sat down elsewhere meanwhile is not brought back."""
    history = given_office(AT_1, opened("2", clerk="NV-02"))
    history = history.when(OpenCounter(counter="1", clerk="NV-03"), seconds=2).after
    history = history.when(OpenCounter(counter="2", clerk="NV-01"), seconds=2).after

    history.when(Undo(counter="1"), seconds=2).refused(
        ClerkElsewhere, clerk="NV-01", counter="2"
    )


def test_another_clerk_goes_on() -> None:
    """Whoever sits down at an open counter goes on with what goes on there."""
    history = given_office(AT_1, *served_so_far("A001", at="1", clerk="NV-01"))
    after = history.when(OpenCounter(counter="1", clerk="NV-03")).then(
        opened("1", clerk="NV-03"),
        reassigned("A001", "1", AssignReason.CLERK_CHANGED, clerk="NV-03"),
    )

    assert after.day.counters["1"].clerk == "NV-03"
    assert after.day.status("1") is CounterStatus.SERVING


def test_a_seat_is_taken_while_nobody_is_served() -> None:
    """Another clerk where nobody is served, or somebody called, changes no session."""
    sit_down, here = OpenCounter(counter="1", clerk="NV-03"), opened("1", clerk="NV-03")

    given_office().when(sit_down).then(here)
    given_office(issued("A001"), called("A001", to="1")).when(sit_down).then(here)


def test_the_same_clerk_sits_down_again() -> None:
    """A clerk who sits there already changes nothing, and ends a break at most."""
    sit_down = OpenCounter(counter="1", clerk="NV-01")

    given_office(AT_1).when(sit_down).nothing_happens()
    given_office(AT_1, paused("1")).when(sit_down).then(resumed("1"))
    given_office(AT_1, paused("1")).when(OpenCounter(counter="1")).then(resumed("1"))


def test_another_clerk_ends_the_break() -> None:
    """A counter on a break is open again, for no reason, once another sits there."""
    sit_down = OpenCounter(counter="1", clerk="NV-03")
    day = given_office(AT_1, paused("1")).when(sit_down).after.day

    assert day.status("1") is CounterStatus.IDLE
    assert day.counters["1"].pause_reason is None


def test_a_clerk_sits_at_one_counter() -> None:
    """Who has a counter open opens no other."""
    given_office(AT_1).when(OpenCounter(counter="2", clerk="NV-01")).refused(
        ClerkElsewhere, clerk="NV-01", counter="1"
    )


def test_whoever_called_helps() -> None:
    """The session that starts is that of the clerk who sits there by then."""
    history: Any = given_office(AT_1, issued("A001"), called("A001", to="1"))
    history = history.when(OpenCounter(counter="1", clerk="NV-03")).after
    history = history.when(StartServing(counter="1")).after
    session = history.state.sessions.for_visit("visit-A001")

    assert session.clerk == "NV-03"
