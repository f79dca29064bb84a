"""The broker's configuration lets each box do what is its own, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from events import topics
from events.mqtt_link import MqttLink, Tls
from firmware_config.load import parse_site
from firmware_config.render.mosquitto import (
    BrokerFiles,
    access_list,
    broker_files,
    closed_configuration,
    open_configuration,
)
from firmware_config.site import Site
from hub.demo.ports import free_port
from tests.brokers import mosquitto
from tests.certificates import Certificates
from tests.events.link_contract import Owner

OFFICE = "hk01"


@pytest.fixture
def site(small: str) -> Site:
    """A small office with one dispenser and one counter box."""
    return parse_site(small)


def with_broker(small: str, broker: str) -> Site:
    """The small office with this broker."""
    return parse_site(f'{small}\n[hub]\nbroker = "{broker}"\n')


def test_a_box_writes_its_own_topics_and_reads_its_counter(site: Site) -> None:
    """The access list names each box's topics one by one."""
    entry = access_list(site).split("user counter-1\n")[1]

    assert entry.splitlines() == [
        "topic write layso/v1/hk01/command/counter-1",
        "topic write layso/v1/hk01/fact/counter-1",
        "topic write layso/v1/hk01/status/counter-1",
        "topic write layso/v1/hk01/health/counter-1",
        "topic read layso/v1/hk01/reply/counter-1",
        "topic read layso/v1/hk01/order/counter-1",
        "topic read layso/v1/hk01/settings/counter-1",
        "topic read layso/v1/hk01/hub",
        "topic read layso/v1/hk01/counter/1",
    ]


def test_what_a_site_needs_follows_from_its_broker(small: str) -> None:
    """`mqtts` gets a closed broker, `mqtt` here an open one, all else none."""
    closed = broker_files(with_broker(small, "mqtts://hub.local:8884"))
    opened = broker_files(with_broker(small, "mqtt://127.0.0.1:1884"))

    assert set(closed) == {"mosquitto.conf", "mosquitto.acl"}
    assert "listener 8884\n" in closed["mosquitto.conf"]
    assert "listener 1884 127.0.0.1\n" in opened["mosquitto.conf"]
    assert broker_files(with_broker(small, "mqtt://elsewhere")) == {}
    assert broker_files(parse_site(small)) == {}


@pytest.mark.parametrize(
    "text", [open_configuration(1883), closed_configuration(8883, BrokerFiles())]
)
def test_every_broker_is_quick_and_keeps_nothing(text: str) -> None:
    """Nothing is written to the card, no packet waits, none is too big."""
    lines = text.splitlines()

    assert "persistence false" in lines
    assert "set_tcp_nodelay true" in lines
    assert "max_packet_size 65536" in lines


def test_mosquitto_takes_the_open_configuration() -> None:
    """The real broker runs with what is written for the demo."""
    port = free_port()
    with mosquitto(port, open_configuration(port)) as broker:
        owner = Owner(MqttLink(broker.url, "anyone")).start("x")
        assert owner.link.publish("x", b"heard")
        owner.wait_payload(b"heard")
        owner.link.stop()


@pytest.fixture
def port() -> int:
    """A free port for the closed broker."""
    return free_port()


@pytest.fixture
def enter(site: Site, tmp_path: Path, port: int) -> Iterator[Callable[[str], MqttLink]]:
    """A closed broker, and links to it that show a certificate of that name."""
    certificates = Certificates(tmp_path)
    (tmp_path / "acl").write_text(access_list(site), encoding="utf-8")
    shown = certificates.make("localhost")
    paths = (str(path) for path in (shown.ca, shown.cert, shown.key, tmp_path / "acl"))
    files = BrokerFiles(*paths)
    links: list[MqttLink] = []

    def link(name: str) -> MqttLink:
        url = f"mqtts://localhost:{port}"
        made = MqttLink(url, name, tls=certificates.make(name), reconnect_s=(0.1, 0.1))
        links.append(made)
        return made

    with mosquitto(port, closed_configuration(port, files)):
        yield link
        for made in links:
            made.stop()


def test_the_broker_holds_boxes_to_their_own_topics(
    enter: Callable[[str], MqttLink],
) -> None:
    """A box's command arrives, a command in another's name does not."""
    hub = Owner(enter("hub")).start(f"layso/v1/{OFFICE}/command/#")
    box = Owner(enter("counter-1")).start()

    assert box.link.publish(topics.command(OFFICE, "dispenser-1"), b"not mine")
    assert box.link.publish(topics.command(OFFICE, "counter-1"), b"mine")
    hub.wait_payload(b"mine")

    assert hub.payloads == [b"mine"]


def test_the_broker_lets_boxes_read_their_own_topics(
    enter: Callable[[str], MqttLink],
) -> None:
    """A box hears its own replies and its counter, whatever it subscribed to."""
    hub = Owner(enter("hub")).start()
    box = Owner(enter("counter-1")).start("#")

    for topic in (
        topics.reply(OFFICE, "dispenser-1"),
        topics.counter(OFFICE, "2"),
        topics.reply(OFFICE, "counter-1"),
        topics.counter(OFFICE, "1"),
    ):
        assert hub.link.publish(topic, topic.encode())
    box.wait_payload(topics.counter(OFFICE, "1").encode())

    own = [topics.reply(OFFICE, "counter-1"), topics.counter(OFFICE, "1")]
    assert box.payloads == [topic.encode() for topic in own]


def test_who_shows_no_certificate_stays_out(
    enter: Callable[[str], MqttLink], tmp_path: Path, port: int
) -> None:
    """The closed broker lets nobody in without a certificate of its own."""
    Owner(enter("hub")).start()
    trusting = Tls(str(tmp_path / "ca.crt"))
    link = MqttLink(f"mqtts://localhost:{port}", "nobody", tls=trusting)
    link.start(subscribe=(), on_message=print, on_change=lambda _: None)

    assert not link.wait_connected(0.5)
    link.stop()
