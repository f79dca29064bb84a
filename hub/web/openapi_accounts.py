"""Signing in and the accounts, for the OpenAPI document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from events import schemas
from events.schemas import Schema
from events.settings import Role
from hub.application.accounts import AccountNow, Word
from hub.web import openapi_answers
from hub.web.signing import AllAccounts, Me, NewPin, OwnPin, PinGiven, RefusedUntil

STRUCTS = (PinGiven, NewPin, OwnPin, Me, AllAccounts, RefusedUntil)
# Of no use to a program that sends commands: no id, no expiry.
TAG = "accounts"

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SIGNED_IN = Me(
    office="hk01",
    needs_sign_in=True,
    word=Word.SIGNED_IN,
    now=NINE,
    clerk="NV-07",
    role=Role.CLERK,
    idle_s=900,
    locks_at=NINE.replace(minute=15),
    ends_at=NINE.replace(hour=14),
)
LISTED = AllAccounts(
    accounts=(AccountNow(clerk="NV-07", role=Role.CLERK, has_pin=True),)
)
CLERK = {
    "name": "clerk",
    "in": "path",
    "required": True,
    "description": "A clerk's pseudonym.",
    "schema": {"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z-]{0,15}$"},
    "example": "NV-07",
}
ONE = "/api/v1/accounts/{clerk}"


def paths() -> dict[str, Schema]:
    """Return every address that has to do with accounts."""
    given = PinGiven(clerk="NV-07", pin="480215")
    own = OwnPin(pin="480215", new="713906")
    found = {
        "/api/v1/me": {"get": _get("me", "Who is signed in here.", SIGNED_IN)},
        "/api/v1/accounts": {"get": _get("accounts", "Every account.", LISTED)},
        "/api/v1/sign-in": _post("sign-in", "Take a PIN for a cookie.", given),
        "/api/v1/sign-out": _post("sign-out", "End the sign-in."),
        "/api/v1/lock": _post("lock", "Lock the sign-in until the PIN is given."),
        "/api/v1/me/here": _post("me-here", "Put off the idle lock: somebody works."),
        "/api/v1/me/pin": _post("me-pin", "Change one's own PIN.", own),
    }
    pin = _post("accounts-clerk-pin", "Give a PIN.", NewPin(pin="480215"), LISTED)
    free = _post("accounts-clerk-unlock", "Let a code be tried again.", None, LISTED)
    for path, item in ((f"{ONE}/pin", pin), (f"{ONE}/unlock", free)):
        item["post"]["parameters"] = [CLERK]
        found[path] = item
    return found


def _get(name: str, summary: str, answer: Struct) -> Schema:
    statuses = openapi_answers.references(*openapi_answers.TO_VIEW, 409, 503)
    return {
        "operationId": name,
        "summary": summary,
        "tags": [TAG],
        "responses": {"200": _done(answer), **statuses},
    }


def _post(
    name: str, summary: str, sent: Struct | None = None, answer: Struct = SIGNED_IN
) -> Schema:
    schema = {"type": "object"} if sent is None else schemas.reference(type(sent))
    shown = {} if sent is None else _written(sent)
    body = {"schema": schema, "example": shown}
    responses = openapi_answers.to_command(schemas.reference(type(answer)))
    responses["200"] = _done(answer)
    operation = {
        "operationId": name,
        "summary": summary,
        "tags": [TAG],
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": responses,
    }
    return {"post": operation}


def _written(one: Struct) -> Any:
    """Return it as JSON has it: tuples are lists there."""
    return msgspec.json.decode(msgspec.json.encode(one))


def _done(answer: Struct) -> Schema:
    shown = {
        "schema": schemas.reference(type(answer)),
        "example": _written(answer),
    }
    return {"description": "Done.", "content": {"application/json": shown}}
