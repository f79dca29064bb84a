"""A report as JSON for other programs: the same cells, numbers with points."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from hub.reports.report import Report
from hub.reports.values import Absent, Hidden, Number, Value


def as_json(report: Report) -> bytes:
    """Return everything the report says, in the shape of its struct."""
    return msgspec.json.format(msgspec.json.encode(_plain(report)), indent=1)


def _plain(thing: Any) -> Any:
    if isinstance(thing, Number | Hidden | Absent):
        return _cell(thing)
    if isinstance(thing, Struct):
        tag = thing.__struct_config__.tag
        said = {} if tag is None else {"kind": tag}
        names = thing.__struct_fields__
        return {**said, **{name: _plain(getattr(thing, name)) for name in names}}
    if isinstance(thing, tuple):
        return [_plain(each) for each in thing]
    return thing


def _cell(value: Value) -> Any:
    match value:
        case Number(unit=unit, part=part, whole=whole):
            of: dict[str, Any] = {"about": True} if value.is_about else {}
            of |= {} if part is None else {"part": part, "whole": whole}
            return {"kind": "number", "value": value.value, "unit": str(unit), **of}
        case Hidden(mark=mark):
            return {"kind": "hidden", "mark": str(mark)}
        case _:
            return {"kind": "absent"}
