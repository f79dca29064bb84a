"""The embedded broker is a child that comes back, and goes with its parent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from events.ids import new_id
from events.mqtt_link import MqttLink
from hub.demo.ports import free_port
from hub.mqtt.broker_process import BrokerFailed, BrokerProcess
from hub.mqtt.embedded_broker import main
from tests.brokers import accepts, embedded
from tests.events.link_contract import Owner

PARENT = """
import sys, threading
from hub.mqtt.broker_process import BrokerProcess

broker = BrokerProcess(int(sys.argv[1]))
broker.start()
print("started", flush=True)
threading.Event().wait()
"""


@pytest.fixture
def broker() -> Iterator[BrokerProcess]:
    """A broker on any free port."""
    process = BrokerProcess(0)
    process.start()
    yield process
    process.stop()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait up to 10 s until it holds, and fail if it does not."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_killed_broker_comes_back(broker: BrokerProcess) -> None:
    """A broker that died is started again on its port; links find it by themselves."""
    link = MqttLink(broker.url, new_id(), reconnect_s=(0.05, 0.2))
    owner = Owner(link).start("x")
    first = broker.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)

    owner.wait_for(lambda: owner.changes == [True, False, True])
    assert broker.pid != first
    link.stop()


@pytest.mark.journey
def test_a_broker_whose_port_was_taken_tries_on(
    broker: BrokerProcess, caplog: pytest.LogCaptureFixture
) -> None:
    """A port lost to another program is named in the log, and taken back when free."""
    assert broker.pid is not None
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        os.kill(broker.pid, signal.SIGKILL)
        wait_until(lambda: not accepts(broker.port))
        thief.bind(("127.0.0.1", broker.port))
        thief.listen()
        wait_until(lambda: "free the port" in caplog.text)

    wait_until(lambda: accepts(broker.port))


def test_a_stopped_broker_is_gone(broker: BrokerProcess) -> None:
    """Stopping ends the child and its watch, with links still on it."""
    link = MqttLink(broker.url, new_id())
    Owner(link).start("x")
    broker.stop()

    assert not accepts(broker.port)
    assert "broker-watch" not in {thread.name for thread in threading.enumerate()}
    link.stop()


def test_a_taken_port_is_named(broker: BrokerProcess) -> None:
    """A port that is in use fails at once, with a sentence that says so."""
    second = BrokerProcess(broker.port)
    with pytest.raises(BrokerFailed, match=f"{broker.port}, free the port"):
        second.start()
    second.stop()


def test_the_broker_dies_with_its_parent() -> None:
    """A hub killed by force leaves no broker behind."""
    port = free_port()
    command = (sys.executable, "-c", PARENT, str(port))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "started\n"
        assert accepts(port)
        parent.kill()

    wait_until(lambda: not accepts(port))


def test_sigterm_is_a_good_end() -> None:
    """The embedded broker leaves with 0 when told to, also with links on it."""
    with embedded() as child:
        link = MqttLink(child.url, new_id())
        Owner(link).start("x")
        process = child.process
        assert process is not None
        process.terminate()
        assert process.wait(5) == 0
        link.stop()


def test_it_serves_loopback_only(capsys: pytest.CaptureFixture[str]) -> None:
    """A broker that asks nobody who they are refuses to listen on a network."""
    with pytest.raises(SystemExit):
        main(["--host", "0.0.0.0"])

    assert "loopback addresses only" in capsys.readouterr().err
