"""The hub as a program: starting, refusing to start, ending, being killed."""

from __future__ import annotations

import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from events import topics
from events.device import HubStatus
from events.envelope import seal
from events.ids import new_id
from events.mqtt_link import MqttLink
from hub.bootstrap.hub_time import VOUCHED
from hub.demo.ports import free_port
from hub.store.sqlite import SQLiteEventStore
from tests.brokers import BOTH, mosquitto
from tests.hub.hub_process import (
    DEMO,
    HubProcess,
    children_of,
    lives,
    running,
)
from tests.hub.rig import OFFICE, wait_until

pytestmark = pytest.mark.journey
ISSUE = {"service": "A"}

# Made in June 2024. One made here would not do: where other tests make more than a
# thousand ids a second, the time in them runs ahead of the clock, and so of the hub's.
OLDER_EPOCH = "01900000-0000-7000-8000-000000000000"


def wait_until_gone(processes: list[int]) -> None:
    """Return when none of them lives any more."""
    wait_until(lambda: not any(lives(each) for each in processes))


def issue(hub: HubProcess, **headers: str) -> str:
    """Take a number."""
    got = hub.client.post("/api/v1/tickets", ISSUE, **headers)
    assert got.status == 200, got.body
    return str(got.json["ticket"])


def test_it_starts_works_and_ends(tmp_path: Path) -> None:
    """SIGTERM ends it in good order with 0, and leaves no child behind."""
    with running(tmp_path / "hub") as hub:
        wait_until(lambda: hub.client.get("/healthz").json["status"] == "ok")
        assert issue(hub) == "A001"
        children = children_of(hub.pid)
        assert len(children) == 1

        assert hub.signal(signal.SIGTERM) == 0

    wait_until_gone(children)
    assert "Traceback" not in hub.said()


def test_ctrl_c_ends_it_too(tmp_path: Path) -> None:
    """SIGINT is the technician's SIGTERM."""
    with running(tmp_path / "hub") as hub:
        assert hub.signal(signal.SIGINT) == 0


def test_killed_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """After kill -9 the broker is gone too; started again, no number is lost or new."""
    hub = HubProcess(tmp_path / "hub")
    for last in (3, 6, 9):
        hub.start()
        children = children_of(hub.pid)
        tickets = [issue(hub, Idempotency_Key=f"press-{last}-{n}") for n in range(3)]
        assert tickets == [f"A{last - 2 + n:03d}" for n in range(3)]
        hub.signal(signal.SIGKILL)
        wait_until_gone(children)

    hub.start()
    assert issue(hub, Idempotency_Key="press-9-2") == "A009"
    assert issue(hub) == "A010"
    assert hub.signal(signal.SIGTERM) == 0


def test_a_second_hub_names_the_first(tmp_path: Path) -> None:
    """A folder in use is refused with 2 and a sentence, and the first goes on."""
    with running(tmp_path / "hub") as first:
        second = HubProcess(tmp_path / "hub")
        second.log = tmp_path / "second.log"

        sentence = second.refuses()

        assert f"in use by hub process {first.pid} on " in sentence
        assert issue(first) == "A001"


def test_a_wrong_site_file_is_explained(tmp_path: Path) -> None:
    """What is wrong in the site file is told with its line, without a traceback."""
    site = tmp_path / "site.toml"
    site.write_text(DEMO.read_text("utf-8").replace('opens = "07:30"', 'opens = "7h"'))

    hub = HubProcess(tmp_path / "hub", site)
    hub.begin()

    assert hub.ends() == 2
    assert "opens" in hub.said()
    assert "line" in hub.said()
    assert "Traceback" not in hub.said()
    assert not (tmp_path / "hub").exists()


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """A taken HTTP port is refused with 2 and a sentence; no child is left."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        hub = HubProcess(tmp_path / "hub", port=taken.getsockname()[1])

        sentence = hub.refuses()

    assert "Cannot listen on 127.0.0.1:" in sentence
    assert "http_port" in sentence
    assert "Traceback" not in hub.said()


def test_a_start_that_fails_leaves_the_word_for_the_clock(tmp_path: Path) -> None:
    """Who vouched for the clock need not do so again because a port was taken."""
    data = tmp_path / "hub"
    data.mkdir()
    word = data / VOUCHED
    word.touch()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        HubProcess(data, port=taken.getsockname()[1]).refuses()
    assert word.exists()

    with running(data):
        wait_until(lambda: not word.exists())


def test_a_broker_port_in_use_is_named(tmp_path: Path) -> None:
    """A taken broker port is refused with 2 and a sentence."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        hub = HubProcess(tmp_path / "hub", **{"mqtt-port": port})

        sentence = hub.refuses()

    assert f"{port}, free the port or set another" in sentence
    assert "Traceback" not in hub.said()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"port": 70_000}, "no port"),
        ({"mqtt-port": 0}, "no port"),
        ({"broker": "carrier-pigeon"}, "mqtt://host:port"),
        ({"broker": "mqtt://host:port"}, "mqtt://host:port"),
        ({"demo-panel": "nowhere"}, "TITLE=URL"),
        ({"demo-pin": "NV-01"}, "CLERK=PIN"),
        ({"site": "/nowhere.toml"}, "Name a file that can be read"),
    ],
    ids=str,
)
def test_wrong_words_are_explained(tmp_path: Path, options, said) -> None:
    """Each wrong option ends with 2 and a sentence, never a traceback."""
    hub = HubProcess(tmp_path / "hub", **options)

    assert said in hub.refuses()
    assert "Traceback" not in hub.said()


def test_a_folder_that_is_none_is_explained(tmp_path: Path) -> None:
    """A file in place of the data folder is named, with what to do."""
    (tmp_path / "hub").write_text("")
    hub = HubProcess(tmp_path / "hub")

    assert "Name another with --data" in hub.refuses()
    assert "Traceback" not in hub.said()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("events.db", b"no database" * 100, "events.db cannot be opened"),
        ("hub.secret", b"", "hub.secret is damaged"),
    ],
)
def test_a_damaged_folder_is_explained(tmp_path: Path, name, content, said) -> None:
    """A file that cannot be used is named, with 2."""
    (tmp_path / "hub").mkdir()
    SQLiteEventStore(tmp_path / "hub" / "events.db").close()
    (tmp_path / "hub" / name).write_bytes(content)
    hub = HubProcess(tmp_path / "hub")

    assert said in hub.refuses()
    assert "Traceback" not in hub.said()


def test_a_folder_whose_events_are_gone_is_explained(tmp_path: Path) -> None:
    """It does not begin at 001 by itself; with its secret moved away it does."""
    with running(tmp_path / "hub") as hub:
        assert issue(hub) == "A001"
        hub.signal(signal.SIGTERM)
    (tmp_path / "hub" / "events.db").unlink()

    said = hub.refuses()
    assert "Mount the disk" in said
    assert "To begin anew on purpose" in said

    (tmp_path / "hub" / "hub.secret").unlink()
    with running(tmp_path / "hub") as hub:
        assert issue(hub) == "A001"


def test_history_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    """A stored event of a newer version is named by position and type, with 2."""
    with running(tmp_path / "hub") as hub:
        issue(hub)
        hub.signal(signal.SIGTERM)
    with sqlite3.connect(tmp_path / "hub" / "events.db") as file:
        file.execute("UPDATE events SET topic='ticket-issued/9' WHERE position=2")
    file.close()

    sentence = hub.refuses()

    assert "position 2 (ticket-issued/9) cannot be read" in sentence
    assert "Traceback" not in hub.said()


@pytest.mark.parametrize("broker", BOTH)
def test_another_hubs_heartbeat_stops_it(tmp_path: Path, broker: str) -> None:
    """A live heartbeat of another hub ends it with 3; a retained one did not."""
    with BOTH[broker]() as other:
        link = MqttLink(other.url, "impostor", reconnect_s=(0.1, 0.1))
        link.start(subscribe=(), on_message=print, on_change=print)
        assert link.wait_connected(10)
        topic = topics.hub(OFFICE)
        body = seal(
            HubStatus(status="online", epoch=OLDER_EPOCH),
            id=new_id(),
            source=topics.hub_source(OFFICE),
        )
        link.publish(topic, body, retain=True)
        with running(tmp_path / "hub", broker=other.url) as hub:
            wait_until(lambda: hub.client.get("/healthz").json["broker"])
            assert issue(hub) == "A001"

            # As a hub that lives: not once, but again and again.
            wait_until(lambda: link.publish(topic, body, retain=True) and hub.is_over())
            assert hub.ends() == 3
        link.stop()
    assert "Another hub is alive for office hk01" in hub.said()
    assert "Traceback" not in hub.said()


def test_two_hubs_on_one_broker_find_each_other(tmp_path: Path) -> None:
    """Two folders, one office, one broker: the one that came second gives way."""
    with (
        mosquitto() as broker,
        running(tmp_path / "one", broker=broker.url) as one,
        running(tmp_path / "two", broker=broker.url) as two,
    ):
        assert two.ends() == 3
        assert "Another hub is alive" in two.said()
        assert one.process is not None
        assert one.process.poll() is None


def test_a_broker_that_is_away_is_no_end(tmp_path: Path) -> None:
    """Without its broker the hub gives numbers by HTTP and says what is wrong."""
    away = f"mqtt://127.0.0.1:{free_port()}"
    with running(tmp_path / "hub", broker=away) as hub:
        got = hub.client.get("/healthz")
        assert (got.status, got.json["status"]) == (200, "degraded")
        assert [each["problem"] for each in got.json["problems"]] == ["broker-away"]
        assert issue(hub) == "A001"
        assert hub.signal(signal.SIGTERM) == 0


def test_slips_say_where_the_web_is(tmp_path: Path) -> None:
    """The follow address of a hub without `public_url` begins where it listens."""
    with running(tmp_path / "hub") as hub:
        follow = hub.client.post("/api/v1/tickets", ISSUE).json["follow"]

        assert follow.startswith(f"http://127.0.0.1:{hub.options['port']}/t/")
        assert hub.client.get("/t/" + follow.rpartition("/")[2]).status == 200
