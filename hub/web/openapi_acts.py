"""What can be asked over HTTP, for the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from events import codec, schemas
from events.examples import EXAMPLES, as_sent, story
from events.replies import Accepted
from events.schemas import Schema
from hub.web import openapi_answers
from hub.web.commands import (
    ALERT_ACTS,
    COUNTER_ACTS,
    DAY_ACTS,
    OVER_HTTP,
    PLAIN_ACTS,
    PROPOSAL_ACTS,
    SESSION_ACTS,
    TICKET_ACTS,
    WEB,
)
from hub.web.settings_gate import CHANGE
from hub.web.strict import closed

HEADERS: dict[str, Schema] = {
    "idempotency-key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "The command's id, kept through every retry: a UUIDv7.",
        "schema": {"type": "string", "pattern": "^[0-9A-Za-z._:-]{1,64}$"},
    },
    "expires-at": {
        "name": "Expires-At",
        "in": "header",
        "description": (
            "Hub time after which the command is refused; a day at most. Without it, "
            "ten seconds after the command came."
        ),
        "schema": {"type": "string", "format": "date-time"},
    },
}
IN_PATHS = (
    ("ticket", "What the paper says.", "A047"),
    ("counter", "The counter's id.", "2"),
    ("session", "The assisted session.", story.SESSION),
    ("alert", "The alert's id.", story.ALERT),
    ("proposal", "The reference that its words are kept behind.", story.NOTE),
)
PLACE = re.compile(r"{(\w+)}")
REPRINT = "/api/v1/tickets/{ticket}/reprint"


def parameters(parts: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return what addresses and headers say, with the patterns of the contract."""
    named = ("CallTicket", "CompleteStep", "AcknowledgeAlert", "WithdrawProposal")
    fields = {k: v for kind in named for k, v in parts[kind]["properties"].items()}
    found = {
        name: {
            "name": name,
            "in": "path",
            "required": True,
            "description": meaning,
            "schema": fields[name],
            "example": example,
        }
        for name, meaning, example in IN_PATHS
    }
    return {**found, **HEADERS}


def paths(parts: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return every address that takes a command; `parts` are all structs' schemas."""
    found = {path: {"post": _act(path, name, parts)} for path, name in commands()}
    return {**found, REPRINT: {"post": _reprint()}}


def commands() -> Iterator[tuple[str, str]]:
    """Yield each address with the wire name of the command it takes."""
    for act, name in PLAIN_ACTS.items():
        yield f"/api/v1/{act}", name
    for act, name in TICKET_ACTS.items():
        yield f"/api/v1/tickets/{{ticket}}/{act}", name
    for act, name in COUNTER_ACTS.items():
        yield f"/api/v1/counters/{{counter}}/{act}", name
    for act, name in SESSION_ACTS.items():
        yield f"/api/v1/sessions/{{session}}/{act}", name
    for act, name in ALERT_ACTS.items():
        yield f"/api/v1/alerts/{{alert}}/{act}", name
    for act, name in PROPOSAL_ACTS.items():
        yield f"/api/v1/proposals/{{proposal}}/{act}", name
    for act, name in DAY_ACTS.items():
        yield f"/api/v1/day/{act}", name


def _act(path: str, name: str, parts: Mapping[str, Schema]) -> Schema:
    body, _ = codec.COMMANDS[name]
    said = set(PLACE.findall(path))
    return {
        **_head(path, schemas.sentence(body)),
        "requestBody": _request(_taken(name, parts), name, said),
        "responses": openapi_answers.to_command(schemas.reference(Accepted)),
    }


def _taken(name: str, parts: Mapping[str, Schema]) -> Schema:
    """Return a command's schema; settings take no field that they do not have."""
    body, _ = codec.COMMANDS[name]
    schema = parts[body.__name__]
    return closed(schema, parts) if name == CHANGE else schema


def _reprint() -> Schema:
    return {
        **_head(REPRINT, "Print the slip again where it was taken: the same number."),
        "requestBody": _sent({"type": "object"}, {}),
        "responses": openapi_answers.to_command(schemas.reference(Accepted)),
    }


def _head(path: str, summary: str) -> Schema:
    words = path.removeprefix("/api/v1/").replace("{", "").replace("}", "")
    names = [*PLACE.findall(path), "idempotency-key", "expires-at"]
    return {
        "operationId": words.replace("/", "-"),
        "summary": summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
    }


def _request(schema: Schema, name: str, said: set[str]) -> Schema:
    """Return the command's schema without what the address says."""
    fields = {k: v for k, v in schema["properties"].items() if k not in said}
    needed = [k for k in schema["required"] if k not in said]
    example = as_sent(EXAMPLES[name])
    if "channel" in fields:
        fields["channel"] = {"enum": [*OVER_HTTP], "default": WEB}
        example["channel"] = WEB
    strict = {k: v for k, v in schema.items() if k == "additionalProperties"}
    return _sent(
        {"type": "object", "properties": fields, "required": needed, **strict},
        {k: v for k, v in example.items() if k in fields},
    )


def _sent(schema: Schema, example: Schema) -> Schema:
    """Return a body of JSON: a POST without one is not taken as ours."""
    content = {"schema": schema, "example": example}
    return {"required": True, "content": {"application/json": content}}
