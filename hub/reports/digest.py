"""What the numbers rest on, in one mark: the same from live and rebuilt views.

When the rows were read and how far the store had come is no part of it, nor what became
later of devices and alerts that outlast the days: of days that are over it stays the
same for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from hub.projections.measured.rows import (
    ALERTS,
    DAYS,
    DEVICES,
    AlertRow,
    DeviceRow,
    Facts,
    Instant,
)
from hub.projections.measures.marks import marks_of
from hub.projections.measures.sheets import Sheet
from hub.reports.report import Basis

ENDLESS = 1 << 62


def basis(
    facts: Facts, until: int | None = None, sheets: Iterable[Sheet] = ()
) -> Basis:
    """Return digest and extent of the rows; `until`: the position of the last event.

    Each day has its own mark; the sheet of a day knows it without the rows.
    """
    mark, count = hashlib.sha256(), 0
    marks = marks_of(facts) | {sheet.day: sheet.mark for sheet in sheets}
    for day in sorted(marks):
        count += marks[day].rows
        if marks[day].rows:
            mark.update(f"{day} {marks[day].sha256}\n".encode())
    for table in (DAYS, DEVICES, ALERTS):
        rows = _lasting(table.name, facts)
        count += len(rows)
        mark.update(f"{table.name} {len(rows)}\n".encode())
        mark.update(_ENCODER.encode(rows))
    return Basis(
        rows=count,
        begun=min((day.begun for day in facts.days), default=0),
        position=(facts.position if until is None else until) if facts.days else 0,
        store=facts.store,
        sha256=mark.hexdigest(),
    )


def _lasting(table: str, facts: Facts) -> Sequence[Any]:
    """Return a table's rows as they stood when the last of the days was closed."""
    rows: Sequence[Any] = getattr(facts, table)
    end = _end(facts)
    if table == DEVICES.name:
        return [_device(row, end) for row in rows if row.began <= end]
    if table == ALERTS.name:
        return [_alert(row, end) for row in rows if row.opened <= end]
    return rows


def _end(facts: Facts) -> Instant:
    return max((day.closed or ENDLESS for day in facts.days), default=0)


def _device(row: DeviceRow, end: Instant) -> DeviceRow:
    return row._replace(ended=None) if _is_after(row.ended, end) else row


def _alert(row: AlertRow, end: Instant) -> AlertRow:
    if _is_after(row.taken, end):
        row = row._replace(taken=None, taken_by=None)
    return row._replace(closed=None, how=None) if _is_after(row.closed, end) else row


def _is_after(at: Instant | None, end: Instant) -> bool:
    return at is not None and at > end


_ENCODER = msgspec.json.Encoder()
