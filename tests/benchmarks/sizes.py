"""How much of everything is measured: in full, or just enough to see that it works."""

from __future__ import annotations

from msgspec import Struct


class Sizes(Struct, frozen=True, kw_only=True):
    """Seconds, repeats and numbers of everything that is measured."""

    repeats: int = 5
    block_s: float = 2.0
    raw_s: float = 0.5
    waiting: int = 50
    presses: int = 2_000
    looks: int = 600  # presses before the manager's screen
    presses_per_s: int = 20
    cost_blocks: int = 40
    quiet_s: int = 3  # before a command's cost is measured
    cost_commands: int = 48  # whole visits, as few as the clock can tell
    sessions: int = 8
    fresh_events: int = 100
    day_events: int = 40_000
    old_events: int = 1_000_000
    starts: int = 3
    idle_settle_s: float = 8.0
    idle_s: float = 20.0
    streams: int = 500
    stream_commands: int = 320  # whole visits
    visits: int = 500
    seeds: int = 4
    simulated_days: int = 20
    replays: int = 2
    replayed_events: int = 1_000_000
    tail_events: int = 100_000
    reports: int = 3
    is_quick: bool = False


FULL = Sizes()
QUICK = Sizes(
    repeats=1,
    block_s=0.1,
    raw_s=0.05,
    waiting=5,
    presses=20,
    looks=20,
    cost_blocks=1,
    quiet_s=0,
    cost_commands=8,
    sessions=1,
    day_events=400,
    old_events=400,
    starts=1,
    idle_settle_s=0.5,
    idle_s=0.5,
    streams=10,
    stream_commands=32,
    visits=5,
    seeds=1,
    simulated_days=2,
    replays=1,
    replayed_events=4_000,
    tail_events=800,
    reports=1,
    is_quick=True,
)
