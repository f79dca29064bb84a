"""JSON schemas of every struct in the contract, as others read them."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any, TypeAlias

import msgspec

from events import codec
from events.envelope import Envelope
from events.ids import NO_LINE_FEED

Schema: TypeAlias = dict[str, Any]

AT = "#/components/schemas/"


def components(more: Iterable[type] = ()) -> dict[str, Schema]:
    """Return the schema of every body, the envelope, and `more`, by struct name."""
    _, found = msgspec.json.schema_components(
        [*codec.NAMES, Envelope, *more], ref_template=AT + "{name}"
    )
    return {name: _readable(schema) for name, schema in sorted(found.items())}


def reference(kind: type) -> Schema:
    """Return what points to a struct's schema."""
    return {"$ref": AT + kind.__name__}


def sentence(kind: type) -> str:
    """Return the first sentence of a struct's docstring, its line breaks undone."""
    return " ".join(cleandoc(kind.__doc__ or "").split("\n\n")[0].split())


def without(node: Any, key: str) -> Any:
    """Return the JSON tree with every member of that name left out."""
    match node:
        case dict():
            return {k: without(v, key) for k, v in node.items() if k != key}
        case list():
            return [without(item, key) for item in node]
        case _:
            return node


def _readable(node: Any, key: str = "") -> Any:
    match node:
        case dict():
            return {k: _readable(v, k) for k, v in node.items()}
        case list() | tuple():
            return [_readable(item) for item in node]
        case str() if key == "pattern":
            return node.replace(NO_LINE_FEED, "")
        case str() if key == "description":
            return cleandoc(node)
        case _:
            return node
