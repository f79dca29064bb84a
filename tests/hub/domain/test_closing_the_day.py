"""Opening and closing the day."""

from datetime import timedelta

import pytest

from events.day import Books, CarriedOver, CloseDay, OpenDay
from events.plan import Rules
from events.visit import AbandonVisit, Departed
from hub.domain.refusals import (
    DayAlreadyOpen,
    DayNotAfterLast,
    DayNotOpen,
    DayNotYet,
    DayStillBusy,
)
from tests.given import History, at, given
from tests.history import (
    DAY,
    abandoned,
    called,
    closed,
    day_closed,
    day_opened,
    expired,
    issued,
    no_show,
    opened,
    parked,
    plan,
    served,
    started,
)

TOMORROW = DAY + timedelta(days=1)
TODAY_IS_OVER = given(at("17:00"), day_closed())


def test_the_first_day_opens() -> None:
    """An office's first day opens with the plan of the site file."""
    History().when(OpenDay(day=DAY), plan=plan()).then(day_opened())


def test_a_day_opens_for_the_date_it_is_here() -> None:
    """Where no date is named, the day is today's in Vietnam."""
    History().and_then(at("00:30")).when(OpenDay(), at="00:30", plan=plan()).then(
        day_opened(on=DAY)
    )


def test_an_open_day_is_open() -> None:
    """Opening the same date again changes nothing."""
    given().when(OpenDay(day=DAY)).nothing_happens()


def test_one_day_at_a_time() -> None:
    """A new date opens after the last one's books are closed."""
    given().when(OpenDay(day=TOMORROW)).refused(DayAlreadyOpen, day="22/11/2026")


def test_the_next_day_carries_over() -> None:
    """A new day says which day it follows and when that one ended."""
    TODAY_IS_OVER.and_then(at("07:00", TOMORROW)).when(OpenDay(day=TOMORROW)).then(
        day_opened(
            on=TOMORROW, carried=CarriedOver(day=DAY, closed_at=TODAY_IS_OVER.last)
        )
    )


def test_the_next_day_takes_the_new_plan() -> None:
    """A day opens with the site file's plan, or else with the last day's."""
    newer = plan(rules=Rules(priority_credit_min=30))
    ready = given(
        day_closed(),
        at("07:30", TOMORROW),
        since=(day_opened(plan(rules=Rules(grace_min=5))),),
    )

    opened_by = ready.when(OpenDay(day=TOMORROW), plan=newer).events[0]
    as_before = ready.when(OpenDay(day=TOMORROW)).events[0]

    assert opened_by.plan == newer
    assert as_before.plan == plan(rules=Rules(grace_min=5))


@pytest.mark.parametrize("days", [0, -1, -365])
def test_a_date_is_opened_once_and_never_backwards(days) -> None:
    """A clock that went back opens no day: numbers would be given twice."""
    wanted = DAY + timedelta(days=days)

    TODAY_IS_OVER.when(OpenDay(day=wanted)).refused(
        DayNotAfterLast, day=wanted.strftime("%d/%m/%Y"), last="22/11/2026"
    )


def test_a_date_is_not_opened_before_it_has_come() -> None:
    """A mistaken date would close every day until then: it is refused."""
    TODAY_IS_OVER.when(OpenDay(day=TOMORROW)).refused(DayNotYet, day="23/11/2026")


def test_an_empty_day_closes() -> None:
    """A day closes its open counters and sums its books."""
    given().when(CloseDay()).then(closed("1"), closed("2"), day_closed())


def test_whoever_waits_expires_in_the_order_of_arrival() -> None:
    """Waiting and parked visits end expired, the longest first."""
    given(
        issued("B001"),
        issued("A001"),
        issued("A002"),
        called("A001", to="1"),
        parked("A001", at="1"),
    ).when(CloseDay()).then(
        expired("B001"),
        expired("A001"),
        expired("A002"),
        closed("1"),
        closed("2"),
        day_closed(issued={"A": 2, "B": 1}, expired=3),
    )


def test_after_closing_nobody_waits() -> None:
    """After the close every visit is over and every counter closed."""
    done = given(issued("A001")).when(CloseDay()).after
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert visit.place == Departed("expired", done.last)
    assert list(done.day.waiting_visits()) == []
    assert not done.day.is_open
    assert not any(c.is_open for c in done.day.counters.values())


def test_the_books_count_how_each_visit_ended() -> None:
    """Issued, served, no-show, abandoned and expired add up."""
    until = given().now + timedelta(hours=1)
    history = given(
        *(issued(f"A{number:03d}") for number in range(1, 5)),
        called("A001", to="1"),
        started("A001", at="1"),
        served("A001", at="1"),
        called("A002", to="1"),
        no_show("A002", at="1", until=until),
        abandoned("A003"),
        issued("B001"),
    )

    assert history.when(CloseDay()).events[-1] == day_closed(
        issued={"A": 4, "B": 1}, served=1, no_show=1, abandoned=1, expired=2
    )
    assert isinstance(history.when(CloseDay()).events[-1].books, Books)


@pytest.mark.parametrize(
    "so_far",
    [(called("A001", to="1"),), (called("A001", to="1"), started("A001", at="1"))],
    ids=["called", "serving"],
)
def test_the_day_does_not_close_on_a_visitor(so_far) -> None:
    """The day stays open while somebody is called or being served."""
    given(issued("A001"), *so_far).when(CloseDay()).refused(DayStillBusy, counter="1")


def test_a_closed_day_is_closed() -> None:
    """Closing twice is closing once, and before the first day there is none."""
    TODAY_IS_OVER.when(CloseDay()).nothing_happens()
    History().when(CloseDay()).nothing_happens()


def test_a_closed_day_keeps_its_visits() -> None:
    """Nothing happens to a visit of a day that is closed."""
    given(issued("A001"), day_closed()).when(AbandonVisit(ticket="A001")).refused(
        DayNotOpen
    )


def test_a_new_day_knows_no_ticket_of_the_last() -> None:
    """A number of yesterday means nothing today."""
    history = given(
        issued("A001"), day_closed(), at("07:30", TOMORROW), day_opened(on=TOMORROW)
    )

    assert history.day.visit_of("A001") is None
    assert not history.and_then(opened("1")).day.counters["2"].is_open
