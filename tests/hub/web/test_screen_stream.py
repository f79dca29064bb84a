"""A screen gets the whole state at once, and then only the newest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, Frame

PATH = "/screen/stream"


def states(frames: Iterator[Frame]) -> Iterator[Frame]:
    """The frames that are states."""
    return (one for one in frames if one.event == "state")


def test_a_screen_begins_with_the_whole_state(client: Client, hub: FakeHub) -> None:
    """A screen that is switched on shows what is, not what comes next."""
    hub.call("A001", "A002")
    with client.stream(PATH) as frames:
        first = next(states(frames))
    assert first.id == f"store-1:{hub.last_position()}"
    assert [one["ticket"] for one in first.data["calls"]] == ["A002", "A001"]
    assert first.data["is_open"] is True


def test_each_change_is_sent(client: Client, hub: FakeHub) -> None:
    """A call is on the stream right after its commit."""
    with client.stream(PATH) as frames:
        seen = states(frames)
        next(seen)
        hub.call("A001")
        assert next(seen).data["calls"][0]["ticket"] == "A001"
        hub.wait(A=3)
        assert next(seen).data["services"][0]["waiting"] == 3


def test_a_slow_screen_gets_the_newest_only(client: Client, hub: FakeHub) -> None:
    """States that were overtaken are not sent late; the last one always comes."""
    with client.stream(PATH) as frames:
        seen = states(frames)
        next(seen)
        for n in range(1, 301):
            hub.call(f"A{n:03}")
        count = 0
        for one in seen:
            count += 1
            if one.data["calls"][0]["ticket"] == "A300":
                break
    assert count <= 300


def test_the_hub_s_time_beats(client: Client) -> None:
    """The hub's clock comes first and then in a steady beat."""
    with client.stream(PATH) as frames:
        beats = (one for one in frames if one.event == "beat")
        times = [datetime.fromisoformat(next(beats).data["time"]) for _ in range(3)]
    assert times == sorted(times)
    assert times[0].tzinfo is not None


def test_a_busy_screen_still_beats(client: Client, hub: FakeHub) -> None:
    """Changes do not push the beat aside."""
    with client.stream(PATH) as frames:
        events: list[str] = []
        while events.count("beat") < 3:
            events.append(next(frames).event)
            hub.wait(A=len(events))
    assert "state" in events
