"""What people and devices send never stands in the log, nor in a metric's label."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from events.ids import new_id
from events.link import Link
from events.mqtt_link import MqttLink
from tests.hub.hub_process import DEMO, HubProcess, running
from tests.hub.rig import wait_until

# A name, a telephone number, an identity number, and what could be a token.
CANARIES = ("TranThiCanary", "0912345678", "001099012345", "c4n4ryT0kenAbCdEfGhIj0")
ALL = "-".join(CANARIES)
LEGAL = "layso/v1/hk01"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub that logs all it can, as JSON."""
    data = tmp_path_factory.mktemp("canary") / "hub"
    with running(data, DEMO, **{"log": "json", "log-level": "debug"}) as hub:
        wait_until(lambda: hub.client.get("/healthz").json["broker"])
        yield hub


def lines(hub: HubProcess) -> list[dict[str, object]]:
    """Return the log, each line read as JSON."""
    return [json.loads(line) for line in hub.said().splitlines()]


def words(hub: HubProcess) -> set[str]:
    """Return every word that a refused or strange message was logged with."""
    return {str(line["word"]) for line in lines(hub) if "word" in line}


def assert_clean(hub: HubProcess) -> None:
    """Fail if anything that was sent stands in the log or in the metrics."""
    metrics = hub.client.get("/metrics").body.decode()
    for canary in CANARIES:
        assert canary not in hub.said()
        assert canary not in metrics


def link_to(hub: HubProcess) -> MqttLink:
    """Return a link to the hub's broker."""
    return MqttLink(f"mqtt://127.0.0.1:{hub.options['mqtt-port']}", f"spy-{new_id()}")


def say(link: Link, topic: str, body: object) -> None:
    """Publish something that is JSON, or is not."""
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    wait_until(lambda: link.publish(topic, text))


def envelope(**more: object) -> dict[str, object]:
    """Return a sound message of a counter box, but for what is told."""
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": "/office/hk01/device/counter-1",
        "type": "layso.call-next",
        "dataversion": 1,
        "data": {"counter": "1", "revision": 0},
        **more,
    }


def test_what_devices_send_is_not_repeated(hub: HubProcess) -> None:
    """Bodies, types, sources, ids, topics, broken JSON: the log has words of ours."""
    link = link_to(hub)
    link.start(subscribe=(), on_message=lambda _: None, on_change=lambda _: None)
    mine = f"{LEGAL}/command/counter-1"
    say(link, mine, f'{{"name": "{ALL}", '.encode())
    say(link, mine, envelope(type=f"layso.{ALL}"))
    say(link, mine, envelope(type="layso.fly-away", data={"name": ALL}))
    say(link, mine, envelope(source=f"/office/{CANARIES[0]}/device/{CANARIES[1]}"))
    say(link, mine, envelope(data={"counter": ALL, "revision": 1, ALL: ALL}))
    say(link, mine, envelope(id=CANARIES[3], data={"counter": "1", "revision": 0}))
    say(link, mine, envelope(id=CANARIES[3], data={"counter": "1", "revision": 1}))
    say(link, mine, envelope(expires="2001-01-01T00:00:00Z", correlationid=CANARIES[0]))
    say(link, f"{LEGAL}/command/{CANARIES[0]}", envelope())
    say(link, f"{LEGAL}/status/{CANARIES[1]}", envelope(type="layso.device-status"))
    say(link, f"{LEGAL}/health/counter-1", {"phone": CANARIES[1]})
    say(link, f"{LEGAL}/fact/dispenser-1", {"name": CANARIES[0]})

    wanted = {"malformed", "unknown-type", "wrong-office", "wrong-source", "id-reused"}
    wait_until(lambda: wanted <= words(hub))
    link.stop()
    assert_clean(hub)


def test_what_browsers_send_is_not_repeated(hub: HubProcess) -> None:
    """Bodies, addresses, queries, headers, and what is no HTTP at all."""
    client = hub.client
    client.post("/api/v1/tickets", {"service": ALL})
    client.post("/api/v1/tickets", {"name": ALL, "service": "A"})
    client.post(f"/api/v1/counters/{ALL}/call-next", {})
    client.post(f"/api/v1/tickets/{ALL}/reprint", {})
    client.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key=f"{ALL} x")
    client.get(f"/{ALL}?phone={ALL}")
    client.get(f"/t/{CANARIES[3]}")
    client.get("/api/v1/state", Host=f"{CANARIES[0]}.example")
    with socket.create_connection(("127.0.0.1", client.port)) as raw:
        raw.sendall(f"{ALL} {ALL}\r\n\r\n".encode())
        raw.recv(100)

    wait_until(lambda: {"malformed", "wrong-host"} <= words(hub))
    assert_clean(hub)


def test_a_follow_token_is_not_repeated(hub: HubProcess) -> None:
    """The real token stands on the slip and in the address, nowhere else."""
    follow = hub.client.post("/api/v1/tickets", {"service": "A"}).json["follow"]
    token = follow.rpartition("/")[2]
    assert hub.client.get(f"/t/{token}").status == 200
    assert hub.client.get(f"/t/{token}/nowhere").status == 404

    assert token not in hub.said()
    assert token not in hub.client.get("/metrics").body.decode()


def test_a_rating_is_not_repeated(hub: HubProcess) -> None:
    """Neither what a phone says of itself, nor its token, nor what it sends besides."""
    client = hub.client
    follow = client.post("/api/v1/tickets", {"service": "A"}).json["follow"]
    path = f"/t/{follow.rpartition('/')[2]}/rating"
    phone = {"User_Agent": ALL, "X_Forwarded_For": CANARIES[1], "Cookie": ALL}
    early = client.post(path, {"score": 5, "name": ALL}, **phone)
    assert early.json["refusal"] == "nothing-to-rate"
    client.post(path, {"score": 5, "reasons": [ALL]}, **phone)
    client.post(f"/t/{CANARIES[3]}/rating", {"score": 5}, **phone)

    wait_until(lambda: {"malformed", "not-found"} <= words(hub))
    assert follow.rpartition("/")[2] not in hub.said()
    assert_clean(hub)


def test_labels_come_from_closed_sets(hub: HubProcess) -> None:
    """Whatever was sent, a label is a short word of ours or an id of the site file."""
    text = hub.client.get("/metrics").body.decode()
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            for value in sample.labels.values():
                assert re.fullmatch(r"[A-Za-z0-9.+-]{1,32}", value), sample


def test_every_line_is_json(hub: HubProcess) -> None:
    """A line says when, how grave, where and what, and whose it is."""
    for line in lines(hub):
        assert {"time", "level", "logger", "message", "program"} <= set(line)
        assert line["program"] == "layso-hub"
