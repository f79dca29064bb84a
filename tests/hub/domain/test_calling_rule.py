"""Who is next, and why."""

import pytest

from events.plan import CounterPlan, Rules
from events.visit import CallNext, VisitClass, WhyRule
from hub.domain.refusals import NobodyWaiting
from tests.given import History, at, given
from tests.history import (
    DAY,
    NORMAL,
    PRIORITY,
    called,
    closed,
    configured,
    day_closed,
    day_opened,
    issued,
    opened,
    parked,
    plan,
    returned,
    started,
    transferred,
)

NEXT = CallNext(counter="1")
LONG = "10:00"


def queue(*arrivals: tuple[str, str, VisitClass], **rules: int) -> History:
    """Return an open day with these arrivals: time, ticket, class."""
    so_far = [
        thing
        for clock, ticket, kind in arrivals
        for thing in (at(clock), issued(ticket, kind))
    ]
    since = (day_opened(plan(rules=Rules(**rules))), opened("1"), opened("2"))
    return given(*so_far, since=since)


def test_the_first_come_is_the_first_called() -> None:
    """Among equals, whoever came first goes first, whatever the service."""
    queue(("08:00", "B001", NORMAL), ("08:01", "A001", NORMAL)).when(
        NEXT, at="08:05"
    ).then(called("B001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=5))


def test_a_priority_visit_counts_as_earlier() -> None:
    """A priority visit goes as if it had come 15 minutes earlier, and is told so."""
    queue(("08:00", "A001", NORMAL), ("08:14", "A002", PRIORITY)).when(
        NEXT, at="08:15"
    ).then(called("A002", to="1", rule=WhyRule.PRIORITY, minutes=15))


@pytest.mark.parametrize("clock", ["08:15", "08:20"])
def test_the_credit_has_a_limit(clock) -> None:
    """A priority visit never passes who came more than its credit earlier."""
    queue(("08:00", "A001", NORMAL), (clock, "A002", PRIORITY)).when(
        NEXT, at="08:21"
    ).then(called("A001", to="1", minutes=21))


def test_a_priority_visit_that_came_first_needs_no_credit() -> None:
    """A priority visit that has waited longest is called for that."""
    queue(("08:00", "A001", PRIORITY), ("08:01", "A002", NORMAL)).when(
        NEXT, at="08:05"
    ).then(called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=5))


def test_priority_alone_waits_its_turn() -> None:
    """Among priority visits whoever came first goes first."""
    queue(("08:00", "A001", PRIORITY), ("08:01", "A002", PRIORITY)).when(
        NEXT, at="08:05"
    ).then(called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=5))


def test_the_office_sets_the_credit() -> None:
    """A credit of nothing makes all equal."""
    queue(
        ("08:00", "A001", NORMAL), ("08:01", "A002", PRIORITY), priority_credit_min=0
    ).when(NEXT, at="08:05").then(called("A001", to="1", minutes=5))


def test_the_guard_calls_who_waited_too_long() -> None:
    """A normal visit that has waited over 45 minutes goes before priority."""
    waiting = queue(("08:00", "A001", NORMAL), ("08:10", "A002", PRIORITY))

    waiting.when(NEXT, at="08:45").then(
        called("A002", to="1", rule=WhyRule.PRIORITY, minutes=15)
    )
    waiting.when(NEXT, at="08:46").then(
        called("A001", to="1", rule=WhyRule.GUARD, minutes=45)
    )


def test_the_guard_passes_nobody_who_came_before() -> None:
    """A priority visit that has waited even longer keeps its place before it."""
    queue(("08:00", "A001", PRIORITY), ("08:01", "A002", NORMAL)).when(
        NEXT, at="09:00"
    ).then(called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=60))


def test_the_guard_is_for_normal_visits() -> None:
    """A priority visit that waited long is called by its place in the queue."""
    queue(("08:00", "A001", PRIORITY)).when(NEXT, at=LONG).then(
        called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=120)
    )


def test_the_office_sets_the_longest_wait() -> None:
    """The guard's minutes are the office's own."""
    queue(
        ("08:00", "A001", NORMAL), ("08:01", "A002", PRIORITY), longest_wait_min=5
    ).when(NEXT, at="08:06").then(called("A001", to="1", rule=WhyRule.GUARD, minutes=5))


def after_priority_calls(run: int, since: History | None = None) -> History:
    """Return a queue of one normal and three priority visits, so many called."""
    history = since or queue(
        ("08:00", "A001", NORMAL),
        ("08:01", "A002", PRIORITY),
        ("08:02", "A003", PRIORITY),
        ("08:03", "A004", PRIORITY),
    )
    for ticket in ("A002", "A003")[:run]:
        for event in (called(ticket, to="2"), started(ticket, at="2")):
            history = history.and_then(event)
    return history


def test_a_normal_visit_goes_after_two_priority_calls() -> None:
    """After two priority calls in a row a waiting normal visit goes first."""
    after_priority_calls(1).when(NEXT, at="08:10").then(
        called("A003", to="1", rule=WhyRule.PRIORITY, minutes=15)
    )
    after_priority_calls(2).when(NEXT, at="08:10").then(
        called("A001", to="1", rule=WhyRule.RUN, minutes=2)
    )


def test_a_normal_call_ends_the_run() -> None:
    """A normal call begins the count of priority calls anew."""
    history = after_priority_calls(2).and_then(called("A001", to="1"))

    assert after_priority_calls(2).day.priority_run == 2
    assert history.day.priority_run == 0


def test_a_run_of_priority_goes_on_where_no_normal_visit_waits() -> None:
    """The run holds nobody back when only priority visits wait."""
    only = queue(
        ("08:01", "A002", PRIORITY),
        ("08:02", "A003", PRIORITY),
        ("08:03", "A004", PRIORITY),
    )

    after_priority_calls(2, only).when(NEXT, at="08:10").then(
        called("A004", to="1", rule=WhyRule.LONGEST_WAIT, minutes=7)
    )


def test_the_run_counts_over_the_whole_office() -> None:
    """The run is the office's: a counter does not begin one of its own."""
    day = after_priority_calls(2).day

    assert {day.visits[v].counter for v in day.visits if day.visits[v].counter} == {"2"}
    after_priority_calls(2).when(NEXT, at="08:10").then(
        called("A001", to="1", rule=WhyRule.RUN, minutes=2)
    )


def test_the_run_begins_anew_each_day() -> None:
    """Yesterday's priority calls hold nobody back today."""
    tomorrow = DAY.replace(day=DAY.day + 1)
    history = after_priority_calls(2)
    for thing in (day_closed(), at("07:30", tomorrow), day_opened(on=tomorrow)):
        history = history.and_then(thing)

    assert history.day.priority_run == 0


def test_a_returned_visit_is_called_for_its_return() -> None:
    """Who comes back with the papers keeps the arrival, and the call says so."""
    queue(("08:00", "A001", NORMAL)).and_then(called("A001", to="1")).and_then(
        parked("A001", at="1")
    ).and_then(at("08:20")).and_then(issued("A002")).and_then(returned("A001")).when(
        NEXT, at="08:30"
    ).then(called("A001", to="1", rule=WhyRule.RETURN))


def test_whoever_comes_at_the_same_instant_goes_by_number() -> None:
    """Two of one instant go by their numbers."""
    queue(("08:00", "A002", NORMAL), ("08:00", "A001", NORMAL)).when(
        NEXT, at="08:05"
    ).then(called("A001", to="1", minutes=5))


def test_equal_after_the_credit_goes_by_arrival() -> None:
    """Where the credit makes two equal, whoever really came first goes first."""
    queue(("08:00", "A001", NORMAL), ("08:15", "A002", PRIORITY)).when(
        NEXT, at="08:16"
    ).then(called("A001", to="1", minutes=16))


def sent_to_counter_2() -> History:
    """Return a day in which A001 waits for counter 2 only."""
    return given(
        at("08:00"),
        issued("A001"),
        called("A001", to="1"),
        transferred("A001", "1", "A", to_counter="2"),
        issued("A002"),
    )


def test_a_visit_reserved_to_a_counter_waits_for_it() -> None:
    """Other counters pass over a visit that was sent to one of them."""
    sent_to_counter_2().when(NEXT, at="08:10").then(called("A002", to="1", minutes=7))
    sent_to_counter_2().when(CallNext(counter="2"), at="08:10").then(
        called("A001", to="2", minutes=10)
    )


def test_a_reserved_visit_is_free_when_its_counter_closes() -> None:
    """A visit sent to a counter that has closed may be called by any."""
    sent_to_counter_2().and_then(closed("2")).when(NEXT, at="08:10").then(
        called("A001", to="1", minutes=10)
    )


def test_a_reserved_visit_is_free_when_its_counter_is_gone() -> None:
    """A visit sent to a counter that the office gave up may be called by any."""
    only_1 = plan(counters=(CounterPlan(id="1", serves=("A", "B")),))

    sent_to_counter_2().and_then(closed("2")).and_then(configured(only_1)).when(
        NEXT, at="08:10"
    ).then(called("A001", to="1", minutes=10))


def test_a_counter_left_out_of_the_plan_calls_nobody() -> None:
    """A counter that the office gave up may finish, but not call."""
    only_2 = plan(counters=(CounterPlan(id="2", serves=("A", "B")),))

    given(issued("A001"), configured(only_2)).when(NEXT).refused(NobodyWaiting)


def test_every_rule_has_its_code() -> None:
    """Each call tells by which rule it was made, in a code that never changes."""
    assert [str(rule) for rule in WhyRule] == [
        "longest-wait",
        "priority",
        "guard",
        "priority-run",
        "return",
        "picked",
        "log",
    ]
