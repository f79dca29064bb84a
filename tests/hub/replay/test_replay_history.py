"""A log becomes a history that the house reads as its own."""

from datetime import datetime, timedelta

import pytest

from events.counter import CounterClosed, CounterOpened
from events.day import DayClosed, DayOpened
from events.local_time import HERE
from events.visit import TicketIssued, VisitCalled, VisitClass, VisitExpired, WhyRule
from hub.application.replay import Column
from hub.projections.measured.gathered import facts_of
from hub.projections.measures import Dimension, by, figures
from tests.hub.replay.logs import BY_HAND, log, replayed

MINUTE = 60_000_000


def kinds(history):
    """Return what happened, by type."""
    return [type(one.event).__name__ for one in history]


def test_the_figures_of_a_log_made_by_hand():
    """Waits, service level, abandonment, occupancy: as reckoned in the head."""
    replay, history = replayed(BY_HAND)

    told = figures(facts_of(history))

    assert not replay.faults
    assert (told.issued, told.mistaken, told.served, told.waiting) == (7, 1, 4, 0)
    assert told.wait_first.n == 4
    assert told.wait_first.total == (0 + 2 + 5 + 20) * MINUTE
    assert (told.wait_first.p50, told.wait_first.p90) == (2 * MINUTE, 20 * MINUTE)
    assert told.walking.total == 0
    assert told.handling.total == (10 + 16 + 30 + 20) * MINUTE
    # Three called within 15 minutes; of four called and the two who left after more.
    assert (told.called_in_time.part, told.called_in_time.whole) == (3, 6)
    assert (told.abandoned.part, told.abandoned.whole) == (1, 6)
    assert told.left_at_closing.part == 1
    assert told.overrides.part == 0
    # Counter 1 was open from 8:00 to 8:40, counter 2 from 8:04 to 8:50.
    assert told.occupancy.part == 76 * MINUTE
    assert told.occupancy.whole == (40 + 46) * MINUTE


def test_the_figures_of_a_service():
    """A log's services are the office's."""
    _, history = replayed(BY_HAND)

    told = by(facts_of(history), Dimension.SERVICE)

    assert {service: one.issued for service, one in told.items()} == {"A": 4, "B": 3}
    assert told["B"].priority == 1


def test_the_log_decides_who_is_called():
    """A call out of our order is no override: its rule says that a log told it."""
    _, history = replayed(BY_HAND)

    calls = [one.event for one in history if isinstance(one.event, VisitCalled)]

    assert {call.why.rule for call in calls} == {WhyRule.LOG}


def test_events_stand_at_the_instants_of_the_log():
    """Each event is recorded at the log's time, in order, under the log's line."""
    _, history = replayed(BY_HAND)

    first, second = [o for o in history if isinstance(o.event, TicketIssued)][:2]
    assert second.at == datetime(2026, 11, 2, 8, 2, tzinfo=HERE)
    assert (first.cause, first.by) == (
        "line:2:ticket-issued",
        "/office/hk01/log",
    )
    assert [one.position for one in history] == list(range(1, len(history) + 1))
    assert [one.at for one in history] == sorted(one.at for one in history)


def test_ids_of_the_log_stay_outside():
    """An id of another system may lead to a person; it is not written down."""
    _, history = replayed(BY_HAND.replace("\n3,", "\n079085000123,"))

    assert "079085000123" not in repr(history)


def test_each_day_has_its_own_books():
    """Every date is opened and closed, numbers begin anew, and the books are summed."""
    rows = BY_HAND + BY_HAND.partition("\n")[2].replace("11-02", "11-03").replace(
        "\n", "\nx"
    ).removesuffix("x")
    _, history = replayed(rows.replace("\n1,", "\ny1,", 1))

    opened = [one for one in history if isinstance(one.event, DayOpened)]
    closed = [one.event for one in history if isinstance(one.event, DayClosed)]
    assert [one.stream for one in opened] == ["hk01/2026-11-02", "hk01/2026-11-03"]
    assert [one.version for one in opened] == [1, 1]
    books = closed[1].books
    assert (books.served, books.abandoned, books.expired) == (4, 2, 1)
    assert books.issued == {"A": 4, "B": 3}


def test_who_is_never_called():
    """A row with an arrival only waited until the day closed."""
    _, history = replayed(BY_HAND)

    expired = [one for one in history if isinstance(one.event, VisitExpired)]

    assert [one.cause for one in expired] == ["line:8:visit-expired"]


def test_counters_of_our_own():
    """Without a counter column visits take the lowest free counter, open all day."""
    _, history = replayed(
        log(
            "08:00:00,08:00:00,08:10:00,,",
            "08:01:00,08:01:00,08:05:00,,",
            "08:03:00,08:05:00,08:20:00,,",
            "08:04:00,08:10:00,08:12:00,,",
        )
    )

    calls = [one.event.counter for one in history if isinstance(one.event, VisitCalled)]
    assert calls == ["1", "2", "2", "1"]
    opened = [one for one in history if isinstance(one.event, CounterOpened)]
    closed = [one for one in history if isinstance(one.event, CounterClosed)]
    assert {one.at.astimezone(HERE).strftime("%H:%M") for one in opened} == {"08:00"}
    assert {one.at.astimezone(HERE).strftime("%H:%M") for one in closed} == {"08:20"}


def test_names_of_counters_become_numbers():
    """A counter that the site file does not have may be a person's name."""
    _, history = replayed(
        log(
            "08:00:00,08:00:00,08:10:00,,ZOHARI",
            "08:01:00,08:01:00,08:05:00,,2",
            "08:12:00,08:12:00,08:20:00,,ZOHARI",
        )
    )

    calls = [one.event.counter for one in history if isinstance(one.event, VisitCalled)]
    assert calls == ["4", "2", "4"]
    assert "ZOHARI" not in repr(history)


def test_a_visit_called_before_it_began():
    """Where the log says when it called, walking is measured too."""
    header = "arrived,called,started,ended,abandoned"
    _, history = replayed(
        log(
            "08:00:00,08:05:00,08:06:00,08:10:00,",
            "08:01:00,08:10:00,,,08:12:00",
            header=header,
        )
    )

    told = figures(facts_of(history))
    assert told.wait_first.total == (5 + 9) * MINUTE
    assert told.walking.total == (1 + 2) * MINUTE
    assert told.served == 1


def test_a_day_that_ends_after_midnight():
    """Who comes before the last of yesterday has gone is still of yesterday."""
    _, history = replayed(
        "arrived,started,ended\n"
        "2026-11-02 23:50,2026-11-02 23:50,2026-11-03 00:30\n"
        "2026-11-03 00:10,2026-11-03 00:30,2026-11-03 00:40\n"
        "2026-11-03 00:40,2026-11-03 00:41,2026-11-03 00:50\n"
    )

    issued = [one for one in history if isinstance(one.event, TicketIssued)]
    assert [one.stream for one in issued] == [
        *["hk01/2026-11-02"] * 2,
        "hk01/2026-11-03",
    ]
    assert [one.at for one in history] == sorted(one.at for one in history)


def test_everything_at_one_instant():
    """Come, called, served and gone in no time at all, three at one counter."""
    row = "08:00:00,08:00:00,08:00:00,,1"

    replay, history = replayed(log(row, row, row))

    assert not replay.faults
    assert figures(facts_of(history)).served == 3


def test_times_counted_from_a_start():
    """Plain numbers count from a start, in seconds or another unit."""
    start = datetime(2026, 11, 2, 7, 30, tzinfo=HERE)

    _, history = replayed("arrived;started;ended\n0;1.5;3\n", start=start, unit_s=60.0)

    (call,) = [one for one in history if isinstance(one.event, VisitCalled)]
    assert call.at - start == timedelta(seconds=90)


def test_a_log_in_its_own_words():
    """Headers, services and classes go by what the caller says they mean."""
    _, history = replayed(
        "\ufeffvru_entry;ser_start;ser_exit;type;customer_type\n"
        "2026-11-02T01:00:00Z;2026-11-02T01:01:00Z;2026-11-02T01:02:00Z;loans;2\n",
        named={
            Column.ARRIVED: "vru_entry",
            Column.STARTED: "ser_start",
            Column.ENDED: "Ser_Exit",
            Column.SERVICE: "type",
            Column.CLASS: "customer_type",
        },
        services={"Loans": "C"},
        priority=["2"],
    )

    (issued,) = [o.event for o in history if isinstance(o.event, TicketIssued)]
    assert (issued.ticket, issued.visit_class) == ("C001", VisitClass.PRIORITY)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_what_stands_between_fields(between):
    """Commas, semicolons and tabs all do."""
    text = BY_HAND.replace(",", between)

    replay, history = replayed(text)

    assert not replay.faults
    assert kinds(history) == kinds(replayed(BY_HAND)[1])
