"""Faults are said in plain words of both languages, and nothing sent is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from events import codec
from events.envelope import Envelope, Malformed, unseal
from events.ids import NO_LINE_FEED, MessageId
from events.replies import Sentence
from events.unfit import PATTERNS, Unfit, why

CANARY = "Nguyen Van Canary"
OF_PYTHON = re.compile(r"`|\bstr\b|\bint\b|regex|recursion|\$\.|\\|Expected|enum")
SOUND = '"specversion":"1.0","id":"a","source":"/x"'


def patterns(schema: Any) -> Iterator[str]:
    """Yield every pattern of a schema, at any depth."""
    if isinstance(schema, dict):
        if "pattern" in schema:
            yield schema["pattern"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from patterns(part)


def said(name: str, raw: str) -> Sentence:
    """Return why a body cannot be read."""
    with pytest.raises(codec.BadBody) as caught:
        codec.decode(name, 1, raw.encode())
    assert str(caught.value) == caught.value.why.en
    return caught.value.why


def test_every_pattern_has_its_words() -> None:
    """No pattern of the contract is told as a regular expression."""
    bodies = [body for body, _ in codec.WIRE.values()]
    schema = msgspec.json.schema_components([*bodies, Envelope])

    found = {one.removesuffix(NO_LINE_FEED) for one in patterns(schema[1])}

    assert found == PATTERNS.keys()


@pytest.mark.parametrize(
    ("name", "raw", "en", "vi"),
    [
        (
            "issue-ticket",
            '{"service":"AB"}',
            "service: must be one letter, A to Z",
            "service: phải là một chữ cái từ A đến Z",
        ),
        ("issue-ticket", "{}", "service: is missing", "service: còn thiếu"),
        (
            "configure-office",
            '{"plan":{"services":[{"id":"A"}]}}',
            "plan.services[0].names: is missing",
            "plan.services[0].names: còn thiếu",
        ),
        (
            "issue-ticket",
            '{"service":7}',
            "service: must be a text",
            "service: phải là chuỗi ký tự",
        ),
        (
            "call-next",
            '{"counter":"1","revision":"7"}',
            "revision: must be a whole number",
            "revision: phải là số nguyên",
        ),
        ("issue-ticket", "[]", "must be a JSON object", "phải là đối tượng JSON"),
        (
            "issue-ticket",
            '{"service":"A","class":"vip"}',
            "class: is none of the words that the contract allows",
            "class: không phải là một trong các từ được phép",
        ),
        ("issue-ticket", "{", "it is not sound JSON", "không phải JSON hợp lệ"),
        (
            "issue-ticket",
            '{"x":' + "[" * 30_000,
            "it is nested in too many layers",
            "lồng nhau quá nhiều tầng",
        ),
        (
            "rate",
            '{"visit":"v","channel":"kiosk","score":9}',
            "score: must be at most 5",
            "score: phải là số nhiều nhất 5",
        ),
    ],
)
def test_a_fault_names_the_field(name: str, raw: str, en: str, vi: str) -> None:
    """Which field, and what it must be, in both languages."""
    assert said(name, raw) == Sentence(vi=vi, en=en)


@pytest.mark.parametrize(
    "raw",
    [
        f'{{"specversion":"{CANARY}"}}',
        f'{{"specversion":"{CANARY} - at `$.{CANARY}`"}}',
        f'{{{SOUND},"type":"{CANARY}"}}',
        f'{{{SOUND},"type":"layso.x","time":"{CANARY}"}}',
        f'{{{SOUND},"type":"layso.x","sequence":"{CANARY}"}}',
        f'{{{SOUND},"type":"layso.x","sequence":-1}}',
        f'{{{SOUND},"type":"layso.x","dataversion":1e400}}',
        f'{{{SOUND},"type":"layso.x","datacontenttype":"{CANARY}"}}',
        f'{{"{CANARY}":{CANARY}}}',
        '{"id":"\ud800"}',
    ],
)
def test_nothing_sent_is_repeated(raw: str) -> None:
    """Neither a value nor Python's own words stand in what is said."""
    with pytest.raises(Malformed) as caught:
        unseal(raw.encode("utf-8", "surrogatepass"))

    for sentence in (caught.value.why.en, caught.value.why.vi):
        assert CANARY not in sentence
        assert not OF_PYTHON.search(sentence)


def test_unknown_names_are_not_repeated() -> None:
    """A type or version that is not known is told without saying it again."""
    for name, version in ((CANARY, 1), ("issue-ticket", 4_711)):
        with pytest.raises(Unfit) as caught:
            codec.decode(name, version, b"{}")
        assert CANARY not in str(caught.value)
        assert "4711" not in str(caught.value)


def test_what_is_no_json_is_named() -> None:
    """A value that stands alone, as in a header, is called by its own name."""
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(CANARY, MessageId)

    told = why(caught.value, "Idempotency-Key")

    assert told.en.startswith("Idempotency-Key: must be 1 to 64 letters")
    assert told.vi.startswith("Idempotency-Key: phải gồm 1 đến 64 chữ cái")
