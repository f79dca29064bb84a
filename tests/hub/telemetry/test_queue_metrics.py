"""What Prometheus reads of the queue: waits, departures, help, what is amiss."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.session import CompleteSession, Outcome, Rate
from events.settings import ChangeSettings, OfficeSettings, Targets
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ParkReason,
    ParkVisit,
    ReturnVisit,
    StartServing,
    TransferVisit,
    Undo,
    UndoReason,
    VisitClass,
)
from hub.application.queue_tallies import HANDLINGS, WAITS
from hub.telemetry.queue_catalogue import QUEUE
from tests.hub.rig import Rig
from tests.hub.telemetry.scraped import Scraped

A = {"service": "A"}
WAIT = "layso_wait_to_first_call_seconds"
HANDLING = "layso_handling_duration_seconds"
BOUND = {"service": 26, "class": 2, "how": 3, "outcome": 11, "score": 5, "kind": 30}


@pytest.fixture
def scraped() -> Iterator[Scraped]:
    """A core with nothing done."""
    scraped = Scraped()
    yield scraped
    scraped.rig.stop()


def serve(rig: Rig, minutes: float, counter: str = "1") -> None:
    """Call the next, and serve them for so long."""
    rig.accepted(CallNext(counter=counter))
    rig.accepted(StartServing(counter=counter))
    rig.clock.goes(minutes=minutes)
    rig.accepted(FinishServing(counter=counter))


def test_an_office_begins_at_zero(scraped: Scraped) -> None:
    """Each service of the day has its series at once, so that rates begin right."""
    assert scraped.value("layso_day_open") == 0
    scraped.rig.accepted(OpenDay())

    assert scraped.value("layso_day_open") == 1
    for service in "ABCD":
        mine = {"service": service}
        assert scraped.value("layso_longest_wait_seconds", **mine) == 0
        assert scraped.value("layso_visits_departed_total", how="served", **mine) == 0
        assert scraped.value(f"{WAIT}_count", **mine) == 0
        assert scraped.value(f"{HANDLING}_bucket", le="+Inf", **mine) == 0


def test_the_longest_wait_counts_from_the_ticket(scraped: Scraped) -> None:
    """Whoever came first and still waits is who waits longest, whatever the class."""
    rig = scraped.rig
    rig.open_with("1", waiting=1)
    rig.clock.goes(minutes=5)
    rig.accepted(IssueTicket(service="A", visit_class=VisitClass.PRIORITY))
    rig.clock.goes(minutes=10)

    assert scraped.value("layso_longest_wait_seconds", **A) == 15 * 60
    assert scraped.value("layso_longest_wait_seconds", service="B") == 0
    serve(rig, 0)
    serve(rig, 0)
    assert scraped.value("layso_longest_wait_seconds", **A) == 0


def test_a_clock_behind_the_record_makes_no_negative_wait(scraped: Scraped) -> None:
    """A wait is at least nothing."""
    scraped.rig.open_with("1", waiting=1)
    scraped.rig.clock.goes(hours=-1)

    assert scraped.value("layso_longest_wait_seconds", **A) == 0


def test_a_wait_is_counted_once_a_visit(scraped: Scraped) -> None:
    """The first call counts, in its bucket; one after a transfer does not."""
    rig = scraped.rig
    rig.open_with("1", "2", waiting=1)
    rig.clock.goes(minutes=7)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.accepted(TransferVisit(counter="1", to_counter="2"))
    rig.clock.goes(minutes=30)
    serve(rig, 4, counter="2")

    assert scraped.value(f"{WAIT}_count", **A) == 1
    assert scraped.value(f"{WAIT}_sum", **A) == 7 * 60
    assert scraped.value(f"{WAIT}_bucket", le="300.0", **A) == 0
    assert scraped.value(f"{WAIT}_bucket", le="600.0", **A) == 1


def test_handling_leaves_parked_time_out(scraped: Scraped) -> None:
    """What counts is the time together, over every stay at a counter."""
    rig = scraped.rig
    rig.open_with("1", waiting=1)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.clock.goes(minutes=3)
    rig.accepted(ParkVisit(counter="1", reason=ParkReason.PHOTOCOPY))
    rig.clock.goes(minutes=20)
    rig.accepted(ReturnVisit(counter="1"))
    serve(rig, 4)

    assert scraped.value(f"{HANDLING}_sum", **A) == 7 * 60
    assert scraped.value("layso_visits_departed_total", how="served", **A) == 1


def test_what_was_undone_and_done_again_counts_once(scraped: Scraped) -> None:
    """A finish or park taken back leaves one visit, with the whole of its time."""
    rig = scraped.rig
    undo = Undo(counter="1", reason=UndoReason.WRONG_KEY)
    rig.open_with("1", waiting=1)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(undo)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.clock.goes(minutes=3)
    rig.accepted(ParkVisit(counter="1", reason=ParkReason.OTHER))
    rig.accepted(undo)
    rig.clock.goes(minutes=2)
    rig.accepted(FinishServing(counter="1"))
    rig.accepted(undo)
    rig.accepted(FinishServing(counter="1"))

    assert scraped.value(f"{WAIT}_count", **A) == 1
    assert scraped.value(f"{HANDLING}_count", **A) == 1
    assert scraped.value(f"{HANDLING}_sum", **A) == 5 * 60
    assert scraped.value("layso_visits_departed_total", how="served", **A) == 1


def test_each_way_to_leave_is_counted(scraped: Scraped) -> None:
    """Served, abandoned, left at closing; a no-show is none of them until then."""
    rig = scraped.rig
    rig.open_with("1", waiting=4)
    serve(rig, 1)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(MarkNoShow(counter="1"))
    rig.accepted(AbandonVisit(ticket="A003"))
    rig.accepted(CloseDay())
    departed = "layso_visits_departed_total"

    assert scraped.value("layso_tickets_issued_total", **A, **{"class": "normal"}) == 4
    assert scraped.value(departed, how="served", **A) == 1
    assert scraped.value(departed, how="abandoned", **A) == 1
    assert scraped.value(departed, how="expired", **A) == 1
    assert scraped.value("layso_no_shows_total", **A) == 1


def test_calls_in_time_go_by_the_target_of_that_hour(scraped: Scraped) -> None:
    """A manager's new target holds from then on, and stands beside the figures."""
    rig = scraped.rig
    rig.open_with("1", waiting=2)
    rig.clock.goes(minutes=15)
    serve(rig, 0)
    told = OfficeSettings(targets=Targets(called_within_min=10, called_share=90))
    rig.accepted(ChangeSettings(settings=told, revision=0))
    serve(rig, 0)

    assert scraped.value("layso_first_calls_in_time_total", **A) == 1
    assert scraped.value("layso_target_wait_seconds") == 600
    assert scraped.value("layso_target_called_ratio") == 0.9
    assert scraped.value("layso_warn_longest_wait_seconds") == 1_800


def test_sessions_stand_as_corrected(scraped: Scraped) -> None:
    """An outcome said later moves a session from one count to the other."""
    rig = scraped.rig
    rig.open_with("1", waiting=1)
    serve(rig, 1)
    assert scraped.value("layso_day_sessions", outcome="not-recorded") == 1

    session = next(iter(rig.core.board.state.sessions.by_id))
    rig.accepted(CompleteSession(session=session, outcome=Outcome.SUBMITTED))
    assert scraped.value("layso_day_sessions", outcome="not-recorded") == 0
    assert scraped.value("layso_day_sessions", outcome="submitted") == 1


def test_ratings_are_counted_by_score(scraped: Scraped) -> None:
    """All five scores are there; one rating is one."""
    rig = scraped.rig
    rig.open_with("1", waiting=1)
    serve(rig, 1)
    session = next(iter(rig.core.board.state.sessions.by_id.values()))
    rig.accepted(Rate(visit=session.visit, score=5))

    told = [scraped.value("layso_ratings_total", score=str(n)) for n in range(1, 6)]
    assert told == [0, 0, 0, 0, 1]


def test_views_are_told_by_their_distance(scraped: Scraped) -> None:
    """How many events the views still have to read."""
    assert scraped.value("layso_views_lag_events") == 4
    assert scraped.value("layso_views_usable") == 1


def test_a_restart_counts_nothing_twice(scraped: Scraped) -> None:
    """Counters begin anew, and a visit that goes on is timed from its real begin."""
    rig = scraped.rig
    rig.open_with("1", waiting=2)
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.clock.goes(minutes=6)
    rig.restart()
    again = Scraped(rig)
    rig.accepted(FinishServing(counter="1"))
    serve(rig, 1)

    assert again.value("layso_tickets_issued_total", **A, **{"class": "normal"}) == 0
    assert again.value(f"{WAIT}_count", **A) == 1
    assert again.value(f"{WAIT}_sum", **A) == 6 * 60
    assert again.value(f"{HANDLING}_sum", **A) == 7 * 60


def test_a_new_day_forgets_who_was_there(scraped: Scraped) -> None:
    """Counters go on growing over the days; nobody's visit is kept for them."""
    rig = scraped.rig
    for _ in range(2):
        rig.accepted(OpenDay())
        rig.accepted(OpenCounter(counter="1"))
        rig.accepted(IssueTicket(service="A"))
        serve(rig, 1)
        rig.accepted(CloseDay())
        rig.clock.goes(days=1)

    assert scraped.value("layso_visits_departed_total", how="served", **A) == 2
    assert scraped.value("layso_day_open") == 0


def test_labels_are_closed_sets(scraped: Scraped) -> None:
    """No metric of the queue may grow a series for each visit, clerk or counter."""
    scraped.rig.open_with("1", waiting=1)
    families = scraped.families()
    for each in QUEUE:
        assert set(each.labels) <= set(BOUND), each.name
        assert len(families[each.name].samples) <= 26 * (len(WAITS) + 3)


def test_buckets_are_minutes() -> None:
    """Steps of waits and handling are whole minutes in order, 15 among them."""
    for steps in (WAITS, HANDLINGS):
        assert list(steps) == sorted(set(steps))
        assert all(step % 60 == 0 for step in steps)
        assert 15 * 60 in steps


def test_a_scrape_asks_the_store_nothing(scraped: Scraped) -> None:
    """However much has happened, what is scraped was counted as it happened."""
    rig = scraped.rig
    rig.open_with("1")
    for _ in range(20):
        rig.accepted(IssueTicket(service="A"))
        serve(rig, 0)
    read, position = rig.trying.events_read, rig.store.last_position()
    rig.trying.cannot_read = True

    scraped.exposition.text()

    assert rig.trying.events_read == read
    assert position > 60
