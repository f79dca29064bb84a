"""Where a site file's keys and values do not have the shape of a `Site`, in sentences.

Every unknown key is found, at any depth and in every struct; of wrong values only the
first, as msgspec stops there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from msgspec import ValidationError, inspect

from firmware_config.errors import Problem
from firmware_config.site import Site
from firmware_config.where import Path

SITE = inspect.type_info(Site)

_AT = re.compile(r" - at (?:`key` in )?`\$(.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_EXPECTED = re.compile(r"Expected `(\w+)[^`]*`(.*)")
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": 'a text in "quotes"',
    "bool": "true or false",
    "array": "a list, [ … ]",
    "object": "a table, { … }",
}
_FORMS = {
    "opens": "a time such as 07:30",
    "closes": "a time such as 17:00",
    "valid_from": "a date such as 2026-07-01, without quotes",
    "valid_until": "a date such as 2026-12-31, without quotes",
    "broker": "embedded, or an address such as mqtt://broker.local:1883",
    "reserve": "two numbers of 901 to 999, such as 901-949",
}


def unknown_keys(value: Any, kind: inspect.Type = SITE, at: Path = ()) -> list[Problem]:
    """Return a problem for each key that nothing in a site is called by."""
    found: list[Problem] = []
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        known = [f.encode_name for f in kind.fields]
        found += [_unknown(key, known, at) for key in value if key not in known]
    for step, inner, part in _parts(value, kind):
        found += unknown_keys(inner, part, (*at, step))
    return found


def wrong_value(
    error: ValidationError, raw: dict[str, Any], kind: inspect.Type = SITE
) -> Problem:
    """Return what msgspec found in a technician's words."""
    message = str(error)
    path: Path = ()
    if place := _AT.search(message):
        path = tuple(name or int(n) for name, n in _STEP.findall(place[1]))
        message = message[: place.start()]
    if missing := _MISSING.match(message):
        text = f'"{missing[1]}" is missing. Add it; `layso-config example` shows how.'
        return Problem(path, text)
    shown = _shown(_value_at(raw, path))
    return Problem(
        path, f"{shown} cannot stand here. Write {_wanted(message, path, kind)}."
    )


def _unknown(key: str, known: list[str], at: Path) -> Problem:
    near = get_close_matches(key, known, n=1)
    advice = (
        f'Write "{near[0]}"' if near else f"Known are: {', '.join(known)}. Take one"
    )
    return Problem((*at, key), f'"{key}" is not a key here. {advice}, or remove it.')


def _parts(
    value: Any, kind: inspect.Type
) -> Iterator[tuple[str | int, Any, inspect.Type]]:
    """Yield step, value and type of everything directly inside a value."""
    match kind, value:
        case inspect.StructType(), dict():
            for field in kind.fields:
                if field.encode_name in value:
                    yield field.encode_name, value[field.encode_name], field.type
        case inspect.VarTupleType(), list():
            for index, item in enumerate(value):
                yield index, item, kind.item_type
        case _:
            pass


def _wanted(message: str, path: Path, whole: inspect.Type) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind = _type_at(path, whole)
    if isinstance(kind, inspect.DateType):
        return _FORMS[key]
    if isinstance(kind, inspect.LiteralType):
        return f"one of {', '.join(map(str, kind.values))}"
    if "regex" in message and key in _FORMS:
        return _FORMS[key]
    if isinstance(kind, inspect.Metadata) and "regex" in message:
        about = (kind.extra_json_schema or {}).get("description", "")
        return f"{about[:1].lower()}{about[1:]}".rstrip(".")
    expected = _EXPECTED.match(message)
    return _in_words(expected[1], expected[2]) if expected else "what the manual says"


def _in_words(kind: str, rule: str) -> str:
    """Return `int`, ` <= 27` as "a whole number of at most 27"."""
    word = _WORDS.get(kind, kind)
    limit = re.match(r"( of length)? ([<>])= ([\d.]+)", rule)
    if limit is None:
        return word
    side = "at least" if limit[2] == ">" else "at most"
    things = {"array": " item(s)", "str": " sign(s)"}.get(kind, "")
    return f"{word.split(',')[0]} of {side} {limit[3]}{things}"


def _type_at(path: Path, kind: inspect.Type) -> inspect.Type:
    for step in path:
        kind = _stepped(_unwrapped(kind), step)
    return _unwrapped(kind)


def _stepped(kind: inspect.Type, step: str | int) -> inspect.Type:
    if isinstance(kind, inspect.StructType):
        return next(f.type for f in kind.fields if f.encode_name == step)
    return kind.item_type if isinstance(kind, inspect.VarTupleType) else kind


def _unwrapped(kind: inspect.Type) -> inspect.Type:
    """Return the one type of `X | None`."""
    if isinstance(kind, inspect.UnionType):
        return next(t for t in kind.types if not isinstance(t, inspect.NoneType))
    return kind


def _value_at(raw: Any, path: Path) -> Any:
    for step in path:
        raw = raw[step]
    return raw


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "This"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
