"""How the hub answers over HTTP, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from events import schemas
from events.examples import EXAMPLES, as_sent
from events.replies import RefusalReply
from events.schemas import Schema
from hub.domain import refusals as rules
from hub.domain.refused import Refused
from hub.web.answers import CONFLICT, STATUS

# What the hub's door says of a reprint; its other names are MQTT's or in STATUS.
OF_THE_DOOR = ("no-connection", "not-printed-here")
# What a GET may be refused for; a POST for anything but a wrong method.
TO_VIEW = (401, 403, 421, 500)
NOT_TO_COMMAND = (405,)
# The id under which to ask again, as it may be one that the hub has given.
UNKNOWN = 504
AGAIN_BY: Schema = {
    "description": "The command's id: asked by it again, the command is answered.",
    "schema": {"type": "string", "pattern": "^[0-9A-Za-z._:-]{1,64}$"},
}


def by_status() -> Mapping[int, list[str]]:
    """Return the names of every refusal under the status that goes with it."""
    names = {*STATUS, *OF_THE_DOOR, *_of_the_rules()}
    found: dict[int, list[str]] = {}
    for name in sorted(names):
        found.setdefault(STATUS.get(name, CONFLICT), []).append(name)
    return dict(sorted(found.items()))


def _of_the_rules() -> set[str]:
    kinds = (kind for kind in vars(rules).values() if isinstance(kind, type))
    return {k.name for k in kinds if issubclass(k, Refused) and k is not Refused}


def refusals() -> Schema:
    """Return one response per status, with the names that it may carry."""
    found = {
        str(status): _refused(HTTPStatus(status).phrase, names)
        for status, names in by_status().items()
    }
    found[str(UNKNOWN)]["headers"] = {"Idempotency-Key": AGAIN_BY}
    return found


def _refused(phrase: str, names: list[str]) -> Schema:
    listed = ", ".join(f"`{name}`" for name in names)
    example = as_sent(EXAMPLES["refused"])
    return {
        "description": f"{phrase}: {listed}.",
        "content": {
            "application/json": {
                "schema": schemas.reference(RefusalReply),
                "example": {**example, "refusal": names[0]},
            }
        },
    }


def to_command(accepted: Schema) -> Schema:
    """Return every answer that a command may get."""
    statuses = [s for s in by_status() if s not in NOT_TO_COMMAND]
    example = as_sent(EXAMPLES["accepted"])
    done = {"schema": accepted, "example": example}
    return {
        "200": {
            "description": "Carried out, or it was already so.",
            "content": {"application/json": done},
        },
        **references(*statuses),
    }


def references(*statuses: int) -> Schema:
    """Return what points to the responses of these statuses."""
    return {str(s): {"$ref": f"#/components/responses/{s}"} for s in statuses}
