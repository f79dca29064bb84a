"""What a drill has shown: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.drill.drill import Cycle, Found

HEAD = f"{'fault':<22}{'times':>6}{'back p50':>10}{'back max':>10}"


class Tried(NamedTuple):
    """How a drill was started, and how long it took."""

    seed: int
    broker: str
    seconds: float


def summary(tried: Tried, cycles: Sequence[Cycle], found: Found) -> dict[str, Any]:
    """Return everything in figures."""
    return {
        **tried._asdict(),
        "cycles": len(cycles),
        **found._asdict(),
        "faults": {
            name: _of(name, cycles) for name in sorted({c.fault for c in cycles})
        },
    }


def table(said: dict[str, Any]) -> str:
    """Return the summary for people."""
    lines = [
        HEAD,
        *(_row(name, one) for name, one in said["faults"].items()),
        "",
        f"seed {said['seed']}, broker {said['broker']}: {said['cycles']} faults in "
        f"{said['seconds']:.0f} s, {said['events']} events, {said['acknowledged']} "
        f"acknowledged, {said['lost']} lost, {said['doubled']} doubled; "
        f"screens came back {said['comebacks']} times",
    ]
    return "\n".join(lines)


def _row(name: str, one: dict[str, Any]) -> str:
    p50, longest = one["back_p50_s"], one["back_max_s"]
    return f"{name:<22}{one['times']:>6}{p50:>8.1f} s{longest:>8.1f} s"


def write(said: dict[str, Any], file: Path) -> None:
    """Keep the summary."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _of(name: str, cycles: Sequence[Cycle]) -> dict[str, Any]:
    took = sorted(cycle.back_s for cycle in cycles if cycle.fault == name)
    return {
        "times": len(took),
        "back_p50_s": round(took[len(took) // 2], 2),
        "back_max_s": round(took[-1], 2),
    }
