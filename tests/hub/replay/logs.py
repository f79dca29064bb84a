"""Logs for tests, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from events.recorded import Recorded
from hub.application.replay import Column, Replay, Table, Words
from hub.domain.evolve_state import fold_state
from hub.domain.state import State
from tests.hub.rig import SITE

NOW = datetime(2026, 11, 23, tzinfo=UTC)

# One day of two counters: the figures of it can be reckoned in the head.
BY_HAND = """\
id,service,class,arrived,started,ended,abandoned,counter
1,A,normal,2026-11-02 08:00:00,2026-11-02 08:00:00,2026-11-02 08:10:00,,1
2,A,normal,2026-11-02 08:02:00,2026-11-02 08:04:00,2026-11-02 08:20:00,,2
3,B,priority,2026-11-02 08:05:00,2026-11-02 08:10:00,2026-11-02 08:40:00,,1
4,B,normal,2026-11-02 08:06:00,,,2026-11-02 08:26:00,
5,A,normal,2026-11-02 08:10:00,2026-11-02 08:30:00,2026-11-02 08:50:00,,2
6,A,normal,2026-11-02 08:11:00,,,2026-11-02 08:11:40,
7,B,normal,2026-11-02 08:12:00,,,,
"""


def replayed(
    text: str, named: Mapping[Column, str] | None = None, **words: Any
) -> tuple[Replay, list[Recorded]]:
    """Return a replay and its events, each of which the house can fold."""
    replay = Replay(SITE.office.id, SITE.plan(), Words(**{"now": NOW, **words}))
    table = Table(text.splitlines(keepends=True), named or {})
    history = list(replay.history(table))
    fold_state(history, State())
    return replay, history


def faults(text: str, **words: Any) -> list[str]:
    """Return what is wrong with a log."""
    replay, _ = replayed(text, **words)
    return [str(row) for row in replay.faults.rows]


def log(*rows: str, header: str = "arrived,started,ended,abandoned,counter") -> str:
    """Return a log; a clock time stands for one on 2 November 2026."""
    return "\n".join([header, *(_dated(row) for row in rows)]) + "\n"


def _dated(row: str) -> str:
    fields = row.split(",")
    is_clock = [field[:2].isdecimal() and field[2:3] == ":" for field in fields]
    return ",".join(
        f"2026-11-02 {field}" if clock else field
        for field, clock in zip(fields, is_clock, strict=True)
    )
