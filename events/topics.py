"""MQTT topics, built and parsed in one place."""

from __future__ import annotations

from typing import NamedTuple

ROOT = "layso/v1"

KINDS = (
    "command",
    "fact",
    "reply",
    "order",
    "settings",
    "status",
    "health",
    "counter",
    "event",
)


class Topic(NamedTuple):
    """A parsed topic: office, kind, and whom it is about ("" for hub and screen)."""

    office: str
    kind: str
    who: str


def hub(office: str) -> str:
    """Where the hub says that it is there."""
    return f"{ROOT}/{office}/hub"


def screen(office: str) -> str:
    """What the waiting room sees."""
    return f"{ROOT}/{office}/screen"


def command(office: str, device: str) -> str:
    """Where a device asks."""
    return f"{ROOT}/{office}/command/{device}"


def fact(office: str, device: str) -> str:
    """Where a device reports what happened at it."""
    return f"{ROOT}/{office}/fact/{device}"


def reply(office: str, device: str) -> str:
    """Where a device hears the hub's answers."""
    return f"{ROOT}/{office}/reply/{device}"


def order(office: str, device: str) -> str:
    """Where a device is told what to do."""
    return f"{ROOT}/{office}/order/{device}"


def settings(office: str, device: str) -> str:
    """What a device should go by."""
    return f"{ROOT}/{office}/settings/{device}"


def status(office: str, device: str) -> str:
    """A device's tie to the broker."""
    return f"{ROOT}/{office}/status/{device}"


def health(office: str, device: str) -> str:
    """How a device is."""
    return f"{ROOT}/{office}/health/{device}"


def counter(office: str, counter_id: str) -> str:
    """What a counter shows."""
    return f"{ROOT}/{office}/counter/{counter_id}"


def event(office: str, wire_name: str) -> str:
    """Every recorded event of one name, for whoever integrates."""
    return f"{ROOT}/{office}/event/{wire_name}"


def hub_source(office: str) -> str:
    """The hub's CloudEvents source."""
    return f"/office/{office}/hub"


def clerk_source(office: str, clerk: str) -> str:
    """The CloudEvents source of a clerk who is signed in."""
    return f"/office/{office}/clerk/{clerk}"


def device_source(office: str, device: str) -> str:
    """A device's CloudEvents source."""
    return f"/office/{office}/device/{device}"


def parse(topic: str) -> Topic | None:
    """Return the topic's parts, or None if it is not one of ours."""
    match topic.split("/"):
        case ["layso", "v1", office, ("hub" | "screen") as kind]:
            return Topic(office, kind, "")
        case ["layso", "v1", office, kind, who] if kind in KINDS:
            return Topic(office, kind, who)
        case _:
            return None
