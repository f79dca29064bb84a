"""Mosquitto's configuration: open on loopback for a demo, or closed by certificates.

Mosquitto keeps nothing on disk: the protocol does not need it, and every retained
heartbeat would rewrite the card. Small packets must not wait for others. Of what waits
for the hub 20,000 messages or 64 MiB are kept: by mosquitto's own thousand one device's
flood would silently cost the others their presses.
"""

from __future__ import annotations

from dataclasses import dataclass

from events import topics
from events.mqtt_link import address
from firmware_config.site import Site

HUB = "hub"
LOOPBACK = frozenset({"127.0.0.1", "localhost"})

_COMMON = """\
persistence false
set_tcp_nodelay true
max_packet_size 65536
max_inflight_messages 200
max_queued_messages 20000
max_queued_bytes 67108864
log_dest stderr
log_type error
log_type warning
"""

_OPEN = """\
# Anyone on this machine may enter: for the demo only.
listener {port} 127.0.0.1
allow_anonymous true
"""

_CLOSED = """\
# One certificate per program; its common name is who it is: hub, or a device's id.
listener {port}
cafile {files.ca}
certfile {files.cert}
keyfile {files.key}
require_certificate true
use_identity_as_username true
allow_anonymous false
acl_file {files.acl}
"""


@dataclass(frozen=True, slots=True)
class BrokerFiles:
    """Where the broker finds its certificates and its access list."""

    ca: str = "/etc/layso/ca.crt"
    cert: str = "/etc/layso/broker.crt"
    key: str = "/etc/layso/broker.key"
    acl: str = "/etc/layso/mosquitto.acl"


def broker_files(site: Site, files: BrokerFiles = BrokerFiles()) -> dict[str, str]:
    """Return the files of the site's own broker by name; none if it needs none.

    `mqtts://` gets the closed broker, `mqtt://` on loopback the open one; the embedded
    broker and a plain broker elsewhere need no file from here.
    """
    if site.hub.broker == "embedded":
        return {}
    where = address.parse(site.hub.broker)
    if where.is_tls:
        closed = closed_configuration(where.port, files)
        return {"mosquitto.conf": closed, "mosquitto.acl": access_list(site)}
    if where.host in LOOPBACK:
        return {"mosquitto.conf": open_configuration(where.port)}
    return {}


def open_configuration(port: int) -> str:
    """Return the demo's configuration: everybody may enter, from this machine only."""
    return _COMMON + _OPEN.format(port=port)


def closed_configuration(port: int, files: BrokerFiles) -> str:
    """Return the configuration of an office: TLS, certificates, access list."""
    return _COMMON + _CLOSED.format(port=port, files=files)


def access_list(site: Site) -> str:
    """Return who may write and read what: each box its own topics, the hub all."""
    office = site.office.id
    parts = [_may(HUB, readwrite=(f"{topics.ROOT}/{office}/#",))]
    parts += [_device(office, dispenser.id) for dispenser in site.dispensers]
    parts += [_device(office, box.id, box.counter) for box in site.boxes]
    return "\n".join(parts)


def _device(office: str, device: str, *counters: str) -> str:
    writes = (topics.command, topics.fact, topics.status, topics.health)
    reads = (topics.reply, topics.order, topics.settings)
    return _may(
        device,
        write=tuple(topic(office, device) for topic in writes),
        read=(
            *(topic(office, device) for topic in reads),
            topics.hub(office),
            *(topics.counter(office, number) for number in counters),
        ),
    )


def _may(user: str, **rights: tuple[str, ...]) -> str:
    lines = [f"user {user}"]
    for right, allowed in rights.items():
        lines += [f"topic {right} {topic}" for topic in allowed]
    return "\n".join(lines) + "\n"
