"""A new plan during the day."""

from msgspec.structs import replace

from events.counter import CloseCounter, CounterStatus, OpenCounter
from events.day import ConfigureOffice
from events.plan import CounterPlan, Rules
from events.visit import AbandonVisit, CallNext, FinishServing, WhyRule
from hub.domain.refusals import DayNotOpen, ServiceInUse, UnknownCounter
from tests.given import History, at, given
from tests.history import (
    COUNTERS,
    PRIORITY,
    SERVICES,
    called,
    closed,
    configured,
    issued,
    opened,
    plan,
    served,
    started,
)

WITH_4 = plan(counters=(*COUNTERS, CounterPlan(id="4", serves=("A",))))
WITHOUT_1 = plan(counters=COUNTERS[1:])
WITHOUT_3 = plan(counters=COUNTERS[:2])


def test_the_office_goes_on_by_a_new_plan() -> None:
    """A changed site file takes effect while the day is open."""
    done = given().when(ConfigureOffice(plan=WITH_4)).then(configured(WITH_4))

    assert done.day.plan == WITH_4


def test_the_same_plan_changes_nothing() -> None:
    """A site file that says the same is no news."""
    given().when(ConfigureOffice(plan=plan())).nothing_happens()


def test_a_plan_needs_an_open_day() -> None:
    """Before the day opens a plan waits for the opening."""
    History().when(ConfigureOffice(plan=plan())).refused(DayNotOpen)


def test_new_rules_hold_from_now() -> None:
    """The next call goes by the new figures."""
    given(
        at("08:00"),
        issued("A001"),
        at("08:05"),
        issued("A002", PRIORITY),
        configured(plan(rules=Rules(priority_credit_min=2))),
    ).when(CallNext(counter="1"), at="08:10").then(
        called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=10)
    )


def test_a_new_counter_may_open() -> None:
    """A counter that the new plan adds stands closed and may open."""
    added = given(configured(WITH_4))

    assert added.day.status("4") is CounterStatus.CLOSED
    assert added.day.counters["4"].revision == len(added.events)
    added.when(OpenCounter(counter="4")).then(opened("4"))


def test_counters_go_on_as_they_stand() -> None:
    """A new plan leaves the counters it keeps as they are."""
    before = given(issued("A001"), called("A001", to="1"))

    assert (
        before.and_then(configured(WITH_4)).day.counters["1"]
        == (before.day.counters["1"])
    )


def test_a_closed_counter_left_out_is_gone() -> None:
    """A closed counter that the new plan leaves out is known no more."""
    given(configured(WITHOUT_3)).when(OpenCounter(counter="3")).refused(
        UnknownCounter, counter="3"
    )


def test_an_open_counter_left_out_finishes_first() -> None:
    """An open counter that the new plan leaves out serves its visitor and closes."""
    history = given(
        issued("A001"),
        called("A001", to="1"),
        started("A001", at="1"),
        configured(WITHOUT_1),
    )

    history.when(FinishServing(counter="1")).then(served("A001", at="1")).when(
        CloseCounter(counter="1")
    ).then(closed("1"))


def test_a_service_stays_while_somebody_came_for_it() -> None:
    """Leaving a service out waits until its last visit is over."""
    without_b = replace(plan(), services=(SERVICES[0], SERVICES[2]))
    waiting = given(issued("B001"))

    waiting.when(ConfigureOffice(plan=without_b)).refused(
        ServiceInUse, service="B", ticket="B001"
    )
    gone = waiting.when(AbandonVisit(ticket="B001")).after
    gone.when(ConfigureOffice(plan=without_b)).then(configured(without_b))
