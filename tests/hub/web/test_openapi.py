"""The OpenAPI document is sound, and says what the routes do."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from events import codec
from events.examples import story
from hub.web import openapi
from hub.web.answers import STATUS
from hub.web.openapi_acts import commands

DOCUMENT = openapi.document()
PATHS = DOCUMENT["paths"]
POSTS = {path: item["post"] for path, item in PATHS.items() if "post" in item}
COMMANDS = [path for path, item in POSTS.items() if not item.get("tags")]


def fits(schema: dict[str, Any], given: object) -> bool:
    """Whether a value fits a schema of the document."""
    whole = {**schema, "components": DOCUMENT["components"]}
    return Draft202012Validator(whole).is_valid(given)


def test_the_document_is_openapi_3_1() -> None:
    """The official schema and rules of OpenAPI 3.1 find no fault with it."""
    assert list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors()) == []


def test_every_act_of_the_design_has_its_address() -> None:
    """Tickets, counters and the day are moved at the addresses agreed on."""
    counter = "/api/v1/counters/{counter}/"
    ticket = "/api/v1/tickets/{ticket}/"
    session = "/api/v1/sessions/{session}/"
    helps = (
        "describe step submission payment return difficulty withdraw complete reassign"
    )
    acts = (
        "open call-next call-ticket recall start finish no-show park return transfer "
        "pause resume close undo take-over"
    )

    assert set(PATHS) == {
        *(counter + act for act in acts.split()),
        *(session + act for act in helps.split()),
        *(counter + view for view in ("console", "console/stream")),
        "/api/v1/difficulties",
        *("/api/v1/alerts", "/api/v1/alerts/{alert}/acknowledge", "/t/{token}/rating"),
        *(ticket + act for act in ("return", "abandon", "class", "reprint")),
        *("/api/v1/tickets", "/api/v1/day/open", "/api/v1/day/close"),
        *("/api/v1/settings", "/api/v1/catalogue", "/api/v1/sessions"),
        *("/api/v1/state", "/api/v1/events", "/api/v1/openapi.json", "/healthz"),
        *("/api/v1/vault", "/api/v1/notes", "/api/v1/vault/{ref}/erase"),
        *("/api/v1/me", "/api/v1/me/here", "/api/v1/me/pin", "/api/v1/accounts"),
        *("/api/v1/accounts/{clerk}/pin", "/api/v1/accounts/{clerk}/unlock"),
        *("/api/v1/sign-in", "/api/v1/sign-out", "/api/v1/lock"),
        *("/api/v1/reports", "/api/v1/exports", "/api/v1/exports/{export}"),
        *("/api/v1/exports/{export}/cancel", "/api/v1/proposals"),
        "/api/v1/proposals/{proposal}/withdraw",
        *("/api/v1/manager", "/api/v1/manager/at", "/manager/stream"),
        "/metrics",
    }


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_may_carry_its_id_and_expiry(path: str) -> None:
    """Every POST of a command takes `Idempotency-Key` and `Expires-At`."""
    given = POSTS[path]["parameters"]
    named = {p["$ref"].rpartition("/")[2] for p in given if "$ref" in p}

    assert {"idempotency-key", "expires-at"} <= named


@pytest.mark.parametrize("path", POSTS)
def test_every_refusal_has_a_body(path: str) -> None:
    """Each status that a command may be refused with is described."""
    wanted = {400, 403, 404, 409, 410, 413, 415, 422, 429, 503, 504}

    assert {str(status) for status in wanted} <= set(POSTS[path]["responses"])


def test_each_status_names_its_refusals() -> None:
    """A reader learns from the document which names come with which status."""
    responses = DOCUMENT["components"]["responses"]

    for name, status in STATUS.items():
        assert f"`{name}`" in responses[str(status)]["description"]
    assert "`nobody-waiting`" in responses["409"]["description"]


@pytest.mark.parametrize(("path", "name"), list(commands()))
def test_the_example_of_a_body_is_taken(path: str, name: str) -> None:
    """What the document shows fits its schema, and with the address is a command."""
    body = POSTS[path]["requestBody"]["content"]["application/json"]
    from_address = {"ticket": "A047"} if "{ticket}" in path else {}
    from_address |= {"counter": "2"} if "{counter}" in path else {}
    from_address |= {"session": "s"} if "{session}" in path else {}
    from_address |= {"alert": "a"} if "{alert}" in path else {}
    from_address |= {"proposal": story.NOTE} if "{proposal}" in path else {}

    assert fits(body["schema"], body["example"])
    codec.decode(name, 1, codec.encode({**body["example"], **from_address}))


def test_examples_of_answers_fit() -> None:
    """Each answer shown keeps to its own schema."""
    said = POSTS["/api/v1/tickets"]["responses"]["200"]
    for response in (said, *DOCUMENT["components"]["responses"].values()):
        shown = response["content"]["application/json"]

        assert fits(shown["schema"], shown["example"])


def test_no_two_operations_share_an_id() -> None:
    """A client made from the document has one name per address."""
    ids = [op["operationId"] for item in PATHS.values() for op in item.values()]

    assert len(ids) == len(set(ids))


def test_it_is_written_where_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a file the document goes there; without one it is printed."""
    openapi.main([str(tmp_path / "openapi.json")])
    openapi.main([])

    written = (tmp_path / "openapi.json").read_text("utf-8")

    assert capsys.readouterr().out == written
    assert json.loads(written) == DOCUMENT
