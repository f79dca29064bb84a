"""The contract over MQTT as an AsyncAPI 3.0 document, made from codec and channels."""

from __future__ import annotations

from typing import Any

from events import schemas
from events.channels import CHANNELS, PLACES, Channel, Sender
from events.codec import TYPE_PREFIX, WIRE
from events.envelope import Envelope
from events.examples import story
from events.examples.envelopes import envelope
from events.schemas import Schema

CONTENT_TYPE = "application/cloudevents+json"


INFO = {
    "title": "Layso over MQTT",
    "version": "1",
    "description": (
        "Boxes ask and report, the hub decides and tells. Bodies are CloudEvents 1.0 "
        "in structured JSON, at most 64 KiB. The protocol does not trust the broker: "
        "the hub itself answers every command and fact."
    ),
    "license": {"name": "MIT"},
}

DEMO = {
    "host": "127.0.0.1:1883",
    "protocol": "mqtt",
    "protocolVersion": "3.1.1",
    "description": "The broker of the demo, on this machine only.",
}


def document(office: str = story.OFFICE) -> dict[str, Any]:
    """Return the AsyncAPI document, with the examples of that office."""
    return {
        "asyncapi": "3.0.0",
        "info": INFO,
        "defaultContentType": CONTENT_TYPE,
        "servers": {"demo": DEMO},
        "channels": {c.name: _channel(c, office) for c in CHANNELS},
        "operations": {_operation_name(c): _operation(c) for c in CHANNELS},
        "components": {
            "messages": {name: _message(name, office) for name in WIRE},
            # OpenAPI's `discriminator` is another thing than AsyncAPI's.
            "schemas": schemas.without(schemas.components(), "discriminator"),
        },
    }


def _channel(channel: Channel, office: str) -> Schema:
    return {
        "address": channel.address,
        "description": channel.sentence,
        "parameters": {
            place: _parameter(place, meaning, office)
            for place, meaning in PLACES.items()
            if f"{{{place}}}" in channel.address
        },
        "messages": {
            name: {"$ref": f"#/components/messages/{name}"} for name in channel.carries
        },
    }


def _parameter(place: str, meaning: str, office: str) -> Schema:
    return {"description": meaning} | ({"default": office} if place == "office" else {})


def _operation_name(channel: Channel) -> str:
    verb = "send" if channel.sender is Sender.HUB else "receive"
    return f"{verb}-{channel.name}"


def _operation(channel: Channel) -> Schema:
    operation: Schema = {
        "action": "send" if channel.sender is Sender.HUB else "receive",
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": channel.sentence,
        "bindings": {"mqtt": {"qos": channel.qos, "retain": channel.is_retained}},
    }
    if channel.name in ("command", "fact"):
        operation["reply"] = {"channel": {"$ref": "#/channels/reply"}}
    return operation


def _message(name: str, office: str) -> Schema:
    body, newest = WIRE[name]
    return {
        "name": TYPE_PREFIX + name,
        "title": body.__name__,
        "summary": schemas.sentence(body),
        "contentType": CONTENT_TYPE,
        "payload": {
            "allOf": [
                schemas.reference(Envelope),
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": TYPE_PREFIX + name},
                        "dataversion": {"const": newest},
                        "data": schemas.reference(body),
                    },
                    "required": ["dataversion", "data"],
                },
            ]
        },
        "examples": [{"name": name, "payload": envelope(name, office)}],
    }
