"""Let the counters call as time goes on: when would everybody be called?"""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from events.plan import CounterPlan, DayOrders, DayPlan
from events.visit import VisitClass
from hub.domain import list_scheduling
from hub.domain.calling_rule import choose
from hub.domain.list_scheduling import schedule
from hub.domain.paces import NoShows, Paces, pace
from hub.domain.schedule import Schedule
from tests.given import History, Item, after, given
from tests.history import (
    NORMAL,
    PRIORITY,
    SERVICES,
    called,
    day_opened,
    issued,
    opened,
    paused,
    plan,
    started,
    transferred,
)

MINUTE = 60.0
THREE = DayPlan(
    services=SERVICES,
    counters=tuple(CounterPlan(id=n, serves=("A", "B", "C")) for n in "123"),
)
# As good as an exponential time of twelve minutes: a thousand of its quantiles.
EXPONENTIAL = [-12 * MINUTE * log(1 - (n + 0.5) / 1000) for n in range(1000)]
ALWAYS_TEN = Paces(common=pace([10 * MINUTE] * 20), services={})


def made(history: History, paces: Paces = ALWAYS_TEN) -> Schedule:
    """Return the schedule at the time of the last event."""
    return schedule(history.day, paces, history.last)


def minutes(schedule_: Schedule, service: str, kind: VisitClass = NORMAL) -> float:
    """Return when a newcomer would be called, in minutes."""
    start = schedule_.of_newcomer(service, kind)
    assert start is not None
    return start / MINUTE


def three_open(*items: Item, plan_: DayPlan = THREE) -> History:
    """Return a history of an office with three like counters, open all."""
    return given(*items, since=(day_opened(plan_), *(opened(n) for n in "123")))


def busy(*counters: str) -> tuple[Item, ...]:
    """Have somebody served at each counter, since just now."""
    return tuple(
        each
        for n in counters
        for each in (
            after(seconds=0),
            issued(f"C00{n}"),
            after(seconds=0),
            called(f"C00{n}", to=n),
            after(seconds=0),
            started(f"C00{n}", at=n),
        )
    )


def wait(*tickets: str) -> tuple[Item, ...]:
    """Have these people come, all at once."""
    return tuple(x for t in tickets for x in (after(seconds=0), issued(t)))


def later(event: Item) -> tuple[Item, ...]:
    """Have something happen a moment after the thing before."""
    return after(milliseconds=1), event


@pytest.mark.parametrize(
    ("ahead", "mean"), [(0, 4), (1, 8), (2, 12), (5, 24), (10, 44)]
)
def test_with_exponential_times_the_mean_is_erlangs(ahead: int, mean: float) -> None:
    """With all counters busy and n ahead the wait is Erlang(n + 1, c * rate)."""
    paces = Paces(common=pace(EXPONENTIAL), services={})
    people = wait(*[f"A{n + 1:03d}" for n in range(ahead)])
    found = minutes(made(three_open(*busy("1", "2", "3"), *people), paces), "A")
    assert found == pytest.approx(mean, rel=0.02)


def test_a_free_counter_calls_at_once() -> None:
    """Who finds a counter free does not wait, nor does who is next for it."""
    found = made(three_open(*busy("1", "2"), *wait("A001")))
    assert found.starts == {"visit-A001": 0.0}
    assert minutes(made(three_open(*busy("1", "2"))), "A") == 0


def test_one_counter_serves_one_after_the_other() -> None:
    """Each takes as long as the service lately took."""
    paces = Paces(
        common=pace([600] * 20),
        services={"A": pace([300] * 20), "B": pace([1200] * 20)},
    )
    one = replace(THREE, counters=THREE.counters[:1])
    people = (each for t in ("A001", "B001", "A002") for each in later(issued(t)))
    history = given(*people, since=(day_opened(one), opened("1")))
    found = made(history, paces)
    assert found.starts == {"visit-A001": 0, "visit-B001": 300, "visit-A002": 1500}
    assert minutes(found, "C") == 30


def test_a_visit_goes_on_as_others_did_that_took_so_long() -> None:
    """The rest is the mean of those times that are longer, less what has passed."""
    times = pace([300, 600, 1200, 1500])
    assert times.rest(0) == 900
    assert times.rest(700) == 650
    assert times.rest(2000) == pytest.approx(0.3 * 900)


def test_who_does_not_come_takes_less() -> None:
    """A share of calls takes only as long as calling in vain."""
    paces = Paces(common=pace([600] * 20, NoShows(share=0.1, seconds=100)), services={})
    one = replace(THREE, counters=THREE.counters[:1])
    history = given(*wait("A001"), since=(day_opened(one), opened("1")))
    found = made(history, paces).of_newcomer("A")
    assert found == pytest.approx(0.9 * 600 + 0.1 * 100)


def test_a_counter_on_a_break_calls_nobody() -> None:
    """Nobody can tell when it ends."""
    one = replace(THREE, counters=THREE.counters[:2])
    since = (day_opened(one), opened("1"), opened("2"))
    both = given(*wait("A001", "A002"), since=since)
    alone = given(*wait("A001", "A002"), paused("2"), since=since)
    assert minutes(made(both), "A") <= 10
    assert minutes(made(alone), "A") == 20


def test_what_no_open_counter_takes_is_unknown() -> None:
    """Counters 1 and 2 do not take C, and 3 is closed."""
    found = made(given(issued("C001")))
    assert found.of_newcomer("C", NORMAL) is None
    assert found.of_newcomer("C", PRIORITY) is None
    assert found.starts == {}


def test_a_clerks_skills_are_gone_by() -> None:
    """Who is not trained for B takes none of its people."""
    orders = DayOrders(skills={"NV-01": ("A",)})
    since = (
        day_opened(replace(plan(), orders=orders)),
        opened("1", "NV-01"),
        opened("2"),
    )
    found = made(given(*wait("B001", "B002", "A001"), since=since))
    assert found.starts["visit-A001"] == 0
    assert found.starts["visit-B002"] > 0


def test_who_is_sent_to_a_counter_waits_for_that_one() -> None:
    """The other is free, and calls somebody else."""
    history = given(
        *busy("1"),
        *wait("A001"),
        called("A001", to="2"),
        started("A001", at="2"),
        transferred("A001", at="2", to_service="A", to_counter="1"),
        *wait("A002"),
    )
    found = made(history)
    assert found.starts["visit-A002"] == 0
    assert found.starts["visit-A001"] > 0


def test_priority_goes_before_those_of_the_last_minutes() -> None:
    """A newcomer with priority is called in the place of who came within the credit."""
    people = (*wait("A001", "A002"), after(minutes=20), issued("A003"), *wait("A004"))
    one = replace(THREE, counters=THREE.counters[:1])
    found = made(given(*people, since=(day_opened(one), opened("1"))))
    assert minutes(found, "A", PRIORITY) == 20
    assert minutes(found, "A", NORMAL) == 40


def test_one_more_joins_at_the_end() -> None:
    """Between two schedules a newcomer is added, which tells nearly the same."""
    before = three_open(*busy("1", "2", "3"), *wait("A001", "A002"))
    joined = made(before).joined("A", NORMAL, ALWAYS_TEN.common.work)
    anew = made(before.and_then(after(seconds=0)).and_then(issued("A003")))
    assert minutes(joined, "A") == pytest.approx(minutes(anew, "A"))


def test_one_more_with_priority_has_the_next_one_wait() -> None:
    """Those with priority wait for one another."""
    before = made(three_open(*busy("1", "2", "3")))
    joined = before.joined("A", PRIORITY, 600)
    assert minutes(joined, "A", PRIORITY) > minutes(before, "A", PRIORITY)


def test_one_more_of_what_nobody_takes_changes_nothing() -> None:
    """Where no counter takes a service, nobody is put before anybody."""
    before = made(given(issued("A001")))
    assert before.joined("C", NORMAL, 600) is before


def test_a_very_long_queue_is_not_walked_to_its_end() -> None:
    """The rest is shared out: the figure is as if all had been called."""
    most = list_scheduling.MOST
    people = wait(*[f"A{n + 1:03d}" for n in range(most + 60)])
    found = made(three_open(*people))
    assert len(found.starts) == most
    assert minutes(found, "A") == pytest.approx((most + 60) * 10 / 3, rel=0.05)


people = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from([NORMAL, NORMAL, PRIORITY]),
        st.integers(0, 900),
    ),
    max_size=25,
)
PACES = Paces(
    common=pace([300, 600, 900, 1800]),
    services={"A": pace([200, 400, 600]), "B": pace([900, 1200, 2400])},
)


def queue(
    crowd: list[tuple[str, VisitClass, int]], counters: tuple[CounterPlan, ...]
) -> History:
    """Return an office in which these people have come, so many seconds apart."""
    count = dict.fromkeys("AB", 0)
    items: list[Item] = []
    for service, kind, seconds in crowd:
        count[service] += 1
        items += after(seconds=seconds), issued(f"{service}{count[service]:03d}", kind)
    open_ = (day_opened(DayPlan(services=SERVICES, counters=counters)),)
    return given(*items, since=(*open_, *(opened(c.id) for c in counters)))


BOTH = tuple(CounterPlan(id=n, serves=("A", "B")) for n in "12")
APART = (CounterPlan(id="1", serves=("A",)), CounterPlan(id="2", serves=("A", "B")))


@settings(deadline=None)
@hypothesis_given(crowd=people, counters=st.sampled_from([BOTH, APART]))
def test_one_more_ahead_makes_no_wait_shorter(
    crowd: list[tuple[str, VisitClass, int]], counters: tuple[CounterPlan, ...]
) -> None:
    """Whoever comes later waits as long or longer, whatever came before."""
    history = queue(crowd, counters)
    fewer = schedule(history.day, PACES, history.last)
    for service in "AB":
        grown = history.and_then(after(seconds=0)).and_then(issued(f"{service}555"))
        more = schedule(grown.day, PACES, grown.last)
        assert all(minutes(more, s) >= minutes(fewer, s) - 1e-6 for s in "AB")


@settings(deadline=None)
@hypothesis_given(crowd=people, counters=st.sampled_from([BOTH, APART]))
def test_who_is_called_first_is_whom_the_rule_chooses(
    crowd: list[tuple[str, VisitClass, int]], counters: tuple[CounterPlan, ...]
) -> None:
    """The schedule calls by the house's own rule."""
    history = queue(crowd, counters)
    found = schedule(history.day, PACES, history.last)
    chosen = choose(history.day, "1", history.last)
    assert chosen is None or found.starts[chosen[0].id] == 0
    assert len(found.starts) == len(list(history.day.waiting))
