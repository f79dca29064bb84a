"""Every topic: who publishes there, whether it is retained, and what it carries."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from events import topics
from events.codec import COMMANDS, EVENTS, FACTS, ORDERS, REPLIES
from events.visit import IssueTicket


class Sender(StrEnum):
    """Which side publishes."""

    HUB = "hub"
    DEVICE = "device"


class Channel(NamedTuple):
    """A topic with its places in braces, and the wire names it carries."""

    name: str
    address: str
    sender: Sender
    carries: tuple[str, ...]
    sentence: str
    is_retained: bool = False
    qos: int = 1


def may_be_sent_by_a_device(command: type) -> bool:
    """Whether boxes ask for this: a ticket, or what a counter's keys can say."""
    fields = getattr(command, "__struct_fields__", ())
    return command is IssueTicket or {"counter", "revision"} <= set(fields)


PLACES: Mapping[str, str] = {
    "office": "The office's id.",
    "device": "The device's id.",
    "counter": "The counter's id.",
    "wireName": "The event's name in this contract.",
}

OFFICE, DEVICE, COUNTER, WIRE_NAME = (f"{{{place}}}" for place in PLACES)

CHANNELS = (
    Channel(
        name="command",
        address=topics.command(OFFICE, DEVICE),
        sender=Sender.DEVICE,
        carries=tuple(
            name
            for name, (body, _) in COMMANDS.items()
            if may_be_sent_by_a_device(body)
        ),
        sentence="A device asks; the hub answers every command on `reply`.",
    ),
    Channel(
        name="fact",
        address=topics.fact(OFFICE, DEVICE),
        sender=Sender.DEVICE,
        carries=tuple(FACTS),
        sentence="A device reports what happened at it, in order of `sequence`.",
    ),
    Channel(
        name="reply",
        address=topics.reply(OFFICE, DEVICE),
        sender=Sender.HUB,
        carries=tuple(REPLIES),
        sentence="The hub answers; `causationid` is the id of the message answered.",
    ),
    Channel(
        name="order",
        address=topics.order(OFFICE, DEVICE),
        sender=Sender.HUB,
        carries=tuple(ORDERS),
        sentence="The hub tells a device to do something, once per id.",
    ),
    Channel(
        name="hub",
        address=topics.hub(OFFICE),
        sender=Sender.HUB,
        carries=("hub-status",),
        sentence="The hub is there, every 10 s; its last will says when it is not.",
        is_retained=True,
    ),
    Channel(
        name="settings",
        address=topics.settings(OFFICE, DEVICE),
        sender=Sender.HUB,
        carries=("device-settings",),
        sentence="What a device should go by.",
        is_retained=True,
    ),
    Channel(
        name="status",
        address=topics.status(OFFICE, DEVICE),
        sender=Sender.DEVICE,
        carries=("device-status",),
        sentence="A device's tie to the broker, and its last will.",
        is_retained=True,
    ),
    Channel(
        name="health",
        address=topics.health(OFFICE, DEVICE),
        sender=Sender.DEVICE,
        carries=("device-health",),
        sentence="How a device is, every 30 s.",
        is_retained=True,
        qos=0,
    ),
    Channel(
        name="counter",
        address=topics.counter(OFFICE, COUNTER),
        sender=Sender.HUB,
        carries=("counter-state",),
        sentence="What a counter shows; drives lamps and digits.",
        is_retained=True,
    ),
    Channel(
        name="screen",
        address=topics.screen(OFFICE),
        sender=Sender.HUB,
        carries=("screen-state",),
        sentence="What the waiting room sees.",
        is_retained=True,
    ),
    Channel(
        name="event",
        address=topics.event(OFFICE, WIRE_NAME),
        sender=Sender.HUB,
        carries=(*EVENTS, *FACTS),
        sentence="Everything that was written down, for whoever integrates.",
    ),
)
