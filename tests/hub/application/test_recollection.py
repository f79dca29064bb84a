"""What was learnt before a restart is learnt again, without a long start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from events.day import DayOpened
from events.recorded import Recorded
from events.visit import WaitEstimated
from hub.application.estimator import SEED, Estimator
from hub.application.recollection import DAYS, Recollection
from hub.application.streams import day_stream
from hub.domain.day import Day
from hub.domain.state import State
from hub.projections.recent_days import is_full, preceded
from hub.projections.recent_seen import CALLS, PROMPT, RATIOS, TIMES, Recent
from hub.projections.recent_window import SPARE, Sample, Window
from tests.history import (
    called,
    closed,
    day_closed,
    day_opened,
    issued,
    no_show,
    opened,
    plan,
    served,
    started,
    visit_id,
)
from tests.hub.rig import OFFICE, Rig, TryingStore, wait_until

FIRST = date(2026, 11, 2)
SERVICES = {"A": 0.5, "B": 0.38, "C": 0.12}
STATE = State(day=Day(office=OFFICE, plan=plan()))


def write_days(store: TryingStore, days: int, visits: int = 150) -> list[Recorded]:
    """Have a store hold so many days; return their events."""
    chance = Random(1)
    written: list[Recorded] = []
    for n in range(days):
        day = FIRST + timedelta(days=n)
        begun = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        for version, (at, event) in enumerate(one_day(chance, day, begun, visits), 1):
            position = len(written) + 1
            written.append(
                Recorded(
                    stream=day_stream(OFFICE, str(day)),
                    version=version,
                    position=position,
                    at=at,
                    cause=str(position),
                    by=f"/office/{OFFICE}/http",
                    event=event,
                )
            )
    store.save(written, ())
    return written


def one_day(
    chance: Random, day: date, begun: datetime, visits: int
) -> Iterator[tuple[datetime, Any]]:
    """Yield what happens at a counter on a day that is a little slow or fast."""
    at, mood = begun, chance.uniform(0.7, 1.4)
    yield at, day_opened(on=day)
    yield at, opened("1")
    for n in range(visits):
        (service,) = chance.choices([*SERVICES], [*SERVICES.values()])
        ticket = f"{service}{n + 1:03}"
        yield at, issued(ticket)
        yield at, told(ticket, chance.choice((0, 100, 100)))
        at += timedelta(seconds=round(100 * mood * chance.lognormvariate(0, 0.5)))
        yield at, called(ticket, to="1")
        if chance.random() < 0.05:
            at += timedelta(seconds=chance.randrange(100, 300))
            yield at, no_show(ticket, at="1", until=at + timedelta(minutes=20))
            continue
        yield at, started(ticket, at="1")
        at += timedelta(seconds=round(60 * mood * chance.lognormvariate(0, 0.5)))
        yield at, served(ticket, at="1")
    yield at, closed("1")
    yield at, day_closed(on=day)


def told(ticket: str, schedule_s: int) -> WaitEstimated:
    """A wait was reckoned."""
    return WaitEstimated(
        visit=visit_id(ticket),
        ticket=ticket,
        ahead=1,
        from_s=90,
        to_s=150,
        method="list-scheduling",
        schedule_s=schedule_s,
    )


@pytest.fixture(scope="module")
def store() -> TryingStore:
    """Twelve days of 150 visits: more than is gone through at a start."""
    kept = TryingStore()
    write_days(kept, 12)
    return kept


def last_day(store: TryingStore) -> tuple[Recorded, ...]:
    """Return the events of the newest day, which are read at every start."""
    everything = store.read_after(0, store.last_position())
    newest = max(n for n, e in enumerate(everything) if isinstance(e.event, DayOpened))
    return tuple(everything[newest:])


def restarted(store: TryingStore) -> Estimator:
    """Return an estimator that begins over a store."""
    estimator = Estimator(OFFICE, store)
    estimator.begin(last_day(store), STATE)
    return estimator


def recalled(estimator: Estimator) -> Estimator:
    """Let it recall day after day, till there is none to recall."""
    while (before := estimator.day_before()) is not None:
        estimator.also_saw(before)
    return estimator


def figures(recent: Recent) -> dict[str, Any]:
    """Return all that is looked at of what was seen."""
    return {
        "times": {s: recent.times_of(s) for s in SERVICES},
        "ratios": {s: recent.ratios_of(s) for s in (*SERVICES, PROMPT)},
        "no-shows": (recent.no_show_share, recent.no_show_s),
    }


def test_a_restart_knows_what_was_known_before(store: TryingStore) -> None:
    """Of every service as many times and ratios, and the same ones."""
    live = Estimator(OFFICE, TryingStore())
    live.on_commit(tuple(store.read_after(0, store.last_position())), STATE)

    again = recalled(restarted(store))
    assert figures(again.recent) == figures(live.recent)
    assert len(again.recent.times_of("A")) == TIMES
    assert len(again.recent.times_of("C")) > TIMES / 2
    assert len(again.recent.ratios_of("C")) > 100


def test_a_start_goes_through_some_days_only(store: TryingStore) -> None:
    """However long the history: the rest is recalled when the office works again."""
    history, read = last_day(store), store.events_read
    estimator = Estimator(OFFICE, store)
    estimator.begin(history, STATE)
    assert SEED - 1_000 < store.events_read - read < SEED + 1_000

    assert len(estimator.recent.times_of("A")) == TIMES
    few = len(estimator.recent.times_of("C"))
    recalled(estimator)
    assert few < len(estimator.recent.times_of("C"))


def test_each_second_after_a_start_recalls_one_day_more() -> None:
    """The waits of now rest on ever more, until all there is was recalled."""
    store = TryingStore()
    write_days(store, 12)
    whole = figures(recalled(restarted(store)).recent)
    rig = Rig(store)
    known = [len(rig.core.estimator.recent.times_of("C"))]
    for _ in range(8):
        a_second_later(rig)
        known.append(len(rig.core.estimator.recent.times_of("C")))
    rig.stop()

    assert known == sorted(known)
    assert len({*known}) > 2
    assert figures(rig.core.estimator.recent) == whole


def a_second_later(rig: Rig) -> None:
    """Let a second pass, and wait until the waits of then are shown."""
    board = rig.core.board
    shown = board.waits
    rig.clock.goes(seconds=1)
    rig.core.ticker.tick()
    wait_until(lambda: board.waits is not shown)


def test_days_of_long_ago_are_not_recalled() -> None:
    """So many days back at most, however little they taught."""
    store = TryingStore()
    write_days(store, DAYS + 5, visits=1)
    past = Recollection(OFFICE, store)
    past.begin()
    days = 0
    while past.day_before() is not None:
        days += 1
    assert days == DAYS


def test_an_office_without_a_past_has_nothing_to_recall() -> None:
    """Nor has one on its first day."""
    store = TryingStore()
    past = Recollection(OFFICE, store)
    past.begin()
    assert past.day_before() is None

    write_days(store, 1)
    past.begin()
    assert past.day_before() is None


def test_an_office_may_go_by_today_alone(store: TryingStore) -> None:
    """Where a day is played in fast motion, the days before say nothing of it."""
    estimator = Estimator(OFFICE, store)
    estimator.goes_by_today = True
    estimator.begin(last_day(store), STATE)
    assert estimator.day_before() is None
    assert not estimator.recent.times, "the last day is over"

    is_open = replace(STATE, day=replace(STATE.day, is_open=True))
    estimator.begin(last_day(store), is_open)
    assert estimator.day_before() is None
    assert 0 < len(estimator.recent.times_of("A")) < TIMES / 2


def test_days_that_cannot_be_read_are_done_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is said once; waits are reckoned from what is known."""
    store = BrokenPast()
    write_days(store, 3)
    store.cannot_read = True
    estimator = Estimator(OFFICE, store)
    estimator.begin((), STATE)
    assert estimator.day_before() is None
    assert caplog.text.count("the medium is gone") == 1


class BrokenPast(TryingStore):
    """A store whose streams cannot be read either."""

    def read_stream(self, stream: str) -> Iterator[Recorded]:
        """Read a stream, if reading works."""
        self._may_read()
        return super().read_stream(stream)


def window(count: int) -> Window:
    """Return a window of so many."""
    return (Sample("visit", 1.0, datetime(2026, 11, 2, tzinfo=UTC)),) * count


def filled(services: str) -> Recent:
    """Return as much of some services as is ever kept."""
    known = [*services, PROMPT]
    return Recent(
        times=Recent().times.update({s: window(TIMES + SPARE) for s in services}),
        ratios=Recent().ratios.update({s: window(RATIOS + SPARE) for s in known}),
        comings=window(CALLS + SPARE),
        no_shows=window(TIMES + SPARE),
    )


def test_days_are_put_together_with_what_is_kept_to_spare() -> None:
    """One that is taken back lets an older one in again, of whichever day."""
    both = preceded(filled("A"), filled("A"))
    assert both == filled("A")
    assert is_full(both, "A")


def test_once_enough_is_known_no_day_is_read(store: TryingStore) -> None:
    """Older days would change nothing."""
    estimator, read = restarted(store), store.events_read
    estimator.also_saw(filled("ABC"))
    assert estimator.day_before() is None
    assert store.events_read == read


def test_what_is_full_needs_no_older_days() -> None:
    """As many as are kept of each service, of calls and of those who did not come."""
    full = filled("A")
    assert is_full(full, "A")
    assert not is_full(full, "AB")
    less = {
        "times": full.times.set("A", window(TIMES + SPARE - 1)),
        "ratios": full.ratios.set("A", window(RATIOS + SPARE - 1)),
        "prompt": full.ratios.set(PROMPT, window(RATIOS + SPARE - 1)),
        "comings": window(CALLS + SPARE - 1),
        "no_shows": window(TIMES + SPARE - 1),
    }
    for name, one_less in less.items():
        field = "ratios" if name == "prompt" else name
        assert not is_full(replace(full, **{field: one_less}), "A"), name
