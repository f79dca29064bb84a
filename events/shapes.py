"""JSON schemas as Markdown: tables of fields, lists of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from events.schemas import AT, Schema


def table(schema: Schema) -> Iterator[str]:
    """Yield a table of a struct's fields, or one line where it has none."""
    fields = schema.get("properties", {})
    if not fields:
        yield "No fields."
        return
    yield "| field | type | default | meaning |"
    yield "|---|---|---|---|"
    for name, field in fields.items():
        is_asked = name in schema.get("required", ())
        meaning = _described(field)
        yield f"| `{name}` | {form(field)} | {_default(field, is_asked)} | {meaning} |"


def parts(all_parts: Mapping[str, Schema], shown: set[str]) -> Iterator[str]:
    """Yield a section for every struct and list of words not shown already."""
    for name, schema in all_parts.items():
        if name not in shown:
            yield from ("", f"### {name}", "", schema.get("description", ""), "")
            yield from [_words(schema)] if "enum" in schema else table(schema)


def form(field: Schema) -> str:
    """Return a field's type in words, with links to structs and lists of words."""
    match field:
        case {"$ref": target}:
            name = target.removeprefix(AT)
            return f"[{name}](#{name.lower()})"
        case {"anyOf": forms}:
            return " or ".join(form(one) for one in forms)
        case {"enum": _} | {"const": _}:
            return _words(field)
        case {"type": "array", "items": items}:
            return f"list of {form(items)}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"map to {form(values)}"
        case _:
            return _plain(field)


def _plain(field: Schema) -> str:
    kind: str = field.get("format") or field.get("type", "any")
    if "minimum" in field and "maximum" in field:
        return f"{kind} {field['minimum']} to {field['maximum']}"
    return f"{kind} `{field['pattern']}`" if "pattern" in field else kind


def _words(field: Schema) -> str:
    return ", ".join(f"`{word}`" for word in field["enum"])


def _default(field: Schema, is_asked: bool) -> str:
    if is_asked:
        return "required"
    if "default" not in field:
        return "left out"
    return f"`{msgspec.json.encode(field['default']).decode()}`"


def _described(field: Schema) -> str:
    for one in (field, *field.get("anyOf", ())):
        if "description" in one:
            return str(one["description"])
    return ""
