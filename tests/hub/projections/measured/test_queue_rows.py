"""The rows of days, visits, stays and counters, each from events made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from events.plan import DayOrders
from events.settings import Clerk, OfficeSettings, SettingsChanged
from events.visit import PickReason, VisitClass, WaitEstimated, WhyRule
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import MINUTE, SECOND, micros
from hub.projections.measured.rows import DayRow, Facts, StintRow, VisitRow
from hub.projections.measures import figures
from tests.given import DAWN, Item, after, given, together
from tests.history import (
    DAY,
    OFFICE,
    abandoned,
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
    paused,
    plan,
    recalled,
    relabelled,
    resumed,
    returned,
    served,
    started,
    transferred,
    visit_id,
)

# What a visit has that has only just begun.
NOT_YET: dict[str, Any] = {
    **dict.fromkeys(("first_called", "last_called", "started", "ended")),
    **dict.fromkeys(("counter", "clerk", "team")),
    **dict.fromkeys(("ahead", "told_from", "told_to", "method")),
    **dict.fromkeys(("calls", "announced", "picked", "transfers", "no_shows"), 0),
    **dict.fromkeys(("waited", "called", "served", "parked", "away"), 0),
}
# The first thing after the morning: 07:33.
FIRST = micros(DAWN) + 3 * MINUTE


def rows(*items: Item, **how: Any) -> Facts:
    """Return the rows of a morning, and what followed a minute apart."""
    return facts_of(given(*items, **how).events)


def the_visit(facts: Facts, ticket: str = "A001") -> VisitRow:
    """Return a visit's row."""
    (row,) = (v for v in facts.visits if v.visit == visit_id(ticket))
    return row


def stays(facts: Facts, ticket: str = "A001") -> list[tuple[str, int, int | None]]:
    """Return a visit's stays: place, and minutes from the first thing on."""
    return [
        (s.place, _minutes(s.began), None if s.ended is None else _minutes(s.ended))
        for s in facts.stints
        if s.visit == visit_id(ticket)
    ]


def states(facts: Facts, counter: str = "1") -> list[tuple[str, int, int | None]]:
    """Return a counter's states likewise."""
    return [
        (s.state, _minutes(s.began), None if s.ended is None else _minutes(s.ended))
        for s in facts.counters
        if s.counter == counter
    ]


def _minutes(at: int) -> int:
    return (at - FIRST) // MINUTE


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


def test_a_counter_from_state_to_state() -> None:
    """It is idle, called, serving, paused; closed it has no row."""
    facts = rows(
        issued("A001"), called("A001", to="1"), started("A001", at="1"),
        served("A001", at="1"), paused("1"), resumed("1"), closed("1"),
    )  # fmt: skip

    assert states(facts) == [
        ("idle", -2, 1),
        ("called", 1, 2),
        ("serving", 2, 3),
        ("idle", 3, 4),
        ("paused", 4, 5),
        ("idle", 5, 6),
    ]
    assert [c.reason for c in facts.counters if c.state == "paused"] == ["break"]


def test_calling_the_next_leaves_no_idle_state_behind() -> None:
    """A visit finished by the next call passes the counter on in one instant."""
    facts = rows(
        issued("A001"), issued("A002"), called("A001", to="1"),
        started("A001", at="1"),
        together(served("A001", at="1"), called("A002", to="1")),
    )  # fmt: skip

    assert [s for s, _, _ in states(facts)] == ["idle", "called", "serving", "called"]
    assert [c.n for c in facts.counters if c.counter == "1"] == [0, 1, 2, 3]


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


def test_who_leaves() -> None:
    """Somebody called who gives up leaves the counter idle."""
    facts = rows(issued("A001"), called("A001", to="1"), abandoned("A001"))

    assert the_visit(facts).place == "abandoned"
    assert states(facts)[-1] == ("idle", 2, None)


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


def team_of(clerk: str, team: str) -> SettingsChanged:
    """The manager puts a clerk into a team."""
    clerks = (Clerk(id=clerk, team=team),)
    return SettingsChanged(settings=OfficeSettings(clerks=clerks))


def test_a_team_is_the_one_that_held_then() -> None:
    """What happened before the settings changed stays with the team of then."""
    facts = rows(
        team_of("NV-01", "early"), opened("1", clerk="NV-01"), issued("A001"),
        called("A001", to="1"), team_of("NV-01", "late"), started("A001", at="1"),
    )  # fmt: skip

    assert [(s.clerk, s.team) for s in facts.stints] == [
        (None, None),
        ("NV-01", "early"),
        ("NV-01", "late"),
    ]
    mine = [(c.state, c.clerk, c.team) for c in facts.counters if c.counter == "1"]
    assert mine == [
        ("idle", None, None),
        ("idle", "NV-01", "early"),
        ("called", "NV-01", "early"),
        ("serving", "NV-01", "late"),
    ]


def waited_for(facts: Facts) -> list[tuple[str, int]]:
    """Return each ended idle state's counter and minutes of idling beside people."""
    return [
        (c.counter, c.waited_for // MINUTE)
        for c in facts.counters
        if c.state == "idle" and c.ended is not None
    ]


def test_idle_while_people_wait() -> None:
    """An idle counter counts the time when somebody waits whom it could call."""
    facts = rows(
        after(minutes=10), issued("A001"), after(minutes=4), called("A001", to="1"),
        after(minutes=3), closed("2"),
    )  # fmt: skip

    assert waited_for(facts) == [("1", 4), ("2", 4)]


def test_a_hunger_that_goes_on_has_its_beginning() -> None:
    """The row says since when, whatever the time is now; a figure counts up to now."""
    facts = rows(issued("A001"), after(minutes=30), issued("A002"))
    idle = [row for row in facts.counters if row.ended is None]

    assert [(row.waited_for, row.hungry) for row in idle] == [(0, FIRST)] * 2
    assert figures(facts).idle_while_waiting.part == 2 * 30 * MINUTE
    later = figures(replace(facts, at=facts.at + MINUTE))
    assert later.idle_while_waiting.part == 2 * 31 * MINUTE


def test_who_must_wait_for_another_counter_does_not_count() -> None:
    """Unless that one is closed: then anybody may call."""
    sent = transferred("A001", at="1", to_service="B", to_counter="1")
    begun = (issued("A001"), called("A001", to="1"), started("A001", at="1"), sent)
    kept = rows(*begun, after(minutes=5), closed("2"))
    freed = rows(*begun, after(minutes=5), closed("1"), after(minutes=2), closed("2"))

    assert waited_for(kept) == [("1", 1), ("2", 1)]
    assert waited_for(freed) == [("1", 1), ("1", 5), ("2", 3)]


def test_a_clerk_not_trained_does_not_keep_people_waiting() -> None:
    """Only what the clerk who sits there takes counts."""
    orders = DayOrders(skills={"NV-02": ("B",)})
    facts = rows(
        issued("A001"), after(minutes=5), closed("2"), closed("1"),
        since=(day_opened(replace(plan(), orders=orders)),
               opened("1", clerk="NV-01"), opened("2", clerk="NV-02")),
    )  # fmt: skip

    assert waited_for(facts) == [("1", 6), ("2", 0)]


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
