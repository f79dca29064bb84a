"""Who is next, in any queue."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from typing import NamedTuple

from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from events.plan import CounterPlan, Rules
from events.visit import Serving, VisitClass, Waiting, WhyRule
from hub.domain.calling_rule import ahead, choose
from hub.domain.day import Day
from hub.domain.visit import Visit
from tests.given import DAWN
from tests.given import given as history_of
from tests.history import NORMAL, PRIORITY, day_opened, opened, plan
from tests.hub.domain import plain_queue

ENDLESS = 24 * 60
COUNTERS = (
    CounterPlan(id="1", serves=("A", "B")),
    CounterPlan(id="2", serves=("B", "C")),
    CounterPlan(id="3", serves=("C",)),
)
NO_GUARDS = Rules(longest_wait_min=ENDLESS, priority_run=10_000)


class Person(NamedTuple):
    """Somebody who waits: number, minute of arrival, class, service, reserved to."""

    number: int
    arrived: int
    kind: VisitClass
    service: str = "A"
    reserved: str | None = None

    @property
    def ticket(self) -> str:
        """The label on the slip."""
        return f"{self.service}{self.number:03d}"


class Crowd(NamedTuple):
    """Who waits, by which rules, and after how many priority calls in a row."""

    people: list[Person]
    rules: Rules = NO_GUARDS
    run: int = 0


def crowds(rules: st.SearchStrategy[Rules]) -> st.SearchStrategy[Crowd]:
    """Return waiting rooms of up to a dozen people."""
    person = st.tuples(
        st.integers(0, 60),
        st.sampled_from([NORMAL, PRIORITY]),
        st.sampled_from("ABC"),
        st.sampled_from([None, None, None, "1", "2", "3"]),
    )
    people = st.lists(person, max_size=12).map(
        lambda rows: [Person(n, *row) for n, row in enumerate(rows, 1)]
    )
    return st.builds(Crowd, people, rules, st.integers(0, 3))


ANY_RULES = st.builds(
    Rules,
    priority_credit_min=st.integers(0, 60),
    longest_wait_min=st.integers(0, 90),
    priority_run=st.integers(1, 3),
)
ANY_CREDIT = st.builds(
    lambda credit: replace(NO_GUARDS, priority_credit_min=credit), st.integers(0, 60)
)


def day_of(crowd: Crowd, counters: tuple[CounterPlan, ...] = COUNTERS) -> Day:
    """Return the day of a crowd: counters 1 and 2 are open, 3 is closed."""
    begun = day_opened(plan(counters=counters, rules=crowd.rules))
    opens = [opened(c.id) for c in counters if c.id != "3"]
    day = history_of(since=(begun, *opens)).day
    return replace(
        reduce(Day.with_visit, map(visit_of, crowd.people), day), priority_run=crowd.run
    )


def visit_of(person: Person) -> Visit:
    """Return the waiting visit of a person."""
    arrived = DAWN + timedelta(minutes=person.arrived)
    return Visit(
        id=person.ticket,
        ticket=person.ticket,
        service=person.service,
        visit_class=person.kind,
        arrived=arrived,
        place=Waiting(arrived, counter=person.reserved),
        touched=0,
    )


def expected(crowd: Crowd, counter: str, now: int) -> tuple[str, WhyRule, int] | None:
    """Return whom the rule calls, worked out in plain steps: by sorting, in minutes."""
    serves = {"1": "AB", "2": "BC", "3": "C"}[counter]
    fit = [p for p in crowd.people if p.service in serves]
    fit = [p for p in fit if p.reserved in (None, counter, "3")]
    if not fit:
        return None
    rules = crowd.rules
    in_order = sorted(
        fit,
        key=lambda p: (
            p.arrived - (rules.priority_credit_min if p.kind is PRIORITY else 0),
            p.arrived,
            p.ticket,
        ),
    )
    normal = next((p for p in in_order if p.kind is NORMAL), None)
    first = in_order[0]
    overdue = normal and now - normal.arrived > rules.longest_wait_min
    if normal and overdue and first.kind is PRIORITY and normal.arrived < first.arrived:
        return normal.ticket, WhyRule.GUARD, rules.longest_wait_min
    if normal and first.kind is PRIORITY and crowd.run >= rules.priority_run:
        return normal.ticket, WhyRule.RUN, rules.priority_run
    if normal and first.kind is PRIORITY and normal.arrived < first.arrived:
        return first.ticket, WhyRule.PRIORITY, rules.priority_credit_min
    return first.ticket, WhyRule.LONGEST_WAIT, now - first.arrived


@given(crowds(ANY_RULES), st.sampled_from("123"), st.integers(60, 150))
def test_the_rule_is_the_one_on_the_wall(crowd, counter, now) -> None:
    """Whoever works the rule out by hand comes to the same visit and reason."""
    chosen = choose(day_of(crowd), counter, DAWN + timedelta(minutes=now))
    said = chosen and (chosen[0].ticket, chosen[1].rule, chosen[1].minutes)

    assert said == expected(crowd, counter, now)


def calls(crowd: Crowd) -> list[Person]:
    """Return everybody in the order in which one counter serving all calls them."""
    one = (CounterPlan(id="1", serves=("A", "B", "C")),)
    day, order = day_of(crowd, one), []
    by_ticket = {p.ticket: p for p in crowd.people}
    now = DAWN + timedelta(minutes=60)
    while (chosen := choose(day, "1", now)) is not None:
        visit, _ = chosen
        order.append(by_ticket[visit.ticket])
        day = day.with_visit(replace(visit, place=Serving("1", now)))
    return order


def unreserved(crowd: Crowd) -> Crowd:
    """Return the crowd with nobody sent to a counter."""
    return crowd._replace(people=[p._replace(reserved=None) for p in crowd.people])


@given(crowds(ANY_CREDIT))
@example(Crowd([Person(1, 0, NORMAL), Person(2, 15, PRIORITY)]))
def test_nobody_is_overtaken_beyond_the_credit(crowd) -> None:
    """Only a priority visit passes a normal one, and only within its credit."""
    order = calls(unreserved(crowd))
    credit = crowd.rules.priority_credit_min

    assert len(order) == len(crowd.people)
    for place, later in enumerate(order):
        for passed in order[place + 1 :]:
            if passed.arrived < later.arrived:
                assert (later.kind, passed.kind) == (PRIORITY, NORMAL)
                assert later.arrived - passed.arrived < credit


@given(crowds(ANY_CREDIT))
def test_the_number_ahead_is_the_number_called_before(crowd) -> None:
    """Who is told "3 ahead of you" is the fourth to be called, if nobody else comes."""
    crowd = unreserved(crowd)
    one = (CounterPlan(id="1", serves=("A", "B", "C")),)
    day = day_of(crowd, one)

    told = [ahead(day, day.visits[person.ticket]) for person in calls(crowd)]
    assert told == list(range(len(crowd.people)))


@given(crowds(ANY_RULES), st.integers(60, 150))
def test_the_lines_tell_what_looking_at_everybody_tells(crowd, now) -> None:
    """Who is next, how many wait and how many are ahead follow from the lines alone."""
    day, moment = day_of(crowd), DAWN + timedelta(minutes=now)

    assert plain_queue.kept_lines(day) == plain_queue.lines(day)
    for counter in "123":
        assert choose(day, counter, moment) == plain_queue.chosen(day, counter, moment)
    for visit in day.waiting_visits():
        assert ahead(day, visit) == plain_queue.number_ahead(day, visit)


def test_only_those_count_as_ahead_whom_the_same_counters_call() -> None:
    """Who waits for other counters is not ahead of anybody here."""
    crowd = Crowd([Person(1, 0, NORMAL, "C"), Person(2, 1, NORMAL, "B")])
    day = day_of(crowd, (COUNTERS[0], COUNTERS[2]))

    assert ahead(day, day.visits["B002"]) == 0
    assert ahead(day_of(crowd), day.visits["B002"]) == 1


@given(crowds(ANY_CREDIT), st.integers(0, 59), st.integers(1, 60))
def test_the_order_of_two_never_changes(crowd, now, later) -> None:
    """With the guards off, the order of the queue does not change as time passes."""
    day = day_of(crowd)
    first = choose(day, "1", DAWN + timedelta(minutes=now))
    then = choose(day, "1", DAWN + timedelta(minutes=now + later))

    assume(first is not None and then is not None)
    assert first is not None
    assert then is not None
    assert first[0] == then[0]


@given(crowds(ANY_RULES), st.integers(0, 40))
def test_nobody_waits_for_ever(crowd, now) -> None:
    """A counter that goes on calling comes to everybody it may call."""
    day, moment = day_of(crowd), DAWN + timedelta(minutes=60 + now)
    for _ in crowd.people:
        chosen = choose(day, "2", moment)
        if chosen is not None:
            day = day.with_visit(replace(chosen[0], place=Serving("2", moment)))

    left = [v for v in day.waiting_visits() if v.service in "BC"]
    assert all(isinstance(v.place, Waiting) and v.place.counter == "1" for v in left)
