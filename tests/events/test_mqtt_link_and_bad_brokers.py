"""A link outlives brokers that speak nonsense, or nothing."""

from __future__ import annotations

import ctypes
import socketserver
import threading
import time
from collections.abc import Iterator

import pytest

from events.ids import new_id
from events.link import Message
from events.mqtt_link import MqttLink
from tests.events.link_contract import Owner

CONNACK = b"\x20\x02\x00\x00"
GRANTED, NOT_FOR_YOU = b"\x01", b"\x80"
NO_ENTRY = b"\x20\x02\x00\x05"
NONSENSE = (
    b"\x30\x02\x00\x00",  # a message without a topic
    b"\x30\x01\x07",  # a message cut short
    b"\x00\x00",  # no packet type at all
    b"\x30\xff\xff\xff\xff\xff",  # a length that never ends
)


class BadBroker(socketserver.ThreadingTCPServer):
    """Answers CONNECT and SUBSCRIBE, then says what the test gave it, once each."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *sayings: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.sayings = list(sayings)
        self.connack = CONNACK
        self.suback = GRANTED
        self.greeting = b""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where links find it."""
        return f"mqtt://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.BaseRequestHandler):
    server: BadBroker

    def handle(self) -> None:
        self.server.greeting = self.request.recv(1024)
        self.request.sendall(self.server.connack)
        subscribe = self.request.recv(1024)
        if not subscribe:
            return
        self.request.sendall(b"\x90\x03" + subscribe[2:4] + self.server.suback)
        if self.server.sayings:
            self.request.sendall(self.server.sayings.pop(0))
        while self.request.recv(1024):
            pass


@pytest.fixture
def nonsense() -> Iterator[BadBroker]:
    """A broker that begins with nonsense and then comes to its senses."""
    with BadBroker(*NONSENSE) as broker:
        yield broker
        broker.shutdown()


def test_nonsense_costs_a_connection(nonsense: BadBroker) -> None:
    """Whatever a broker says, the link drops it and is up again."""
    link = MqttLink(nonsense.url, new_id(), reconnect_s=(0.01, 0.01))
    owner = Owner(link).start("x")

    owner.wait_for(lambda: owner.changes == [True, False] * len(NONSENSE) + [True])
    assert link.is_connected
    link.stop()


def test_an_unreadable_topic_costs_one_message(nonsense: BadBroker) -> None:
    """A topic that is no text is logged; the connection stays, the next is heard."""
    nonsense.sayings[:] = [b"\x30\x04\x00\x02\xff\xfe" + b"\x30\x04\x00\x01xy"]
    owner = Owner(MqttLink(nonsense.url, new_id())).start("x")

    owner.wait_payload(b"y")
    assert owner.told == [True, Message("x", b"y", False)]
    owner.link.stop()


# The death is meant; pytest would report it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_network_thread_is_replaced(nonsense: BadBroker) -> None:
    """When paho's thread dies without a word, the link notices and comes back."""
    nonsense.sayings.clear()
    name = new_id()
    link = MqttLink(nonsense.url, name, reconnect_s=(0.01, 0.01))
    owner = Owner(link).start("x")
    victim = next(t for t in threading.enumerate() if t.name.endswith(f"client-{name}"))
    assert victim.ident is not None
    end = ctypes.py_object(SystemExit)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(victim.ident), end)
    link.publish("x", b"wakes it", qos=0)

    owner.wait_for(lambda: owner.changes == [True, False, True])
    link.stop()


def test_a_refused_link_tries_on(
    nonsense: BadBroker, caplog: pytest.LogCaptureFixture
) -> None:
    """A broker that refuses the link is tried again; the log says why, once."""
    nonsense.sayings.clear()
    nonsense.connack = NO_ENTRY
    link = MqttLink(nonsense.url, new_id(), reconnect_s=(0.01, 0.01))
    link.start(subscribe=("x",), on_message=print, on_change=lambda _: None)
    deadline = time.monotonic() + 10
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not link.is_connected
    nonsense.connack = CONNACK

    assert link.wait_connected(10)
    link.stop()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "Not authorized" in caplog.text


def test_a_refused_subscription_is_no_link(
    nonsense: BadBroker, caplog: pytest.LogCaptureFixture
) -> None:
    """A link that may not hear what it must is not up, and says so."""
    nonsense.sayings.clear()
    nonsense.suback = NOT_FOR_YOU
    link = MqttLink(nonsense.url, new_id(), reconnect_s=(0.01, 0.01))
    link.start(subscribe=("x",), on_message=print, on_change=lambda _: None)
    assert not link.wait_connected(0.3)
    nonsense.suback = GRANTED

    assert link.wait_connected(10)
    link.stop()
    assert "refuses a subscription" in caplog.text


def test_an_impossible_subscription_is_named(
    nonsense: BadBroker, caplog: pytest.LogCaptureFixture
) -> None:
    """A filter that MQTT does not know keeps the link down, with the reason logged."""
    link = MqttLink(nonsense.url, new_id(), reconnect_s=(0.01, 0.01))
    link.start(subscribe=("a/#/b",), on_message=print, on_change=lambda _: None)

    assert not link.wait_connected(0.3)
    link.stop()
    assert "these subscriptions cannot be" in caplog.text


def test_an_account_is_shown_to_the_broker(nonsense: BadBroker) -> None:
    """The account in the address goes to the broker with the first packet."""
    nonsense.sayings.clear()
    url = nonsense.url.replace("//", "//me:secret@")
    link = MqttLink(url, new_id())
    link.start(subscribe=("x",), on_message=print, on_change=lambda _: None)

    assert link.wait_connected(10)
    assert nonsense.greeting.endswith(b"\x00\x02me\x00\x06secret")
    link.stop()


@pytest.mark.journey
def test_silence_is_no_connection(nonsense: BadBroker) -> None:
    """A broker that takes a link in and then says nothing is left after 5 s."""
    nonsense.sayings.clear()
    nonsense.connack = b""
    link = MqttLink(nonsense.url, new_id(), reconnect_s=(0.01, 0.01))
    link.start(subscribe=("x",), on_message=print, on_change=lambda _: None)
    assert not link.wait_connected(1)
    nonsense.connack = CONNACK

    assert link.wait_connected(10)
    link.stop()
