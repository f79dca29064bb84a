"""A client's step as it goes over MQTT or HTTP, and what the answer says."""

from __future__ import annotations

import json
from typing import Any

from events import codec, topics
from events.envelope import seal
from events.visit import CallNext, FinishServing, IssueTicket, StartServing
from tests.benchmarks.trial_office import OFFICE, Step

ACTS = {CallNext: "call-next", StartServing: "start", FinishServing: "finish"}


class Refused(Exception):
    """The hub refused what a benchmark asked; then the figures would mean nothing."""


def by_mqtt(step: Step, id: str) -> tuple[str, bytes]:
    """Return topic and payload of a step."""
    source = topics.device_source(OFFICE, step.device)
    payload = seal(step.command, id=id, source=source)
    return topics.command(OFFICE, step.device), payload


def by_http(step: Step) -> tuple[str, bytes]:
    """Return path and body of a step."""
    if isinstance(step.command, IssueTicket):
        kind, service = step.command.visit_class, step.command.service
        return "/api/v1/tickets", codec.encode({"service": service, "class": kind})
    path = f"/api/v1/counters/{step.counter}/{ACTS[type(step.command)]}"
    return path, codec.encode({"revision": step.command.revision})


def mqtt_answer(payload: bytes) -> tuple[str, int | None]:
    """Return which message a reply answers, and the revision that it tells."""
    envelope: dict[str, Any] = json.loads(payload)
    if envelope["type"] != "layso.accepted":
        raise Refused(envelope["data"])
    return envelope["causationid"], envelope["data"].get("revision")


def http_answer(status: int, body: bytes) -> int | None:
    """Return the revision that an answer tells."""
    if status != 200:
        raise Refused(f"{status} {body.decode()}")
    revision: int | None = json.loads(body).get("revision")
    return revision
