"""What a visitor's phone may send, for the OpenAPI document.

The form that a browser without script sends is the page's own and no part of the API.
"""

from __future__ import annotations

from typing import Any

import msgspec

from events import schemas
from events.schemas import Schema
from hub.web import openapi_answers
from hub.web.rating_door import Rating, Thanks

EXAMPLE = {"score": 5, "reasons": ["guidance"]}
ABOUT_TOKEN = "What the slip's QR code ends with; it stands for the visit."
SUMMARY = "A visitor says how it was, once and without a name."


def paths() -> dict[str, Schema]:
    """Return the addresses that a follow token opens."""
    sent = {"schema": schemas.reference(Rating)}
    operation: dict[str, Any] = {
        "operationId": "rating",
        "summary": SUMMARY,
        "parameters": [
            {
                "name": "token",
                "in": "path",
                "required": True,
                "description": ABOUT_TOKEN,
                "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            },
            *(_header(name) for name in ("idempotency-key", "expires-at")),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {**sent, "example": EXAMPLE}},
        },
        "responses": _answers(),
    }
    return {"/t/{token}/rating": {"post": operation}}


def _header(name: str) -> Schema:
    return {"$ref": f"#/components/parameters/{name}"}


def _answers() -> Schema:
    found = openapi_answers.to_command(schemas.reference(Thanks))
    thanks = msgspec.to_builtins(Thanks())
    found["200"]["content"]["application/json"]["example"] = thanks
    return found
