"""What happened is never refused."""

import pytest

from events import codec, counter
from events import day as days
from events.recorded import Recorded
from hub.domain.day import Day
from hub.domain.evolve import FOLDS, evolve, fold_all
from tests.examples import EXAMPLES
from tests.given import SENDER, at, given
from tests.history import called, issued, parked

MODULES_OF_THE_DAY = (days.__name__, counter.__name__, "events.visit.events")
EVENTS = [body for body, _ in codec.EVENTS.values()]
OF_THE_DAY = [body for body in EVENTS if body.__module__ in MODULES_OF_THE_DAY]
FOREIGN = [body for body in EVENTS if body not in OF_THE_DAY]


def named(body: type) -> str:
    """Return an event's name, for messages."""
    return codec.NAMES[body][0]


def next_one(day: Day, event: object) -> Recorded:
    """Return an event written down after all that the day knows."""
    moment = at("18:00").at
    assert moment is not None
    return Recorded(
        stream="hk01/2026-11-22",
        version=day.version + 1,
        position=day.position + 1,
        at=moment,
        cause="press",
        by=SENDER,
        event=event,
    )


@pytest.mark.parametrize("body", OF_THE_DAY, ids=named)
def test_every_event_of_the_day_is_folded(body) -> None:
    """Every event that tells of the day, a counter or a visit changes the day."""
    assert body in FOLDS


def test_nothing_else_is_folded() -> None:
    """Only events of the contract are folded."""
    assert set(FOLDS) == set(OF_THE_DAY)


@pytest.mark.parametrize("body", FOREIGN, ids=named)
def test_foreign_events_leave_the_day_alone(body) -> None:
    """What devices, sessions and alerts tell changes neither visits nor counters."""
    day = given(issued("A001"), called("A001", to="1"), parked("A001", at="1")).day
    recorded = next_one(day, EXAMPLES[named(body)])
    after = evolve(day, recorded)

    moved_on = {"last_at", "position", "version"}
    kept = [field for field in day.__struct_fields__ if field not in moved_on]
    assert [getattr(after, f) for f in kept] == [getattr(day, f) for f in kept]
    assert after.position == recorded.position


def test_the_day_is_the_sum_of_its_events() -> None:
    """A day is folded from its beginning, or onwards from where it stood."""
    history = given(issued("A001"), called("A001", to="1"))
    start, rest = history.events[:3], history.events[3:]
    begun = fold_all(start, Day(office="hk01"))

    assert fold_all(rest, begun) == history.day
