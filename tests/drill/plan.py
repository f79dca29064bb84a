"""Which faults a drill does, how often and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from tests.drill.drill import Fault
from tests.drill.faults_of_backups import OF_BACKUPS
from tests.drill.faults_of_files import OF_FILES
from tests.drill.faults_of_parts import PARTS, of_parts

FROZEN_S = 30.0
SHORT_FROZEN_S = 2.0
KILLS = tuple(f"kill-{part}" for part in PARTS)

# Each kind once within a minute: the last two do several things in one go.
SHORT = (
    *KILLS,
    "freeze-all",
    "disk-full",
    "read-only",
    "sync-fails-and-dies",
    "clock-forward",
    "clock-back",
    "starts-in-wrong-years",
    "damaged-all",
)


def faults(frozen_s: float = FROZEN_S) -> dict[str, Fault]:
    """Return every fault, by name."""
    return {**of_parts(frozen_s), **OF_FILES, **OF_BACKUPS}


def order(chance: Random, kills: int, only: Iterable[str] = ()) -> list[str]:
    """Return the faults of a long drill: so many kills of each part, the others once.

    `only` leaves those whose names begin so; a name may then stand for many.
    """
    wanted = tuple(only)
    plan = [name for name in KILLS for _ in range(kills)]
    plan += [name for name in faults() if name not in KILLS]
    plan = [name for name in plan if not wanted or name.startswith(wanted)]
    chance.shuffle(plan)
    return plan
