"""What calls for a manager as things stand, kind by kind."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from typing import Any

import pytest
from msgspec.structs import replace

from events.alert import AlertKind
from events.counter import CounterRestored
from events.plan import DayOrders
from events.settings import OfficeSettings, SettingsChanged, Targets
from events.visit import Waiting, WhyRule
from hub.domain.alert_rules import Outside, amiss
from hub.domain.alert_things import ABOUT, thing_of
from hub.domain.alerts_of_counters import PICKS_PER_HOUR
from hub.domain.alerts_of_devices import (
    FARTHEST_OFF_MS,
    LEAST_FREE_MIB,
    DeviceSeen,
    Owed,
)
from hub.domain.last_hour import LastHour
from tests.given import History, after, given
from tests.history import (
    PRIORITY,
    abandoned,
    called,
    closed,
    configured,
    issued,
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

BOX = DeviceSeen(device="dispenser-1", is_online=True, paper="plenty")
AT_THE_SAME_TIME = after(seconds=0)


def found(history: History, outside: Outside | None = None, **later: float) -> set[Any]:
    """Return what is amiss so long after the last event: a kind, and about what."""
    now = history.last + timedelta(**later)
    hour = reduce(LastHour.after, history.events, LastHour())
    seen = replace(outside or Outside(), hour=hour)
    return {thing_of(each) for each in amiss(history.state, seen, now)}


def of_kind(kind: AlertKind, history: History, **how: Any) -> set[str | None]:
    """Return what a kind of alert would be about."""
    return {about for found_kind, about in found(history, **how) if found_kind is kind}


def aims(**targets: int) -> SettingsChanged:
    """The manager has set targets."""
    return SettingsChanged(settings=OfficeSettings(targets=Targets(**targets)))


def many(*tickets: int, service: str = "A") -> tuple[Any, ...]:
    """People come at the same time and take these numbers."""
    labels = [f"{service}{number:03d}" for number in tickets]
    return tuple(each for t in labels for each in (AT_THE_SAME_TIME, issued(t)))


def quiet() -> History:
    """Return a morning on which nothing is amiss."""
    return given(issued("A001"), called("A001", to="1"), started("A001", at="1"))


def test_nothing_is_amiss_on_a_good_morning() -> None:
    """One is served, nobody waits, no device complains."""
    assert found(quiet(), Outside(devices=(BOX,)), minutes=5) == set()


def test_every_kind_is_about_a_known_thing() -> None:
    """What a kind is about stands in the table; crowds are the whole office's."""
    whole = {AlertKind.CROWDED, AlertKind.FEW_COUNTERS}
    assert set(AlertKind) - ABOUT.keys() == whole


# ── Those who wait ───────────────────────────────────────────────────────────


def test_somebody_waits_long() -> None:
    """Past the manager's minutes the service is named, to the second."""
    history = given(issued("A001"), issued("B001"))

    assert of_kind(AlertKind.LONG_WAIT, history, minutes=29) == set()
    assert of_kind(AlertKind.LONG_WAIT, history, minutes=29, seconds=1) == {"A"}
    assert of_kind(AlertKind.LONG_WAIT, history, minutes=31) == {"A", "B"}
    shorter = given(aims(longest_wait_min=5), issued("A001"))
    assert of_kind(AlertKind.LONG_WAIT, shorter, minutes=6) == {"A"}


def test_a_priority_line_waits_as_well() -> None:
    """Each line is looked at, whatever its class."""
    history = given(issued("A001", PRIORITY))

    assert of_kind(AlertKind.LONG_WAIT, history, minutes=31) == {"A"}


def test_who_comes_back_waits_anew() -> None:
    """Whoever was called before waits since coming back; those behind count too."""
    away = (called("A001", to="1"), started("A001", at="1"), parked("A001", at="1"))
    history = given(issued("A001"), *away, after(minutes=40), returned("A001"))

    assert of_kind(AlertKind.LONG_WAIT, history, minutes=1) == set()
    assert of_kind(AlertKind.LONG_WAIT, history, minutes=31) == {"A"}
    both = given(
        issued("A001"), issued("A002"), *away, after(minutes=29), returned("A001")
    )
    assert of_kind(AlertKind.LONG_WAIT, both, minutes=1) == {"A"}


def test_nobody_serves_a_service() -> None:
    """People wait, and no open counter takes what they wait for; a pause is no end."""
    history = given(issued("C001"), issued("A001"), paused("1"), paused("2"))

    assert of_kind(AlertKind.NOBODY_SERVES, history) == {"C"}
    shut = given(issued("A001"), closed("1"), closed("2"))
    assert of_kind(AlertKind.NOBODY_SERVES, shut) == {"A"}


def test_a_clerk_who_is_not_trained_does_not_serve() -> None:
    """A counter takes what its clerk is trained for, and no more."""
    orders = DayOrders(skills={"NV-01": ("B",)})
    trained = configured(replace(plan(), orders=orders))
    history = given(closed("1"), closed("2"), trained, issued("A001"), issued("B001"))
    open_again = history.and_then(opened("1", clerk="NV-01"))
    assert of_kind(AlertKind.NOBODY_SERVES, open_again) == {"A"}


def test_too_many_wait() -> None:
    """So many per counter at work are enough; who is on a break does not count."""
    full = given(*many(*range(1, 13)))

    assert of_kind(AlertKind.CROWDED, full) == set()
    assert of_kind(AlertKind.CROWDED, full.and_then(issued("A013"))) == {None}
    assert of_kind(AlertKind.CROWDED, full.and_then(paused("1"))) == {None}
    none_open = given(closed("1"), closed("2"), *many(*range(1, 8)))
    assert of_kind(AlertKind.CROWDED, none_open) == {None}


def test_fewer_counters_are_open_than_usual() -> None:
    """Only where history says how many are needed, and while somebody waits."""
    kind, history = AlertKind.FEW_COUNTERS, given(issued("A001"))

    assert of_kind(kind, history) == set()
    assert of_kind(kind, history, outside=Outside(needed=2)) == set()
    assert of_kind(kind, history, outside=Outside(needed=3)) == {None}
    nobody = history.and_then(abandoned("A001"))
    assert of_kind(kind, nobody, outside=Outside(needed=3)) == set()


def one_after_another(*minutes: int) -> list[Any]:
    """Each comes, and is called so many minutes later; the next comes then."""
    told: list[Any] = []
    for number, waited in enumerate(minutes, start=1):
        ticket = f"A{number:03d}"
        told += [AT_THE_SAME_TIME, issued(ticket), after(minutes=waited)]
        told += [called(ticket, to="1"), AT_THE_SAME_TIME, started(ticket, at="1")]
        told += [AT_THE_SAME_TIME, served(ticket, at="1")]
    return told


def test_the_share_aimed_at_is_missed() -> None:
    """Below the share aimed at, of five visits at least, the service is named."""
    kind = AlertKind.SERVICE_LEVEL

    assert of_kind(kind, given(*one_after_another(1, 1, 1, 1, 16))) == set()
    assert of_kind(kind, given(*one_after_another(1, 1, 1, 16, 16))) == {"A"}
    assert of_kind(kind, given(*one_after_another(1, 1, 16, 16))) == set()


def test_the_share_is_of_the_last_hour() -> None:
    """The share is of the last sixty minutes; what is older is over."""
    missed = given(*one_after_another(16, 16, 1, 1, 1))

    assert of_kind(AlertKind.SERVICE_LEVEL, missed) == {"A"}
    assert of_kind(AlertKind.SERVICE_LEVEL, missed, minutes=57) == set()


def test_who_waits_or_left_counts_as_late() -> None:
    """Those who wait for longer than the time are late, and who left after it."""
    history = given(*one_after_another(1, 1, 1), *many(4, 5))

    assert of_kind(AlertKind.SERVICE_LEVEL, history, minutes=15) == set()
    assert of_kind(AlertKind.SERVICE_LEVEL, history, minutes=16) == {"A"}
    left = history.and_then(after(minutes=16)).and_then(abandoned("A004"))
    left = left.and_then(AT_THE_SAME_TIME).and_then(abandoned("A005"))
    assert of_kind(AlertKind.SERVICE_LEVEL, left) == {"A"}
    soon = history.and_then(abandoned("A004")).and_then(abandoned("A005"))
    assert of_kind(AlertKind.SERVICE_LEVEL, soon, minutes=20) == set()


def test_the_first_call_of_the_service_of_the_number_counts() -> None:
    """A share counts first calls; coming back or being sent on counts no more."""
    sent = [
        *(after(minutes=20), called("A001", to="1"), started("A001", at="1")),
        transferred("A001", at="1", to_service="B"),
        *(after(minutes=20), called("A001", to="2")),
    ]
    history = given(aims(called_share=100), *many(1, 2, 3, 4, 5), *sent)

    assert of_kind(AlertKind.SERVICE_LEVEL, history) == {"A"}


def test_a_call_taken_back_is_none() -> None:
    """Undone, a call is neither in time nor late, and no pick."""
    picks = [
        each
        for n in range(1, PICKS_PER_HOUR + 2)
        for each in (
            called(f"A{n:03d}", to="2", rule=WhyRule.PICKED),
            started(f"A{n:03d}", at="2"),
            served(f"A{n:03d}", at="2"),
        )
    ]
    last = f"A{PICKS_PER_HOUR + 1:03d}"
    called_last = given(*many(*range(1, PICKS_PER_HOUR + 2)), *picks[:-2])
    back = undone(
        "2",
        "visit-called",
        was(last, Waiting(since=called_last.state.day.visits[f"visit-{last}"].arrived)),
        restored=CounterRestored(is_open=True),
    )

    assert of_kind(AlertKind.MANY_PICKS, called_last) == {"2"}
    assert of_kind(AlertKind.MANY_PICKS, called_last.and_then(back)) == set()


# ── Counters ─────────────────────────────────────────────────────────────────


def test_a_visit_takes_unusually_long() -> None:
    """A visit may take three times the usual, or as recent ones of its service tell."""
    kind = AlertKind.LONG_SERVICE
    known = Outside(handling={"A": timedelta(minutes=10)})
    quick = Outside(handling={"A": timedelta(minutes=2)})

    assert of_kind(kind, quiet(), minutes=36) == set()
    assert of_kind(kind, quiet(), minutes=37) == {"visit-A001"}
    assert of_kind(kind, quiet(), outside=known, minutes=15) == set()
    assert of_kind(kind, quiet(), outside=known, minutes=16) == {"visit-A001"}
    assert of_kind(kind, quiet(), outside=quick, minutes=12) == set()
    assert of_kind(kind, quiet(), outside=quick, minutes=13) == {"visit-A001"}


def test_an_idle_counter_could_call_somebody() -> None:
    """Idle with nobody to call, on a break or shut is no alarm."""
    kind = AlertKind.IDLE_COUNTER

    assert of_kind(kind, given(issued("A001"))) == {"1", "2"}
    assert of_kind(kind, given(issued("C001"))) == set()
    assert of_kind(kind, given(issued("A001"), paused("1"), closed("2"))) == set()
    assert of_kind(kind, given(issued("A001"), called("A001", to="1"))) == set()


def test_many_picks_are_told_of_their_counter() -> None:
    """A counter that called out of order too often within the hour is named."""
    kind, count = AlertKind.MANY_PICKS, PICKS_PER_HOUR + 1
    come, numbers = many(*range(1, count + 1)), range(1, count + 1)
    picks = [called(f"A{n:03d}", to="2", rule=WhyRule.PICKED) for n in numbers]

    assert of_kind(kind, given(*come, *picks[:-1])) == set()
    assert of_kind(kind, given(*come, *picks)) == {"2"}
    assert of_kind(kind, given(*come, *picks), minutes=59) == set()
    by_rule = [called(f"A{n:03d}", to="2") for n in numbers]
    assert of_kind(kind, given(*come, *by_rule)) == set()


# ── Machines ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (AlertKind.DEVICE_LOST, {"is_online": False, "is_lost": True}),
        (AlertKind.PAPER_LOW, {"paper": "low"}),
        (AlertKind.PAPER_OUT, {"paper": "out"}),
        (AlertKind.CLOCK_STEPPED, {"clock_offset_ms": -FARTHEST_OFF_MS - 1}),
        (AlertKind.DISK_FULL, {"disk_free_mib": LEAST_FREE_MIB - 1}),
    ],
)
def test_a_device_is_amiss(kind: AlertKind, told: dict[str, Any]) -> None:
    """Each fault is told of its device, and nothing else with it."""
    seen = Outside(devices=(replace(BOX, **told),))

    assert found(quiet(), seen) == {(kind, "dispenser-1")}


def test_a_box_that_was_switched_off_is_not_amiss() -> None:
    """What is switched off is not amiss, whatever it last said of paper and disk."""
    off = replace(BOX, is_online=False, paper="out", disk_free_mib=0)

    assert found(quiet(), Outside(devices=(off,))) == set()


def test_a_slip_is_owed_while_its_visitor_waits() -> None:
    """Once called, gone, or of a day before, nobody needs it any more."""
    kind, history = AlertKind.PRINT_FAILED, given(issued("A001"), issued("A002"))
    now, before = history.last, history.last - timedelta(days=1)

    def owing(*owed: Owed) -> Outside:
        return Outside(devices=(replace(BOX, owed=owed),))

    owed = owing(Owed("A001", now))
    assert of_kind(kind, history, outside=owed) == {"dispenser-1"}
    assert of_kind(kind, history, outside=owing(Owed("A001", before))) == set()
    assert of_kind(kind, history, outside=owing(Owed("A999", now))) == set()
    gone = history.and_then(abandoned("A001"))
    assert of_kind(kind, gone, outside=owed) == set()


def test_the_hubs_own_machine_is_watched() -> None:
    """The hub's own clock and disk are told of, and belong to no device."""
    seen = Outside(is_clock_off=True, is_disk_full=True)

    assert found(quiet(), seen) == {
        (AlertKind.CLOCK_STEPPED, None),
        (AlertKind.DISK_FULL, None),
    }
