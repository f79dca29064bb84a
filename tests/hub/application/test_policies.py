"""What the hour calls for: a day opens, is kept by the newest plan, and closes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from events.counter import CounterOpened
from events.day import (
    CloseDay,
    ConfigureOffice,
    DayClosed,
    DayOpened,
    OfficeConfigured,
    OpenDay,
)
from events.local_time import HERE
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ServingStarted,
    StartServing,
    TicketIssued,
    VisitCalled,
)
from hub.application.policies import Hours, due
from hub.domain.day import Day
from hub.domain.evolve import fold_all
from tests.examples import example, story
from tests.hub.rig import NINE, Rig
from tests.hub.written import written

OFFICE_HOURS = Hours(opens=time(7, 30), closes=time(17, 0))
DEMO = Hours(opens=time(7, 30), closes=time(17, 0), always=True)
PLAN = story.PLAN
TODAY = story.DAY
TOMORROW = TODAY + timedelta(days=1)
NINE_DAY = NINE.date()
OTHER_PLAN = replace(PLAN, services=PLAN.services[:1])


def at(clock: str, day: date = TODAY) -> datetime:
    """Return that time of that day, here."""
    return datetime.combine(day, time.fromisoformat(clock), HERE)


def a_day(*events: Any) -> Day:
    """Return what these events add up to, after today's books were opened."""
    opened = example(DayOpened, day=TODAY, plan=PLAN, carried=None)
    history = [written(n, event=e) for n, e in enumerate((opened, *events), 1)]
    return fold_all(history)


CALLED = (
    CounterOpened(counter="2"),
    example(TicketIssued),
    example(VisitCalled, counter="2"),
)
SERVED = (*CALLED, example(ServingStarted, counter="2"))
CLOSED = a_day(example(DayClosed, day=TODAY))


@pytest.mark.parametrize(
    ("clock", "command"),
    [
        ("00:00", None),
        ("07:29:59.999", None),
        ("07:30", OpenDay(day=TODAY)),
        ("12:00", OpenDay(day=TODAY)),
        ("16:59:59", OpenDay(day=TODAY)),
        ("17:00", None),
        ("23:59", None),
    ],
)
def test_the_first_day_opens_at_the_opening_hour(clock, command) -> None:
    """An office without books opens them within its hours, and only then."""
    assert due(Day(office="hk01"), at(clock), OFFICE_HOURS, PLAN) == command


@pytest.mark.parametrize("clock", ["00:00", "03:00", "23:59"])
def test_a_demo_opens_at_once(clock) -> None:
    """A demo is open at any hour."""
    assert due(Day(office="hk01"), at(clock), DEMO, PLAN) == OpenDay(day=TODAY)


@pytest.mark.parametrize(
    ("clock", "command"), [("17:59:59", None), ("18:00", CloseDay())]
)
def test_a_day_closes_an_hour_after_closing(clock, command) -> None:
    """Sixty minutes after the closing hour the books are closed."""
    assert due(a_day(), at(clock), OFFICE_HOURS, PLAN) == command


@pytest.mark.parametrize("events", [CALLED, SERVED])
def test_nobody_at_a_counter_is_cut_off(events) -> None:
    """While somebody is called or served the day stays open, even past midnight."""
    day = a_day(*events)

    assert due(day, at("18:30"), OFFICE_HOURS, PLAN) is None
    assert due(day, at("02:59", TOMORROW), OFFICE_HOURS, PLAN) is None


@pytest.mark.parametrize(
    ("events", "command"),
    [(CALLED, MarkNoShow(counter="2")), (SERVED, FinishServing(counter="2"))],
)
def test_a_forgotten_visit_does_not_keep_the_day(events, command) -> None:
    """At three in the morning a visit that nobody finished is ended."""
    assert due(a_day(*events), at("03:00", TOMORROW), OFFICE_HOURS, PLAN) == command


def test_a_late_no_show_keeps_the_grace_time() -> None:
    """Whoever may come back until 18:20 finds the books open; after that, nobody."""
    rig = Rig(demo=False)
    rig.open_with("1", waiting=1)
    rig.clock.at = at("17:59", NINE_DAY)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(MarkNoShow(counter="1"))
    rig.clock.at = at("18:18", NINE_DAY)
    tick(rig)
    assert rig.core.board.now.day.is_open
    rig.clock.at = at("18:19", NINE_DAY)
    tick(rig)

    assert not rig.core.board.now.day.is_open
    rig.stop()


def test_those_who_wait_do_not_keep_the_day() -> None:
    """Whoever still waits an hour after closing expires with the day."""
    day = a_day(example(TicketIssued))

    assert due(day, at("18:00"), OFFICE_HOURS, PLAN) == CloseDay()


@pytest.mark.parametrize("hours", [OFFICE_HOURS, DEMO])
def test_yesterdays_books_are_closed_first(hours) -> None:
    """On a new date the old day is closed, then the new one opens."""
    morning = at("07:30", TOMORROW)

    assert due(a_day(), morning, hours, PLAN) == CloseDay()
    assert due(CLOSED, morning, hours, PLAN) == OpenDay(day=TOMORROW)


def test_a_closed_day_stays_closed() -> None:
    """A date is opened once."""
    assert due(CLOSED, at("12:00"), OFFICE_HOURS, PLAN) is None
    assert due(CLOSED, at("12:00"), DEMO, PLAN) is None


@pytest.mark.parametrize("hours", [OFFICE_HOURS, DEMO])
@pytest.mark.parametrize("back", [1, 30, 9_000])
def test_a_clock_gone_back_changes_no_day(hours, back) -> None:
    """With the clock on an earlier date no day opens, and the open one goes on."""
    earlier = at("12:00", TODAY - timedelta(days=back))

    assert due(CLOSED, earlier, hours, PLAN) is None
    assert due(a_day(), earlier, hours, PLAN) is None


def test_a_changed_plan_is_taken_over() -> None:
    """A site file that was changed overnight holds for the day that is open."""
    command = due(a_day(), at("12:00"), OFFICE_HOURS, OTHER_PLAN)

    assert command == ConfigureOffice(plan=OTHER_PLAN)
    configured = a_day(OfficeConfigured(plan=OTHER_PLAN))
    assert due(configured, at("12:00"), OFFICE_HOURS, OTHER_PLAN) is None
    assert due(CLOSED, at("12:00"), OFFICE_HOURS, OTHER_PLAN) is None


@pytest.mark.parametrize("events", [(), CALLED])
def test_a_plan_does_not_keep_the_books_open(events) -> None:
    """Once the day is over no plan is taken over any more: the books are closed."""
    over = due(a_day(*events), at("18:00"), OFFICE_HOURS, OTHER_PLAN)

    assert over == (None if events else CloseDay())


def tick(rig: Rig) -> None:
    """Let a second's tasks be done, and what they put be decided."""
    rig.core.ticker.tick()
    rig.ask(object())


def test_a_day_from_morning_to_morning() -> None:
    """The ticker opens, waits for the last visit, closes, and opens the next day."""
    rig = Rig(demo=False)
    rig.clock.at = at("07:29")
    tick(rig)
    assert rig.names() == []

    rig.clock.at = at("07:30")
    tick(rig)
    tick(rig)
    assert rig.names() == ["DayOpened"]

    rig.open_with("1", waiting=1)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.clock.at = at("18:05")
    tick(rig)
    assert rig.core.board.now.day.is_open

    rig.accepted(FinishServing(counter="1"))
    rig.clock.goes(minutes=9)
    tick(rig)
    assert rig.core.board.now.day.is_open
    rig.clock.goes(minutes=1)
    tick(rig)
    of_the_day = [name for name in rig.names() if not name.startswith("Alert")]
    assert of_the_day[-2:] == ["CounterClosed", "DayClosed"]

    rig.clock.at = at("07:30", TOMORROW)
    tick(rig)
    assert rig.accepted(IssueTicket(service="A")).ticket == "A001"
    assert rig.core.board.now.day.date == TOMORROW
    rig.stop()


def test_what_the_rules_refuse_is_asked_once_a_minute(caplog) -> None:
    """A plan that cannot be taken over yet is no reason to write every second."""
    rig = Rig()
    rig.open_with()
    rig.accepted(IssueTicket(service="D"))
    rig.site = replace(rig.site, services=rig.site.services[:3])
    rig.restart()
    saves = len(rig.trying.saves)
    for _ in range(120):
        tick(rig)

    assert len(rig.trying.saves) - saves <= 3
    assert len([r for r in caplog.records if r.name == "hub.application.ticker"]) == 1
    rig.accepted(AbandonVisit(ticket="D001"))
    for _ in range(60):
        tick(rig)
    assert rig.names()[-1] == "OfficeConfigured"
    rig.stop()


def test_a_plan_that_is_refused_all_day_holds_for_the_next(caplog) -> None:
    """A dropped service's no-show keeps the plan back until evening, and says so."""
    rig = Rig(demo=False)
    rig.open_with("3")
    rig.accepted(IssueTicket(service="D"))
    rig.accepted(CallNext(counter="3"))
    rig.accepted(MarkNoShow(counter="3"))
    rig.site = replace(rig.site, services=rig.site.services[:3])
    rig.restart()
    rig.clock.at = at("17:59", NINE_DAY)
    for _ in range(3):
        tick(rig)
    assert "plan is not taken over yet" in caplog.text
    assert caplog.text.count("D001") == 1

    rig.clock.at = at("18:00", NINE_DAY)
    tick(rig)
    assert rig.names()[-1] == "DayClosed"
    rig.clock.at = at("07:30", NINE_DAY + timedelta(days=1))
    tick(rig)
    assert rig.core.board.now.day.plan == rig.site.plan()
    rig.stop()


def test_one_task_that_fails_stops_no_other(rig: Rig) -> None:
    """The ticker outlives its tasks' faults, and runs each as often as asked."""
    done: list[str] = []

    def clumsy() -> None:
        done.append("clumsy")
        raise RuntimeError("a fault of a task")

    rig.core.ticker.also(clumsy)
    rig.core.ticker.also(lambda: done.append("rare"), every=3)
    for _ in range(4):
        rig.core.ticker.tick()

    assert done == ["clumsy", "rare", "clumsy", "clumsy", "clumsy", "rare"]


def test_the_ticker_ticks_by_itself() -> None:
    """Started, it opens a demo's day at once; stopped, it ends."""
    rig = Rig()
    news: list[object] = []
    stop = rig.core.board.subscribe(lambda events, _: news.append(events))
    rig.core.ticker.start()
    rig.core.ticker.stop()
    rig.ask(object())
    stop()
    rig.stop()

    assert len(news) == 1
    assert rig.core.board.now.day.is_open
