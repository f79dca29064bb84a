"""The demo as programs use it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from hub.demo import hands
from hub.demo.ports import free_port
from tests.journeys.demo_house import alive, demo, until

pytestmark = pytest.mark.journey


def test_its_line_says_where_it_is_and_the_office_is_ready(tmp_path: Path) -> None:
    """Once the line is out, office hk01 is open with counters 1 to 3."""
    with demo(tmp_path) as house:
        state = house.state()

    where = f"http://127.0.0.1:{house.port} mqtt 127.0.0.1:{house.mqtt_port}"
    assert house.ready == f"ready {where}"
    assert state["office"] == "hk01"
    assert [s["service"] for s in state["screen"]["services"]] == ["A", "B", "C", "D"]
    assert {c["counter"]: c["state"] for c in state["counters"]} == {
        "1": "idle",
        "2": "idle",
        "3": "idle",
    }


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Started again on its folder, numbers, waiting and calls are as before."""
    with demo(tmp_path) as house:
        house.post("tickets", {"service": "A"})
        house.post("tickets", {"service": "A"})
        house.post("counters/1/call-next")
        before = house.state()
        assert house.stop() == 0
        house.start()
        after = house.state()
        ticket = house.post("tickets", {"service": "A"})["ticket"]

    assert after["screen"]["calls"] == before["screen"]["calls"]
    assert after["screen"]["services"] == before["screen"]["services"]
    assert after["counters"] == before["counters"]
    assert ticket == "A003"


FAST = "waits are reckoned from today alone"


def test_it_can_have_a_past(tmp_path: Path) -> None:
    """With --history there are past days to report of, and the accounts let in."""
    with demo(tmp_path, more=("--history", "3")) as house:
        position = house.state()["position"]
        revision = hands.look(f"{house.url}/api/v1/settings")["revision"]
        log = (tmp_path / "logs" / "hub.log").read_text(encoding="utf-8")

    assert position > 3_000
    assert revision > 0
    assert "QL-01 has a new PIN" in log
    assert FAST not in log


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_no_process_is_left(tmp_path: Path, how: str) -> None:
    """By SIGTERM it exits 0, by SIGKILL it cannot; either way all its children end."""
    with demo(tmp_path) as house:
        family = house.family()
        code = house.stop() if how == "stop" else house.kill()
        until(lambda: not alive(family), "the end of every process", 10)

    assert len(family) >= 7
    assert code == (0 if how == "stop" else -9)


def test_spare_boxes_have_a_place_and_no_process(tmp_path: Path) -> None:
    """`spare-1` and `spare-box-1` stand in the site file and nothing runs for them."""
    with demo(tmp_path) as house:
        commands = [" ".join(p.cmdline()) for p in house.family()]
        site = (tmp_path / "site.toml").read_text()

    assert "spare-1" in site
    assert "spare-box-1" in site
    assert not [c for c in commands if "--device spare" in c]


def test_a_box_that_dies_is_started_again(tmp_path: Path) -> None:
    """The demo keeps its boxes alive as systemd would."""
    with demo(tmp_path) as house:
        first = house.member("counter_device", "counter-3")
        first.kill()
        again = until(
            lambda: [
                p
                for p in house.family()
                if p.pid != first.pid and "counter-3" in p.cmdline()
            ],
            "a new process",
        )

    assert isinstance(again[0], psutil.Process)


def refused(*arguments: str) -> str:
    """Run a demo that cannot start and return its one sentence."""
    command = [sys.executable, "-m", "hub.demo", "--headless", *arguments]
    ended = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=50
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    return ended.stderr.strip()


def test_what_cannot_start_says_why(tmp_path: Path) -> None:
    """A taken port, a taken folder, no folder: one sentence each, and no harm done."""
    (tmp_path / "file").write_text("not a folder")
    with demo(tmp_path / "one") as house:
        here, port = str(tmp_path / "one"), str(house.port)
        panels = (tmp_path / "one" / "panels.json").read_bytes()

        assert "Another demo runs in" in refused("--dir", here)
        other = refused("--dir", str(tmp_path / "two"), "--port", port)
        assert "Cannot listen on 127.0.0.1" in other
        assert "Not a directory" in refused("--dir", str(tmp_path / "file"))
        assert (tmp_path / "one" / "panels.json").read_bytes() == panels
        assert house.take_a_ticket("A") == "A001"


def test_it_may_be_ended_while_it_starts(tmp_path: Path) -> None:
    """SIGTERM at any moment of the start is a clean end."""
    for pause in (0.3, 1.0, 1.8, 2.4):
        command = [sys.executable, "-m", "hub.demo", "--headless"]
        started = subprocess.Popen(
            [*command, "--port", str(free_port()), "--dir", str(tmp_path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(pause)
        started.send_signal(signal.SIGTERM)
        _, said = started.communicate(timeout=30)

        assert "Traceback" not in said
        assert started.returncode in (0, -signal.SIGTERM)


# On the day of this seed somebody is sent for papers and another taken over, early.
PLAYED = ("--traffic", "--speed", "600", "--seed", "197")
HELP = frozenset(
    f"layso.{name}"
    for name in (
        "visit-served",
        "session-described",
        "step-completed",
        "submission-recorded",
        "payment-recorded",
        "return-chosen",
        "session-paused",
        "session-resumed",
        "visit-handed-over",
        "session-completed",
        "rating-given",
    )
)


def test_traffic_plays_a_day_by_itself(tmp_path: Path) -> None:
    """With `--traffic` visitors are called, helped, sent for papers, and rate.

    It goes so fast that waits of other days would say nothing of it.
    """
    with demo(tmp_path, more=PLAYED) as house:
        until(lambda: {e["type"] for e in house.events()} >= HELP, "every help", 90)
        pages = [
            urlopen(f"{house.url}{page}").read().decode() for page in ("/", "/screen")
        ]
        told = house.events()
        log = (tmp_path / "logs" / "hub.log").read_text(encoding="utf-8")

    assert FAST in log
    assert all("Dữ liệu minh họa" in page for page in pages)
    assert "110791" in pages[0]
    assert {
        e["data"]["clerk"] for e in told if e["type"] == "layso.session-started"
    } == {
        "NV-01",
        "NV-02",
        "NV-03",
    }
