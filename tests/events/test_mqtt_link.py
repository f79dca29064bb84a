"""The link by MQTT keeps the promise of `Link`, on both brokers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from statistics import median

import pytest

from events.ids import new_id
from events.link import Link, Message
from events.mqtt_link import BadAddress, MqttLink, address
from events.mqtt_link.connection import Connection
from tests.brokers import BOTH, BrokerChild
from tests.cable import Cable
from tests.events.link_contract import LinkContract, Owner


class MqttSetting:
    """A real broker, and a cable to it for every link."""

    def __init__(self, broker: BrokerChild) -> None:
        self._broker = broker
        self._cables: dict[Link, Cable] = {}

    def link(self) -> MqttLink:
        """Return a new link that is not started yet."""
        cable = Cable(self._broker.port)
        link = MqttLink(cable.url, new_id(), reconnect_s=(0.05, 0.2))
        self._cables[link] = cable
        return link

    def cut(self, link: Link) -> None:
        """Break the link's connection without a goodbye; it may come back."""
        self._cables[link].cut()

    def broker_goes(self) -> None:
        """Stop the broker as a power cut does."""
        self._broker.kill()

    def broker_comes(self) -> None:
        """Start it again on the same port."""
        self._broker.start()

    def clear(self) -> None:
        """Stop every link and take the cables away."""
        for link, cable in self._cables.items():
            link.stop()
            cable.remove()


@pytest.fixture(scope="module", params=sorted(BOTH))
def broker(request: pytest.FixtureRequest) -> Iterator[BrokerChild]:
    """Each broker in turn."""
    with BOTH[request.param]() as child:
        yield child


@pytest.fixture
def setting(broker: BrokerChild) -> Iterator[MqttSetting]:
    """Fresh links to the broker."""
    made = MqttSetting(broker)
    yield made
    made.clear()


class TestMqttLink(LinkContract):
    """`MqttLink` is a `Link`."""


def test_an_echo_takes_no_time(broker: BrokerChild) -> None:
    """There and back is a matter of a few milliseconds: no packet waits for others."""
    link = MqttLink(broker.url, new_id())
    came = threading.Semaphore(0)
    topic = f"{new_id()}/echo"

    def count(_item: Message | bool) -> None:
        came.release()

    link.start(subscribe=(topic,), on_message=count, on_change=count)
    assert came.acquire(timeout=10)
    took = []
    for _ in range(100):
        begun = time.perf_counter()
        assert link.publish(topic, b"x")
        assert came.acquire(timeout=10)
        took.append(time.perf_counter() - begun)
    link.stop()

    # 40 ms and more where TCP_NODELAY is missing; the margin is for a busy machine.
    assert median(took) < 0.02


def test_a_link_waits_for_its_broker() -> None:
    """A link started before the broker is up says so and comes by itself."""
    with BOTH["mosquitto"]() as broker:
        broker.stop()
        link = MqttLink(broker.url, new_id(), reconnect_s=(0.05, 0.2))
        link.start(subscribe=(), on_message=print, on_change=lambda _: None)
        assert not link.wait_connected(0.2)
        broker.start()
        assert link.wait_connected(10)
        link.stop()


def test_an_owner_may_stop_its_link_from_a_handler(broker: BrokerChild) -> None:
    """Stopping on the link's own news hangs nobody."""
    link = MqttLink(broker.url, new_id())
    left = threading.Event()

    def leave(_is_up: bool) -> None:
        link.stop()
        left.set()

    link.start(subscribe=("x",), on_message=print, on_change=leave)
    assert left.wait(10)
    assert not link.is_connected


def test_stopping_leaves_no_thread(broker: BrokerChild) -> None:
    """A stopped link leaves nothing running; one never started has nothing to stop."""
    before = threading.active_count()
    owner = Owner(MqttLink(broker.url, new_id())).start("x")
    assert threading.active_count() > before
    owner.link.stop()
    owner.link.stop()
    MqttLink(broker.url, new_id()).stop()

    assert threading.active_count() == before


def test_a_message_that_cannot_be_is_refused(broker: BrokerChild) -> None:
    """A topic with a wildcard is not published and breaks nothing."""
    owner = Owner(MqttLink(broker.url, new_id())).start("ok")

    assert owner.link.publish("not/#", b"") is False
    assert owner.link.publish("ok", b"ok")
    owner.wait_payload(b"ok")
    owner.link.stop()


def test_a_connection_never_made_carries_nothing() -> None:
    """Before it is open a connection takes no message and has nothing to close."""
    connection = Connection((), lambda: None, print)

    assert connection.publish("x", b"", 1, False) is False
    connection.close()


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("mqtt://hub", address.BrokerAddress("hub", 1883)),
        ("mqtts://hub", address.BrokerAddress("hub", 8883, is_tls=True)),
        ("mqtt://10.0.0.1:1884", address.BrokerAddress("10.0.0.1", 1884)),
        (
            "mqtt://me:p%40ss@hub:1",
            address.BrokerAddress("hub", 1, False, "me", "p@ss"),
        ),
    ],
)
def test_addresses(url: str, read: address.BrokerAddress) -> None:
    """A broker's address names host, port, TLS and account."""
    assert address.parse(url) == read


@pytest.mark.parametrize("url", ["", "hub:1883", "http://hub", "mqtt://", "mqtt://h:x"])
def test_bad_addresses(url: str) -> None:
    """What is no address is said so, in a sentence that shows how one looks."""
    with pytest.raises(BadAddress, match="mqtt://host:port"):
        MqttLink(url, "me")


def test_an_address_keeps_its_password() -> None:
    """No log shows who a link is."""
    assert "secret" not in repr(address.parse("mqtt://me:secret@hub"))
    assert str(address.parse("mqtt://me:secret@hub")) == "hub:1883"
