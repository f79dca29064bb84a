"""Calling to a counter."""

from events.counter import CounterStatus
from events.visit import CallNext, CallTicket, PickReason, WhyRule
from hub.domain.refusals import (
    AlreadyCalled,
    BeingServed,
    CounterIsClosed,
    CounterIsPaused,
    DayNotOpen,
    GraceOver,
    NobodyWaiting,
    NoRightToPick,
    StaleRevision,
    UnknownCounter,
    UnknownTicket,
    VisitEnded,
    VisitStillCalled,
)
from tests.given import History, at, given
from tests.history import (
    abandoned,
    called,
    closed,
    issued,
    no_show,
    opened,
    parked,
    paused,
    served,
    started,
)

NEXT = CallNext(counter="1")
PICK = CallTicket(counter="2", ticket="A002", reason=PickReason.FRAIL)


def test_the_longest_waiting_is_called() -> None:
    """A counter calls whoever has waited longest, and the call says so."""
    given(at("08:00"), issued("A001"), at("08:05"), issued("B001")).when(
        NEXT, at="08:20"
    ).then(called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=20))


def test_a_called_visit_waits_no_more() -> None:
    """A called visit is at its counter and no longer in the queue."""
    history = given(issued("A001"), issued("A002"), called("A001", to="1"))
    visit = history.day.visit_at("1")

    assert visit is not None
    assert (visit.ticket, visit.first_called_at) == ("A001", history.last)
    assert [v.ticket for v in history.day.waiting_visits()] == ["A002"]
    assert history.day.status("1") is CounterStatus.CALLED


def test_the_first_call_stays_the_first() -> None:
    """A visit called again after a return keeps the time of its first call."""
    first = given(issued("A001"), called("A001", to="1"))
    again = first.and_then(parked("A001", at="1")).and_then(called("A001", to="2"))
    visit = again.day.visit_of("A001")

    assert visit is not None
    assert visit.first_called_at == first.last


def test_nobody_waiting() -> None:
    """A counter with nobody waiting is told so."""
    given().when(NEXT).refused(NobodyWaiting)


def test_nobody_waiting_for_this_counter() -> None:
    """A counter calls only for the services that it serves."""
    given(issued("C001")).when(NEXT).refused(NobodyWaiting)


def test_no_second_call_before_the_first_is_settled() -> None:
    """Whoever is called is started, recalled or marked before the next call."""
    given(issued("A001"), issued("A002"), called("A001", to="1")).when(NEXT).refused(
        VisitStillCalled, ticket="A001"
    )


def test_a_closed_counter_does_not_call() -> None:
    """A counter opens before it calls."""
    given(issued("A001"), closed("1")).when(NEXT).refused(CounterIsClosed, counter="1")


def test_a_paused_counter_does_not_call() -> None:
    """A counter on a break goes on before it calls."""
    given(issued("A001"), paused("1")).when(NEXT).refused(CounterIsPaused, counter="1")


def test_an_unknown_counter_does_not_call() -> None:
    """Only the office's counters call."""
    given(issued("A001")).when(CallNext(counter="9")).refused(
        UnknownCounter, counter="9"
    )


def test_nobody_calls_before_the_day_opens() -> None:
    """Without an open day there is nobody to call."""
    History().when(NEXT).refused(DayNotOpen)


def test_a_picked_ticket_is_called_with_its_reason() -> None:
    """A call out of order says why, and by whom."""
    given(closed("2"), opened("2", clerk="NV-07"), issued("A001"), issued("A002")).when(
        PICK
    ).then(
        called("A002", to="2", rule=WhyRule.PICKED, reason=PickReason.FRAIL, by="NV-07")
    )


def test_a_parked_visit_can_be_picked() -> None:
    """Whoever comes back with the papers may be called at once."""
    given(issued("A002"), called("A002", to="2"), parked("A002", at="2")).when(
        PICK
    ).then(called("A002", to="2", rule=WhyRule.PICKED, reason=PickReason.FRAIL))


def test_picking_finishes_the_visit_being_served() -> None:
    """A call out of order finishes the visit at the counter, as any call does."""
    given(
        issued("A001"), issued("A002"), called("A001", to="2"), started("A001", at="2")
    ).when(PICK).then(
        served("A001", at="2"),
        called("A002", to="2", rule=WhyRule.PICKED, reason=PickReason.FRAIL),
    )


def test_picking_needs_the_right() -> None:
    """Calling out of order is a right that not every counter has."""
    given(issued("A002")).when(
        CallTicket(counter="1", ticket="A002", reason=PickReason.FRAIL)
    ).refused(NoRightToPick, counter="1")


def test_only_todays_tickets_are_picked() -> None:
    """A ticket that was not issued today cannot be called."""
    given(issued("A001")).when(PICK).refused(UnknownTicket, ticket="A002")


def test_two_counters_never_get_the_same_visit() -> None:
    """A visit called to one counter cannot be called to another."""
    given(issued("A002"), called("A002", to="1")).when(PICK).refused(
        AlreadyCalled, ticket="A002", counter="1"
    )


def test_whoever_is_being_served_is_not_called_away() -> None:
    """A visit being served stays at its counter."""
    given(issued("A002"), called("A002", to="1"), started("A002", at="1")).when(
        PICK
    ).refused(BeingServed, ticket="A002", counter="1")


def test_a_visit_that_is_over_is_not_called() -> None:
    """A visit that has ended needs a new number."""
    given(issued("A002"), abandoned("A002")).when(PICK).refused(
        VisitEnded, ticket="A002"
    )


def test_a_picked_visit_must_not_leave_another_called() -> None:
    """Picking does not drop whoever was called before."""
    given(issued("A001"), issued("A002"), called("A001", to="2")).when(PICK).refused(
        VisitStillCalled, ticket="A001"
    )


def test_a_no_show_can_be_picked_within_the_grace_time() -> None:
    """A no-show who comes back in time may be called at once."""
    history = given(at("08:00"), issued("A002"), called("A002", to="1"))
    until = history.last.replace(hour=8, minute=30)
    gone = history.and_then(no_show("A002", at="1", until=until))

    gone.when(PICK, at="08:30").then(
        called("A002", to="2", rule=WhyRule.PICKED, reason=PickReason.FRAIL)
    )
    gone.when(PICK, at="08:31").refused(GraceOver, ticket="A002", until="08:30")


def test_a_double_press_calls_once() -> None:
    """A second press that saw what the first saw calls nobody."""
    history = given(issued("A001"), issued("A002"))
    press = CallNext(counter="1", revision=history.day.counters["1"].revision)

    history.when(press).then(called("A001", to="1", minutes=2)).when(
        press, seconds=0.1
    ).refused(StaleRevision)
