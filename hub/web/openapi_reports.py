"""Reports, for the OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from events import schemas
from events.examples import story
from events.schemas import Schema
from hub.application.exports import ExportNow, Stage, ToExport
from hub.web.openapi_answers import NOT_TO_COMMAND, TO_VIEW, by_status, references
from hub.web.reports import EXPORTS, REPORTS, ReportNow

STRUCTS = (ReportNow, ExportNow)
ID = "019aa9b9-5a00-7000-8000-0000000000c1"
BEGUN = ExportNow(
    id=ID,
    first=date(2026, 11, 1),
    last=date(2026, 11, 30),
    stage=Stage.RUNNING,
    done=0.75,
)
DONE = replace(
    BEGUN,
    stage=Stage.DONE,
    done=1.0,
    file="bao-cao-hk01-2026-11.pdf",
    sha256=story.DIGEST,
)
PERIOD = "A word such as month:2026-11; without it, this month. A wrong one lists all."
TAG = "reports"


def paths() -> dict[str, Schema]:
    """Return the addresses of reports."""
    now = _answer("The report of a period as it stands.", ReportNow)
    report = _asked("report-now", "What is proposed, and whether it went out.", now)
    report["parameters"] = [_parameter("period", "query", PERIOD, "month:2026-11")]
    report["responses"].update(references(400, 404))
    watched = _asked("export-now", "How far a report is.", _done(DONE))
    watched["parameters"] = [_export()]
    watched["responses"].update(references(404))
    return {
        REPORTS: {"get": report},
        EXPORTS: {"post": _begin()},
        f"{EXPORTS}/{{export}}": {"get": watched},
        f"{EXPORTS}/{{export}}/cancel": {"post": _cancel()},
    }


def _begin() -> Schema:
    schema = msgspec.json.schema(ToExport)["$defs"]["ToExport"]
    sent = ToExport(period="month:2026-11")
    return {
        "operationId": "exports",
        "tags": [TAG],
        "summary": "Have a report made; it is fetched from /reports/files when done.",
        "requestBody": _body(schema, msgspec.to_builtins(sent)),
        "responses": {"200": _done(BEGUN), **_refused()},
    }


def _cancel() -> Schema:
    return {
        "operationId": "exports-export-cancel",
        "tags": [TAG],
        "summary": "End a report before it is done.",
        "parameters": [_export()],
        "requestBody": _body({"type": "object"}, {}),
        "responses": {"200": _done(DONE), **_refused()},
    }


def _refused() -> Schema:
    return references(*(s for s in by_status() if s not in NOT_TO_COMMAND))


def _body(schema: Schema, example: Any) -> Schema:
    content = {"application/json": {"schema": schema, "example": example}}
    return {"required": True, "content": content}


def _asked(name: str, summary: str, shown: Schema) -> Schema:
    responses = {"200": shown, **references(*TO_VIEW)}
    return {"operationId": name, "summary": summary, "responses": responses}


def _done(example: Struct) -> Schema:
    shown = _answer("How far it is.", ExportNow)
    said = msgspec.json.decode(msgspec.json.encode(example))
    shown["content"]["application/json"]["example"] = said
    return shown


def _answer(meaning: str, kind: type[Struct]) -> Schema:
    schema = {"schema": schemas.reference(kind)}
    return {"description": meaning, "content": {"application/json": schema}}


def _export() -> Schema:
    found = _parameter("export", "path", "The report's id.", ID)
    return {**found, "required": True}


def _parameter(name: str, place: str, meaning: str, example: str) -> Schema:
    return {
        "name": name,
        "in": place,
        "description": meaning,
        "schema": {"type": "string"},
        "example": example,
    }
