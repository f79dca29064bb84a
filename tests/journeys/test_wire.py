"""The wire contract, as somebody finds it who has only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.demo_house import DemoHouse, demo
from tests.journeys.public_client import Stranger, stranger

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHouse]:
    """One demo for all of these tests."""
    folder: Path = tmp_path_factory.mktemp("wire")
    with demo(folder) as running:
        yield running


@pytest.fixture
def dispenser(house: DemoHouse) -> Iterator[Stranger]:
    """A client that speaks as the spare dispenser."""
    with stranger(house.mqtt_port, "spare-1") as who:
        yield who


@pytest.fixture
def box(house: DemoHouse) -> Iterator[Stranger]:
    """A client that speaks as the spare box of counter 1."""
    with stranger(house.mqtt_port, "spare-box-1") as who:
        yield who


def revision(house: DemoHouse) -> int:
    """Return the revision of counter 1."""
    counters = house.state()["counters"]
    return int(next(c["revision"] for c in counters if c["counter"] == "1"))


def free_counter_1(house: DemoHouse) -> None:
    """Leave nobody at counter 1."""
    state = next(c["state"] for c in house.state()["counters"] if c["counter"] == "1")
    if state == "called":
        house.post("counters/1/no-show")
    if state == "serving":
        house.post("counters/1/finish")


def test_a_dispenser_is_answered_with_a_ticket(dispenser: Stranger) -> None:
    """`issue-ticket` is accepted with ticket, visit, people ahead and follow link."""
    reply = dispenser.ask("issue-ticket", {"service": "A", "class": "normal"})

    assert reply["type"] == "layso.accepted"
    assert reply["specversion"] == "1.0"
    assert reply["source"] == "/office/hk01/hub"
    assert reply["data"]["ticket"].startswith("A0")
    assert {"visit", "ahead", "follow", "at"} <= reply["data"].keys()


def test_the_same_command_again_is_answered_the_same(dispenser: Stranger) -> None:
    """A repeated id gives the stored reply, with the follow link derived again."""
    body = {"service": "B", "class": "normal"}
    first = dispenser.ask("issue-ticket", body, id="0193-again")
    again = dispenser.ask("issue-ticket", body, id="0193-again")
    other = dispenser.ask("issue-ticket", {"service": "C"}, id="0193-again")

    assert again["data"] == first["data"]
    assert other["type"] == "layso.refused"
    assert other["data"]["refusal"] == "id-reused"


def test_a_box_calls_starts_and_finishes(
    house: DemoHouse, dispenser: Stranger, box: Stranger
) -> None:
    """Every accepted reply brings the counter's new revision for the next command."""
    free_counter_1(house)
    dispenser.ask("issue-ticket", {"service": "A", "class": "normal"})
    call = {"counter": "1", "revision": revision(house)}
    called = box.ask("call-next", call)["data"]
    start = {"counter": "1", "revision": called["revision"]}
    started = box.ask("start-serving", start)["data"]
    finish = {"counter": "1", "revision": started["revision"]}
    finished = box.ask("finish-serving", finish)["data"]

    assert called["why"]["rule"] == "longest-wait"
    assert started["state"] == "serving"
    assert finished["state"] == "idle"
    assert called["revision"] < started["revision"] < finished["revision"]


def test_a_double_press_calls_one_person(
    house: DemoHouse, dispenser: Stranger, box: Stranger
) -> None:
    """The second of two presses with one revision is stale."""
    free_counter_1(house)
    for _ in range(2):
        dispenser.ask("issue-ticket", {"service": "A", "class": "normal"})
    press = {"counter": "1", "revision": revision(house)}
    ids = [box.send("call-next", press), box.send("call-next", press)]
    first, second = (box.answer_to(one) for one in ids)

    assert first["type"] == "layso.accepted"
    assert second["data"]["refusal"] == "stale-revision"
    assert second["data"]["revision"] == first["data"]["revision"]


@pytest.mark.parametrize(
    ("body_type", "data", "changes", "refusal"),
    [
        ("issue-ticket", {"service": "Z"}, {}, "unknown-service"),
        ("issue-ticket", {"service": 7}, {}, "malformed"),
        ("issue-ticket", {}, {}, "malformed"),
        ("dance", {}, {}, "unknown-type"),
        ("issue-ticket", {"service": "A"}, {"dataversion": 9}, "unknown-version"),
        (
            "issue-ticket",
            {"service": "A"},
            {"source": "/office/hk02/device/spare-1"},
            "wrong-office",
        ),
        (
            "issue-ticket",
            {"service": "A"},
            {"source": "/office/hk01/device/dispenser-1"},
            "wrong-source",
        ),
        (
            "issue-ticket",
            {"service": "A"},
            {"expires": "2020-01-01T00:00:00Z"},
            "expired",
        ),
        ("call-next", {"counter": "1", "revision": 1}, {}, "not-allowed"),
    ],
)
def test_bad_input_gets_a_named_refusal_in_two_languages(
    dispenser: Stranger,
    body_type: str,
    data: dict[str, Any],
    changes: dict[str, Any],
    refusal: str,
) -> None:
    """Whatever cannot be carried out is answered by name, in words."""
    reply = dispenser.ask(body_type, data, **changes)

    assert reply["type"] == "layso.refused"
    assert reply["data"]["refusal"] == refusal
    assert reply["data"]["text"]["vi"]
    assert reply["data"]["text"]["en"]


def test_a_box_moves_its_own_counter_only_and_shows_what_it_saw(
    house: DemoHouse, box: Stranger
) -> None:
    """Another's counter is not allowed; a command without a revision is malformed."""
    other = box.ask("call-next", {"counter": "2", "revision": 1})
    blind = box.ask("call-next", {"counter": "1"})
    stale = box.ask("call-next", {"counter": "1", "revision": 1})

    assert other["data"]["refusal"] == "not-allowed"
    assert blind["data"]["refusal"] == "malformed"
    assert stale["data"]["refusal"] == "stale-revision"
    assert stale["data"]["revision"] == revision(house)


def test_state_is_retained_and_events_are_not(house: DemoHouse) -> None:
    """Whoever joins sees hub, counters and screen at once, and no old event."""
    with stranger(house.mqtt_port, "spare-1") as who:
        who.listen("#")
        seen: dict[str, str] = {}
        while len(seen) < 5:
            topic, envelope, retained = who.next()
            if retained:
                seen[topic.removeprefix("layso/v1/hk01/")] = envelope["type"]

    assert seen["hub"] == "layso.hub-status"
    assert seen["screen"] == "layso.screen-state"
    assert seen["counter/1"] == "layso.counter-state"
    assert not [topic for topic in seen if topic.startswith("event/")]


def test_junk_kills_nothing(house: DemoHouse, dispenser: Stranger) -> None:
    """After bytes of every bad kind the next ticket is issued as ever."""
    for junk in (
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"specversion":"1.0"}',
        b"x" * 70_000,
    ):
        dispenser.send_raw(junk)
        dispenser.send_raw(junk, "fact")
        dispenser.send_raw(junk, "status")
    reply = dispenser.ask("issue-ticket", {"service": "D", "class": "priority"})

    assert reply["type"] == "layso.accepted"
    assert house.state()["screen"]["is_open"]
