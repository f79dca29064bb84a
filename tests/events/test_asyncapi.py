"""The AsyncAPI document is sound, complete, and its examples are true."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from events import asyncapi, codec
from events.channels import CHANNELS
from events.codec import WIRE

OFFICIAL = Path(__file__).parent.parent / "schemas" / "asyncapi-3.0.0.json"
DOCUMENT = asyncapi.document()
MESSAGES = DOCUMENT["components"]["messages"]


def faults(document: dict[str, Any]) -> list[str]:
    """Return what the official schema finds wrong with a document."""
    official = Draft7Validator(json.loads(OFFICIAL.read_text("utf-8")))
    return [fault.json_path for fault in official.iter_errors(document)]


def payload_of(name: str) -> Draft7Validator:
    """Return what checks a message's payload, by the document alone."""
    schema = {**MESSAGES[name]["payload"], "components": DOCUMENT["components"]}
    return Draft7Validator(schema, format_checker=FormatChecker())


def test_the_document_is_asyncapi_3() -> None:
    """The official schema of AsyncAPI 3.0.0 finds no fault with it."""
    assert faults(DOCUMENT) == []


def test_the_official_schema_does_find_faults() -> None:
    """A document with a channel of nonsense does not pass."""
    assert faults({**DOCUMENT, "channels": {"hub": {"address": 7}}}) != []


def test_every_message_stands_in_it() -> None:
    """Each wire name of the contract has its message."""
    assert {m["name"] for m in MESSAGES.values()} == {f"layso.{n}" for n in WIRE}


@pytest.mark.parametrize("name", WIRE)
def test_every_example_fits_its_own_schema(name: str) -> None:
    """The example of a message keeps what the message promises."""
    checker = payload_of(name)

    for given in MESSAGES[name]["examples"]:
        assert [fault.message for fault in checker.iter_errors(given["payload"])] == []


def test_a_schema_refuses_what_the_codec_refuses() -> None:
    """A body that the hub would refuse does not fit the published schema either."""
    good = MESSAGES["issue-ticket"]["examples"][0]["payload"]
    bad = {**good, "data": {"service": "AB"}}

    assert payload_of("issue-ticket").is_valid(good)
    assert not payload_of("issue-ticket").is_valid(bad)
    assert not payload_of("call-next").is_valid(good)


def test_what_is_stored_is_published() -> None:
    """Every event and fact is carried by the topic for integrators."""
    carried = DOCUMENT["channels"]["event"]["messages"]

    assert set(carried) == {*codec.EVENTS, *codec.FACTS}


def test_states_are_retained_and_events_never() -> None:
    """Whoever comes late learns how things stand, and no old news."""
    kept = {n for c in CHANNELS if c.is_retained for n in c.carries}

    assert kept == set(codec.STATES)


def test_a_device_may_not_open_the_day() -> None:
    """The command topic carries what boxes may ask for, and no more."""
    carried = DOCUMENT["channels"]["command"]["messages"]

    assert {"issue-ticket", "call-next", "undo"} <= set(carried)
    assert not {"open-day", "configure-office", "abandon-visit"} & set(carried)


def test_the_examples_are_of_the_office_asked_for() -> None:
    """An office may print the contract with its own id."""
    document = asyncapi.document(office="bd02")

    example = document["components"]["messages"]["hub-status"]["examples"][0]

    assert example["payload"]["source"] == "/office/bd02/hub"


def test_patterns_are_written_as_others_read_them() -> None:
    """No schema leans on what only Python's regular expressions mean."""
    assert "(?!" not in json.dumps(DOCUMENT)
