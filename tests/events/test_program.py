"""How a box's program starts and ends."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.health import read_health
from events.program import (
    broker_url,
    own_version,
    read_options,
    set_up_log,
    stop_on_signal,
    synchronised_clock,
)

LEAST = ("--site", "site.toml", "--device", "dispenser-1")


@pytest.fixture
def _signals() -> Iterator[None]:
    """Give the signals back after the test."""
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_least_a_box_is_started_with() -> None:
    """Site and device are enough; the data folder bears the device's name."""
    options = read_options("layso-dispenser", "A dispenser.", LEAST)
    assert options.site == Path("site.toml").resolve()
    assert options.data == Path("dispenser-1-data").resolve()
    assert (options.broker, options.panel) == (None, None)


def test_everything_a_box_can_be_started_with() -> None:
    """Data folder, broker and panel can be given."""
    more = ("--data", "/tmp/d", "--broker", "mqtt://hub:1884", "--panel", "8001")
    options = read_options("layso-dispenser", "A dispenser.", (*LEAST, *more))
    assert options.data == Path("/tmp/d").resolve()
    assert (options.broker, options.panel) == ("mqtt://hub:1884", 8001)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "²"])
def test_a_wrong_port_is_a_sentence(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port that is none ends with code 2 and says what a port is."""
    with pytest.raises(SystemExit) as ended:
        read_options("layso-dispenser", "A dispenser.", (*LEAST, f"--panel={port}"))
    assert ended.value.code == 2
    assert "use a number from 1 to 65535" in capsys.readouterr().err


def test_where_the_broker_is() -> None:
    """The command line goes before the site file; `embedded` is this machine."""
    assert broker_url(None, "embedded", 18830) == "mqtt://127.0.0.1:18830"
    assert broker_url(None, "mqtts://broker", 1883) == "mqtts://broker"
    assert broker_url("mqtt://other", "embedded", 1883) == "mqtt://other"


@pytest.mark.usefixtures("_signals")
def test_a_signal_sets_the_event() -> None:
    """SIGTERM asks the program to end, nothing more."""
    stop = stop_on_signal()
    os.kill(os.getpid(), signal.SIGTERM)
    assert stop.wait(5)


def test_a_box_knows_its_version_and_logs() -> None:
    """The version is never empty; setting up the log twice does no harm."""
    options = read_options("layso-counter", "A box.", LEAST)
    set_up_log("layso-counter", options)
    set_up_log("layso-counter", options)
    assert own_version()
    assert logging.getLogger().handlers
    assert synchronised_clock() is None or synchronised_clock()


def test_health_leaves_out_what_it_cannot_tell(tmp_path: Path) -> None:
    """Uptime and outbox are told; a folder that is not there has no free space."""
    health = read_health(tmp_path, 12.9, outbox_depth=2, outbox_age_s=3.5)
    assert (health.uptime_s, health.outbox_depth, health.outbox_age_s) == (12, 2, 3)
    assert health.disk_free_mib is not None
    assert read_health(tmp_path / "gone", 1).disk_free_mib is None
