"""The reference pages of the contract, written from the code that keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import cleandoc

import msgspec

from events import asyncapi, codec, schemas, shapes
from events.channels import CHANNELS, Channel
from events.examples import EXAMPLES

FAMILIES: Mapping[str, tuple[str, Mapping[str, tuple[type, int]]]] = {
    "Commands": ("They ask, and may be refused.", codec.COMMANDS),
    "Events": ("They tell what happened, and are kept for ever.", codec.EVENTS),
    "Facts": ("Devices report them; they are kept as they are.", codec.FACTS),
    "Replies": ("The hub answers every command and fact.", codec.REPLIES),
    "Orders": ("The hub tells a device to do something.", codec.ORDERS),
    "States": ("Retained: how something stands now.", codec.STATES),
}


def pages() -> dict[str, str]:
    """Return every page of the contract by file name."""
    return {
        "asyncapi.json": as_json(asyncapi.document()),
        "events.md": "\n".join(events()) + "\n",
        "topics.md": "\n".join(topics()) + "\n",
    }


def as_json(document: object) -> str:
    """Return a document as JSON text that reads well and ends in a line feed."""
    return msgspec.json.format(codec.encode(document), indent=2).decode() + "\n"


def events() -> Iterator[str]:
    """Yield the lines of the page on every message of the contract."""
    yield "# Messages"
    yield ""
    yield "Written by `make docs` from `events/`; do not edit."
    parts = schemas.components()
    for family, (meaning, table) in FAMILIES.items():
        yield from ("", f"## {family}", "", meaning)
        for name, (body, version) in table.items():
            yield from ("", f"### {name}", "")
            yield f"`layso.{name}`, version {version}. {cleandoc(body.__doc__ or '')}"
            yield from ("", *shapes.table(parts[body.__name__]), *_example(name))
    yield from ("", "## Parts", "", "What messages are made of.")
    yield from shapes.parts(parts, {body.__name__ for body in codec.NAMES})


def _example(name: str) -> Iterator[str]:
    text = msgspec.json.format(codec.encode(EXAMPLES[name]), indent=2).decode()
    yield from ("", "```json", text, "```")


def topics() -> Iterator[str]:
    """Yield the lines of the page on every topic."""
    yield "# Topics"
    yield ""
    yield "Written by `make docs` from `events/channels.py`; do not edit."
    for channel in CHANNELS:
        yield from ("", f"## {channel.name}", "", f"`{channel.address}`", "")
        yield from (channel.sentence, "", _manner(channel))


def _manner(channel: Channel) -> str:
    kept = "retained" if channel.is_retained else "not retained"
    carried = ", ".join(f"[{name}](events.md#{name})" for name in channel.carries)
    return f"Published by the {channel.sender}, QoS {channel.qos}, {kept}: {carried}."
