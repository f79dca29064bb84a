"""What the contract promises of every body in it."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from events import alert, codec, schemas, session, vault
from events.codec import COMMANDS, EVENTS, WIRE

PARTS = schemas.components()
OWN_WORDS = re.compile(r"^[A-Z]\w*\(")
ABOUT_PEOPLE = [
    body
    for module in (session, alert, vault)
    for body in vars(module).values()
    if isinstance(body, type) and body in codec.NAMES
]


def is_machine_made(kind: type) -> bool:
    """Whether a type has no docstring, or one that only repeats its signature."""
    return OWN_WORDS.match(kind.__doc__ or "X(") is not None


class Bare(msgspec.Struct):
    pass


class Repeats(msgspec.Struct):
    """Repeats(counter: str)"""


@pytest.mark.parametrize("body", codec.NAMES, ids=lambda body: body.__name__)
def test_every_body_says_what_it_means(body: type) -> None:
    """Each command, event and state has a sentence of a person's making."""
    assert not is_machine_made(body)
    assert schemas.sentence(body).endswith((".", ":"))


def test_a_machine_made_sentence_is_found() -> None:
    """A docstring that is missing or repeats the signature does not count."""
    assert is_machine_made(Bare)
    assert is_machine_made(Repeats)


def test_every_part_says_what_it_means() -> None:
    """Each struct and list of words inside a body has a sentence too."""
    silent = {name for name, schema in PARTS.items() if "description" not in schema}

    assert silent == set()


def leaves(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every innermost schema of a body, through its references."""
    match schema:
        case {"$ref": target}:
            yield from leaves(PARTS[target.removeprefix(schemas.AT)])
        case {"anyOf": forms}:
            for form in forms:
                yield from leaves(form)
        case {"items": items}:
            yield from leaves(items)
        case {"properties": fields}:
            for field in fields.values():
                yield from leaves(field)
        case _:
            yield schema


def is_free_text(schema: dict[str, Any]) -> bool:
    """Whether a person could write a sentence there."""
    return schema.get("type") == "string" and not {"pattern", "format"} & set(schema)


@pytest.mark.parametrize("body", ABOUT_PEOPLE, ids=lambda body: body.__name__)
def test_nothing_about_people_can_be_written_freely(body: type) -> None:
    """Sessions, ratings and alerts hold words of closed lists, ids and figures."""
    assert [
        leaf for leaf in leaves(schemas.reference(body)) if is_free_text(leaf)
    ] == []


def test_a_dossier_code_is_no_reference() -> None:
    """What stands for a dossier is random; the code itself does not fit the field."""
    raw = (
        b'{"session":"s1","procedure":"temporary-residence","level":"full",'
        b'"dossier_ref":"000.00.01.H26-260930-0012"}'
    )

    with pytest.raises(codec.BadBody, match="dossier_ref"):
        codec.decode("record-submission", 1, raw)


def test_help_costs_nothing() -> None:
    """No body has a field for the price of help; the money named goes to others."""
    money = {
        (name, field)
        for name, (body, _) in WIRE.items()
        for field in PARTS[body.__name__]["properties"]
        if re.search(r"fee|amount|price|cost", field)
    }

    assert money == {
        ("record-payment", "amount_vnd"),
        ("payment-recorded", "amount_vnd"),
    }


@pytest.mark.parametrize("score", [0, 6])
def test_a_rating_has_five_faces(score: int) -> None:
    """A score is 1 to 5."""
    raw = b'{"visit":"v1","score":%d}' % score

    with pytest.raises(codec.BadBody, match="score"):
        codec.decode("rate", 1, raw)


def test_the_design_stands_in_the_contract() -> None:
    """Every session command has the event that says it was done."""
    done = {
        "describe-session": "session-described",
        "complete-step": "step-completed",
        "record-submission": "submission-recorded",
        "record-payment": "payment-recorded",
        "choose-return": "return-chosen",
        "note-difficulty": "difficulty-noted",
        "withdraw-entry": "entry-withdrawn",
        "complete-session": "session-completed",
        "reassign-session": "session-reassigned",
        "change-settings": "settings-changed",
        "rate": "rating-given",
    }

    assert set(done) <= set(COMMANDS)
    assert set(done.values()) <= set(EVENTS)
