"""What is kept outside events, for the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from msgspec import Struct

from events import schemas
from events.schemas import Schema
from hub.application import vault_replies
from hub.application.screening import Found, Personal
from hub.application.vault import Kind
from hub.application.vault_replies import Erased, InVault, PersonalRefusal
from hub.application.vault_values import LONGEST, READABLE
from hub.web import openapi_answers
from hub.web.vault_door import NOTES, VAULT, ToErase, ToKeep, ToNote

REF = "6f1c2b9e-3f60-4c5e-9a51-0d6f2f2b7a10"
KEPT = InVault(ref=REF)
REFUSED = vault_replies.personal([Found(kind=Personal.PHONE, first=9, last=20)])
# The door says in words what of this does not hold; a schema says it in signs.
CODE = {
    "type": "string",
    "maxLength": LONGEST[Kind.PHONE],
    "pattern": READABLE,
}
NOTE = {
    "type": "string",
    "maxLength": LONGEST[Kind.NOTE],
    "pattern": READABLE,
}
STRUCTS = (InVault, Erased, PersonalRefusal)


def paths() -> dict[str, Schema]:
    """Return the addresses of the vault and of notes."""
    code = ToKeep(kind="dossier-code", text="000.00.01.H26-260930-0012")
    note = ToNote(text="Cổng báo lỗi 503 lúc 09:18.")
    notes = _post("notes", note, KEPT, NOTE)
    notes["responses"]["422"] = _refused_note()
    erase = _post("vault-ref-erase", ToErase(), Erased(ref=REF))
    erase["parameters"].append(_reference())
    return {
        VAULT: {"post": _post("vault", code, KEPT, CODE)},
        NOTES: {"post": notes},
        f"{VAULT}/{{ref}}/erase": {"post": erase},
    }


def _post(
    name: str, sent: Struct, answer: Struct, text: Schema | None = None
) -> Schema:
    """Return an address that takes a body; `text` is what its text must be like."""
    schema = msgspec.json.schema(type(sent))["$defs"][type(sent).__name__]
    if text is not None:
        schema["properties"]["text"] = text
    body = {"schema": schema, "example": msgspec.to_builtins(sent)}
    responses = openapi_answers.to_command(schemas.reference(type(answer)))
    done = responses["200"]["content"]["application/json"]
    done["example"] = msgspec.to_builtins(answer)
    return {
        "operationId": name,
        "summary": schemas.sentence(type(sent)),
        "parameters": [
            {"$ref": f"#/components/parameters/{header}"}
            for header in ("idempotency-key", "expires-at")
        ],
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": responses,
    }


def _reference() -> Schema:
    return {
        "name": "ref",
        "in": "path",
        "required": True,
        "description": "What was answered when it was kept.",
        "schema": {"type": "string", "format": "uuid"},
        "example": REF,
    }


def _refused_note() -> Schema:
    """Return the refusal of a note, which says where in it to look."""
    shown = {
        "schema": schemas.reference(PersonalRefusal),
        "example": msgspec.json.decode(msgspec.json.encode(REFUSED)),
    }
    return {
        "description": f"{HTTPStatus(422).phrase}: `personal`, `id-reused`.",
        "content": {"application/json": shown},
    }
