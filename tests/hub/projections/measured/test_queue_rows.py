"""The rows of counters: state to state, in whose team, idle while people wait."""

from __future__ import annotations

from msgspec.structs import replace

from events.plan import DayOrders
from events.settings import Clerk, OfficeSettings, SettingsChanged
from hub.projections.measured.instants import MINUTE
from hub.projections.measured.rows import Facts
from hub.projections.measures import figures
from tests.given import after, together
from tests.history import (
    abandoned,
    called,
    closed,
    day_opened,
    issued,
    opened,
    paused,
    plan,
    resumed,
    served,
    started,
    transferred,
)
from tests.hub.projections.measured.morning_rows import (
    FIRST,
    minutes,
    rows,
    the_visit,
    waited_for,
)


def states(facts: Facts, counter: str = "1") -> list[tuple[str, int, int | None]]:
    """Return a counter's states: each, and minutes from the first thing on."""
    return [
        (s.state, minutes(s.began), None if s.ended is None else minutes(s.ended))
        for s in facts.counters
        if s.counter == counter
    ]


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


def test_who_leaves() -> None:
    """Somebody called who gives up leaves the counter idle."""
    facts = rows(issued("A001"), called("A001", to="1"), abandoned("A001"))

    assert the_visit(facts).place == "abandoned"
    assert states(facts)[-1] == ("idle", 2, None)


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
