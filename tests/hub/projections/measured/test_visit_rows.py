"""The rows of days, of visits and of their stays, from ticket to departure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.visit import PickReason, VisitClass, WaitEstimated, WhyRule
from hub.projections.measured.instants import MINUTE, SECOND, micros
from hub.projections.measured.rows import DayRow, Facts, StintRow, VisitRow
from tests.given import DAWN, after, together
from tests.history import (
    DAY,
    OFFICE,
    called,
    class_changed,
    closed,
    day_closed,
    day_opened,
    expired,
    issued,
    no_show,
    opened,
    parked,
    recalled,
    relabelled,
    returned,
    served,
    started,
    transferred,
    visit_id,
)
from tests.hub.projections.measured.morning_rows import FIRST, minutes, rows, the_visit

# What a visit has that has only just begun.
NOT_YET: dict[str, Any] = {
    **dict.fromkeys(("first_called", "last_called", "started", "ended")),
    **dict.fromkeys(("counter", "clerk", "team")),
    **dict.fromkeys(("ahead", "told_from", "told_to", "method")),
    **dict.fromkeys(("calls", "announced", "picked", "transfers", "no_shows"), 0),
    **dict.fromkeys(("waited", "called", "served", "parked", "away"), 0),
}


def stays(facts: Facts, ticket: str = "A001") -> list[tuple[str, int, int | None]]:
    """Return a visit's stays: place, and minutes from the first thing on."""
    return [
        (s.place, minutes(s.began), None if s.ended is None else minutes(s.ended))
        for s in facts.stints
        if s.visit == visit_id(ticket)
    ]


def test_a_day_is_a_row() -> None:
    """A day says whose it is, where its events begin, when it opened and closed."""
    open_day, over = rows(), rows(day_closed())

    day = DayRow(str(DAY), OFFICE, 1, micros(DAWN), None)
    assert open_day.days == (day,)
    assert over.days == (day._replace(closed=FIRST),)


def test_a_ticket_begins_a_visit_and_a_stay() -> None:
    """Whoever took a number waits since then, at no counter, told nothing."""
    facts = rows(issued("A001", VisitClass.PRIORITY, device="dispenser-1"))

    assert facts.visits == (
        VisitRow(
            day=str(DAY),
            visit=visit_id("A001"),
            ticket="A001",
            service="A",
            last_service="A",
            visit_class="priority",
            channel="button",
            device="dispenser-1",
            arrived=FIRST,
            place="waiting",
            since=FIRST,
            **NOT_YET,
        ),
    )
    assert facts.stints == (
        StintRow(
            *(str(DAY), visit_id("A001"), 0, "waiting", "A", "priority"),
            counter=None,
            clerk=None,
            team=None,
            began=FIRST,
            ended=None,
            announced=0,
            rule=None,
            reason=None,
        ),
    )


def test_a_visit_from_ticket_to_departure() -> None:
    """Each place takes the time that was spent there."""
    facts = rows(
        issued("A001"), called("A001", to="1"), started("A001", at="1"),
        after(minutes=8), served("A001", at="1"),
    )  # fmt: skip

    visit = the_visit(facts)
    assert (visit.waited, visit.called, visit.served) == (MINUTE, MINUTE, 8 * MINUTE)
    assert (visit.place, visit.ended) == ("served", FIRST + 10 * MINUTE)
    assert visit.first_called == visit.last_called == FIRST + MINUTE
    assert visit.started == FIRST + 2 * MINUTE
    assert (visit.counter, visit.calls, visit.announced) == ("1", 1, 1)
    assert stays(facts) == [("waiting", 0, 1), ("called", 1, 2), ("serving", 2, 10)]


def test_a_recall_announces_again() -> None:
    """It is counted, and starts no other stay."""
    facts = rows(issued("A001"), called("A001", to="1"), recalled("A001", to="1"))

    visit = the_visit(facts)
    assert (visit.calls, visit.announced) == (1, 2)
    assert [s.announced for s in facts.stints] == [0, 2]


def test_a_no_show_that_returns() -> None:
    """The time it was away is neither waiting nor parked; its end is taken back."""
    until = DAWN + timedelta(hours=1)
    gone = (issued("A001"), called("A001", to="1"), no_show("A001", "1", until))
    missed, back = rows(*gone), rows(*gone, returned("A001"), called("A001", to="2"))

    assert the_visit(missed).place == "no-show"
    assert the_visit(missed).ended == FIRST + 2 * MINUTE
    visit = the_visit(back)
    assert (visit.away, visit.waited, visit.no_shows) == (MINUTE, 2 * MINUTE, 1)
    assert (visit.ended, visit.counter, visit.calls) == (None, "2", 2)
    assert (visit.first_called, visit.last_called) == (
        FIRST + MINUTE,
        FIRST + 4 * MINUTE,
    )


def test_a_parked_visit() -> None:
    """The time it was set aside is its own."""
    facts = rows(
        issued("A001"), called("A001", to="1"), started("A001", at="1"),
        parked("A001", at="1"), after(minutes=5), returned("A001", at="1"),
        called("A001", to="1"),
    )  # fmt: skip

    visit = the_visit(facts)
    assert (visit.parked, visit.waited) == (5 * MINUTE, 2 * MINUTE)
    places = [place for place, _, _ in stays(facts)]
    assert places == ["waiting", "called", "serving", "parked", "waiting", "called"]


def test_a_transfer_adds_a_second_wait() -> None:
    """The ticket's service stays, the last one is where it was sent."""
    facts = rows(
        issued("A001"), called("A001", to="1"), started("A001", at="1"),
        transferred("A001", at="1", to_service="B", to_counter="2"),
        after(minutes=4), called("A001", to="2"),
    )  # fmt: skip

    visit = the_visit(facts)
    assert (visit.service, visit.last_service, visit.transfers) == ("A", "B", 1)
    assert visit.waited == 5 * MINUTE
    assert [(s.service, s.counter) for s in facts.stints] == [
        ("A", None),
        ("A", "1"),
        ("A", "1"),
        ("B", "2"),
        ("B", "2"),
    ]


def test_the_day_ends_what_is_open() -> None:
    """Nobody waits, is away or sits anywhere once the day is closed."""
    until = DAWN + timedelta(hours=1)
    facts = rows(
        issued("A001"), issued("A002"), called("A001", to="1"),
        no_show("A001", "1", until),
        together(expired("A002"), closed("1"), closed("2"), day_closed()),
    )  # fmt: skip

    assert {stint.ended for stint in facts.stints if stint.ended is None} == set()
    assert {state.ended for state in facts.counters if state.ended is None} == set()
    assert stays(facts)[-1] == ("no-show", 3, 4)
    assert the_visit(facts).ended == the_visit(facts).since == FIRST + 3 * MINUTE
    assert the_visit(facts, "A002").place == "expired"


def test_a_pick_keeps_its_rule_and_reason() -> None:
    """Whoever was called out of order is counted apart."""
    picked = called("A001", to="2", rule=WhyRule.PICKED, reason=PickReason.FRAIL)
    facts = rows(issued("A001"), picked)

    assert the_visit(facts).picked == 1
    assert (facts.stints[-1].rule, facts.stints[-1].reason) == ("picked", "frail")


def test_class_and_number_may_change() -> None:
    """The visit goes by what holds now, and so does the stay it is in."""
    facts = rows(
        issued("A001"), class_changed("A001", VisitClass.PRIORITY),
        relabelled("A001", "A901"),
    )  # fmt: skip

    assert (the_visit(facts).visit_class, the_visit(facts).ticket) == (
        "priority",
        "A901",
    )
    assert facts.stints[0].visit_class == "priority"


def test_what_was_told_at_issue() -> None:
    """An estimate is kept with the visit, in microseconds."""
    told = WaitEstimated(
        visit=visit_id("A001"), ticket="A001", ahead=3, from_s=600, to_s=1_500,
        method="ls",
    )  # fmt: skip
    visit = the_visit(rows(together(issued("A001"), told)))

    assert (visit.ahead, visit.method) == (3, "ls")
    assert (visit.told_from, visit.told_to) == (600 * SECOND, 1_500 * SECOND)


def test_rows_of_two_days_stand_side_by_side() -> None:
    """A day begins anew; what was told of the day before stays."""
    night = (closed("1"), closed("2"), day_closed())
    tomorrow = DAY + timedelta(days=1)
    facts = rows(
        issued("A001"), together(expired("A001"), *night), after(hours=20),
        day_opened(on=tomorrow), opened("1"), issued("B001"),
    )  # fmt: skip

    assert [day.day for day in facts.days] == [str(DAY), str(tomorrow)]
    assert [(v.day, v.ticket) for v in facts.visits] == [
        (str(DAY), "A001"),
        (str(tomorrow), "B001"),
    ]
