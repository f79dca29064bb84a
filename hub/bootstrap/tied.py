"""What ties the hub to its boxes, joined: link, outbox, inbox."""

from __future__ import annotations

from events.ids import new_id
from events.link import Link
from events.mqtt_link import MqttLink, Tls
from firmware_config.site import Site
from hub.bootstrap.core import Core
from hub.mqtt.inbox import Inbox
from hub.mqtt.letters import Letters
from hub.mqtt.outbox import Outbox
from hub.mqtt.telling import Telling

RECONNECT_S = (0.5, 5.0)


def link_of(site: Site) -> MqttLink:
    """Return the hub's link to its broker."""
    url = (
        f"mqtt://127.0.0.1:{site.hub.mqtt_port}"
        if site.hub.broker == "embedded"
        else site.hub.broker
    )
    # Of its own, or a broker would cut two hubs in turn and neither hear the other.
    client = f"layso-hub-{site.office.id}-{new_id()}"
    tls = Tls.in_folder(site.hub.tls_folder, "hub")
    return MqttLink(url, client, tls=tls, reconnect_s=RECONNECT_S)


def outbox_of(office: str, link: Link, core: Core) -> Outbox:
    """Return what tells the boxes, over a link."""
    telling = Telling(office, link, core.office.store)
    return Outbox(office, link, core.board, core.clock, telling)


def inbox_of(site: Site, core: Core, outbox: Outbox) -> Inbox:
    """Return what hears the boxes."""
    letters = Letters(site.office.id, core.rights)
    inbox = Inbox(letters, core.devices, core.flood, core.office.take, outbox.reply)
    inbox.knows_visit = lambda visit: visit in core.board.now.day.visits
    inbox.on_status = outbox.greet
    inbox.on_strange = lambda kind, who: core.oddities.strange(kind, "mqtt", who)
    return inbox
