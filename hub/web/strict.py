"""Fields that the contract does not know, found by name.

Commands pass them over, so that a newer sender is understood. A manager's settings are
put in the place of all that stood there: a misspelt field would silently take it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import inspect

from events.replies import Sentence
from events.schemas import Schema

PLAIN = re.compile(r"[0-9A-Za-z_-]{1,40}")


def strange_field(given: Any, kind: Any) -> Sentence | None:
    """Return which field of a JSON value its type does not have, None if it has all."""
    for place, name in _strange(given, inspect.type_info(kind), ""):
        said = f" {name}" if PLAIN.fullmatch(name) else ""
        at = f"{place}: " if place else ""
        return Sentence(
            vi=f"{at}không có trường nào tên là{said or ' như đã ghi'}",
            en=f"{at}there is no field called{said or ' what was written'}",
        )
    return None


def closed(schema: Any, parts: Mapping[str, Schema]) -> Any:
    """Return a JSON schema that allows no field but its own, written out in full."""
    match schema:
        case {"$ref": str(ref)}:
            return closed(parts[ref.rpartition("/")[2]], parts)
        case {"type": "object", "properties": _}:
            inside = {key: closed(value, parts) for key, value in schema.items()}
            return {**inside, "additionalProperties": False}
        case dict():
            return {key: closed(value, parts) for key, value in schema.items()}
        case list():
            return [closed(value, parts) for value in schema]
        case _:
            return schema


def _strange(given: Any, kind: inspect.Type, at: str) -> Iterator[tuple[str, str]]:
    """Yield place and name of each field that is not known."""
    match kind:
        case inspect.StructType(fields=fields) if isinstance(given, dict):
            known = {field.encode_name: field.type for field in fields}
            for name, value in given.items():
                if name in known:
                    inside = f"{at}.{name}" if at else name
                    yield from _strange(value, known[name], inside)
                else:
                    yield at, name
        case inspect.VarTupleType(item_type=item) if isinstance(given, list):
            for number, value in enumerate(given):
                yield from _strange(value, item, f"{at}[{number}]")
        case inspect.UnionType(types=types):
            for one in types:
                yield from _strange(given, one, at)
        case _:
            pass
