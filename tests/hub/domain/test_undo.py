"""Taking back."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from events.counter import (
    CloseCounter,
    CounterRestored,
    CounterStatus,
    OpenCounter,
    PauseCounter,
    ResumeCounter,
)
from events.plan import Rules
from events.visit import (
    Called,
    CallNext,
    CallTicket,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    PickReason,
    Recall,
    ReturnVisit,
    Serving,
    StartServing,
    TransferVisit,
    Undo,
    Waiting,
)
from hub.domain.day import Day
from tests.given import History, given, together
from tests.history import (
    PRIORITY,
    called,
    closed,
    day_opened,
    issued,
    no_show,
    opened,
    parked,
    paused,
    plan,
    returned,
    served,
    started,
    transferred,
    undone,
    was,
)

UNDO = Undo(counter="1")
SIT_DOWN = opened("1", clerk="NV-07")
CALLED = (issued("A001", PRIORITY), called("A001", to="1"))
SERVING = (*CALLED, started("A001", at="1"))
PARKED = (*SERVING, parked("A001", at="1"))
IN_TIME = timedelta(minutes=20) + given().now
GONE = (*CALLED, no_show("A001", at="1", until=IN_TIME))


UNDOABLE = {
    "open": ((), OpenCounter(counter="1")),
    "open in a break": ((SIT_DOWN, paused("1")), OpenCounter(counter="1")),
    "pause": ((SIT_DOWN,), PauseCounter(counter="1")),
    "resume": ((SIT_DOWN, paused("1")), ResumeCounter(counter="1")),
    "close": ((SIT_DOWN,), CloseCounter(counter="1")),
    "close in a break": ((SIT_DOWN, paused("1")), CloseCounter(counter="1")),
    "call": ((SIT_DOWN, issued("A001")), CallNext(counter="1")),
    "call priority": ((SIT_DOWN, issued("A001", PRIORITY)), CallNext(counter="1")),
    "finish and call": ((SIT_DOWN, *SERVING, issued("A002")), CallNext(counter="1")),
    "call its parked": ((SIT_DOWN, *PARKED, returned("A001")), CallNext(counter="1")),
    "recall": ((SIT_DOWN, *CALLED), Recall(counter="1")),
    "start": ((SIT_DOWN, *CALLED), StartServing(counter="1")),
    "finish": ((SIT_DOWN, *SERVING), FinishServing(counter="1")),
    "no-show": ((SIT_DOWN, *CALLED), MarkNoShow(counter="1")),
    "park": ((SIT_DOWN, *SERVING), ParkVisit(counter="1")),
    "park a called one": ((SIT_DOWN, *CALLED), ParkVisit(counter="1")),
    "return": ((SIT_DOWN, *PARKED), ReturnVisit(counter="1")),
    "return a no-show": ((SIT_DOWN, *GONE), ReturnVisit(ticket="A001", counter="1")),
    "transfer": ((SIT_DOWN, *SERVING), TransferVisit(counter="1", to_service="C")),
    "transfer to a counter": (
        (SIT_DOWN, *SERVING),
        TransferVisit(counter="1", to_counter="2"),
    ),
}


def standing(day: Day) -> dict[str, Any]:
    """Return all that an undo must bring back."""
    return {
        "run": day.priority_run,
        "waiting": set(day.waiting),
        "counters": {c.id: c.snapshot() for c in day.counters.values()},
        "visits": {v.id: (v.snapshot(), v.visit_class) for v in day.visits.values()},
    }


def slow_day(*items: Any) -> History:
    """Return a history of an office that allows an undo for ten minutes."""
    return given(
        *items,
        since=(day_opened(plan(rules=Rules(undo_s=600))), opened("1"), opened("2")),
    )


@pytest.mark.parametrize(("so_far", "act"), UNDOABLE.values(), ids=UNDOABLE.keys())
def test_every_act_of_a_counter_can_be_taken_back(so_far, act) -> None:
    """Undo brings counter, visits and run back to where they stood before the act."""
    history = given(*so_far, since=(day_opened(), opened("2")))

    done = history.when(act)
    taken_back = done.after.when(UNDO, seconds=10)

    assert done.events
    assert standing(done.after.day) != standing(history.day)
    assert standing(taken_back.after.day) == standing(history.day)


def test_a_call_is_taken_back() -> None:
    """The undo says what it undid, and restores visit and counter in full."""
    before = given(issued("A001"))
    arrived = before.last
    done = before.when(CallNext(counter="1")).after

    done.when(UNDO, seconds=5).then(
        undone(
            "1",
            "visit-called",
            was("A001", Waiting(since=arrived)),
            restored=before.day.counters["1"].snapshot(),
        )
    )


def test_one_press_of_two_events_is_taken_back_whole() -> None:
    """Undoing a call that finished a visit brings that visit back to the counter."""
    before = given(*SERVING, issued("A002"))
    done = before.when(CallNext(counter="1")).after
    first = done.day.visits["visit-A001"]

    taken_back = done.when(UNDO, seconds=5).then(
        undone(
            "1",
            "visit-called",
            was(
                "A001",
                Serving("1", before.day.counters["1"].since or before.last),
                first_called_at=first.first_called_at,
                started_at=first.started_at,
            ),
            was("A002", Waiting(since=before.last)),
            restored=before.day.counters["1"].snapshot(),
            run=1,
        )
    )
    assert taken_back.day.status("1") is CounterStatus.SERVING


def test_two_events_of_one_press_on_one_visit_are_taken_back_to_the_first() -> None:
    """Whatever one press did to a visit, undo brings back where it was before."""
    before = given(issued("A001"))
    both = together(called("A001", to="1"), started("A001", at="1"))
    taken_back = before.and_then(both).when(UNDO, seconds=5)

    assert len(taken_back.events[0].visits) == 1
    assert standing(taken_back.after.day) == standing(before.day)


def test_a_transferred_visit_comes_back_to_its_service() -> None:
    """Undoing a transfer restores service and place."""
    history = given(*SERVING, transferred("A001", "1", "C"))
    visit = history.when(UNDO, seconds=5).after.day.visit_of("A001")

    assert visit is not None
    assert visit.service == "A"
    assert visit.counter == "1"


def test_the_run_of_priority_is_restored() -> None:
    """A priority call taken back does not count in the run."""
    history = given(issued("A001", PRIORITY))
    done = history.when(CallNext(counter="1")).after

    assert done.day.priority_run == 1
    assert done.when(UNDO, seconds=5).after.day.priority_run == 0


def test_the_run_is_left_where_no_call_is_taken_back() -> None:
    """A break taken back does not forget the calls that others made meanwhile."""
    history = slow_day(
        issued("A001", PRIORITY), paused("1"), called("A001", to="2")
    ).when(UNDO)

    assert history.after.day.priority_run == 1


def test_a_first_call_taken_back_was_never_the_first() -> None:
    """A visit whose only call was taken back has not been called yet."""
    history = given(issued("A001"), called("A001", to="1"))
    visit = history.when(UNDO, seconds=5).after.day.visit_of("A001")

    assert visit is not None
    assert visit.first_called_at is None


def test_only_the_last_act_is_taken_back() -> None:
    """Undo takes back the newest act and leaves the one before it."""
    history = given(*SERVING)
    visit = history.when(UNDO, seconds=5).after.day.visit_at("1")

    assert visit is not None
    assert visit.place == Called("1", visit.first_called_at or history.last)


def test_an_act_is_one_senders() -> None:
    """Two senders that chose the same id have done two acts, not one."""
    history = given(*SERVING)
    *others, called, started = history.events
    same = [
        replace(called, cause="press-1", by="/office/hk01/http"),
        replace(started, cause="press-1", by="/office/hk01/device/counter-1"),
    ]
    day = replace(history, events=(*others, *same)).when(UNDO, seconds=5).after.day

    assert day.status("1") is CounterStatus.CALLED


def test_a_pick_is_taken_back_to_where_the_visit_was() -> None:
    """A parked visit that was picked by mistake is parked again."""
    history = given(issued("A001"), called("A001", to="1"), parked("A001", at="1"))
    place = history.day.visits["visit-A001"].place
    pick = CallTicket(counter="2", ticket="A001", reason=PickReason.CORRECTION)
    day = history.when(pick).after.when(Undo(counter="2"), seconds=3).after.day

    assert day.visits["visit-A001"].place == place


def test_an_undo_is_news() -> None:
    """After an undo the counter's revision is a new one."""
    history = given(*CALLED)
    taken_back = history.when(UNDO, seconds=5).after

    assert taken_back.day.counters["1"].revision == len(taken_back.events)


def test_an_opening_taken_back_closes_the_counter() -> None:
    """A counter opened by mistake is closed again."""
    given(since=(day_opened(),)).when(OpenCounter(counter="1")).after.when(
        UNDO, seconds=5
    ).then(undone("1", "counter-opened", restored=CounterRestored(is_open=False)))


def test_a_finish_taken_back_goes_on() -> None:
    """A visit finished by mistake is being served again since it began."""
    history = given(*SERVING)
    since = history.last
    day = history.and_then(served("A001", at="1")).when(UNDO, seconds=5).after.day
    visit = day.visit_at("1")

    assert visit is not None
    assert visit.place == Serving("1", since)
    assert visit.started_at == since


def test_a_closing_taken_back_opens_the_counter() -> None:
    """A counter closed by mistake is open again, with its clerk."""
    history = given(closed("1"), opened("1", clerk="NV-07"))
    day = history.when(CloseCounter(counter="1")).after.when(UNDO, seconds=5).after.day

    assert day.status("1") is CounterStatus.IDLE
    assert day.counters["1"].clerk == "NV-07"
