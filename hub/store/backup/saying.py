"""What a technician is told of a backup, a gap and a restore, in sentences."""

from __future__ import annotations

from datetime import datetime

from events.local_time import local
from hub.store.backup.gap import Gap
from hub.store.backup.manifest import Manifest


def of_backup(said: Manifest) -> str:
    """Return when a backup was made and how everything stood then."""
    holds = said.holds
    told = f"made {_clock(said.made_at)}, position {holds.position}"
    if holds.last_at is not None:
        told += f" (last event {_clock(holds.last_at)})"
    if holds.day is None:
        return f"{told}, no day was ever opened"
    state = "open" if holds.is_open else "closed"
    numbers = ", ".join(holds.next_numbers.values())
    day = f"day {holds.day} ({state}), {holds.visits} visits, next numbers {numbers}"
    return f"{told}, {day}"


def of_gap(gap: Gap | None, said: Manifest) -> list[str]:
    """Return what is lost between a backup and the file it replaces."""
    position = said.holds.position
    if gap is None:
        return [f"Everything after position {position} is lost.", *_look_at_slips(said)]
    if not gap.is_related:
        return [_stranger(gap), *_look_at_slips(said)]
    told = [_lost(gap, position)]
    if gap.numbers:
        told.append(_numbers(gap))
    if not gap.is_whole:
        told.append("The file there is damaged: more may be lost than it still shows.")
        told += _look_at_slips(said)
    return told


def _clock(at: datetime) -> str:
    return f"{local(at):%Y-%m-%d %H:%M:%S}"


def _lost(gap: Gap, position: int) -> str:
    if not gap.events or gap.last_at is None:
        return f"The file there shows nothing after position {position}."
    return (
        f"{gap.events} events after position {position}, the last at "
        f"{_clock(gap.last_at)}, are lost."
    )


def _numbers(gap: Gap) -> str:
    runs = ", ".join(
        n.first if n.count == 1 else f"{n.first} to {n.last}"
        for n in gap.numbers.values()
    )
    last = ",".join(n.last for n in gap.numbers.values())
    return (
        f"Numbers given since: {runs}; they will be given again. If people wait with "
        f"them, restore with --issued {last}: they keep their numbers and places."
    )


def _stranger(gap: Gap) -> str:
    if not gap.is_whole and not gap.events:
        return "The file there cannot be read: what is lost cannot be told from it."
    return f"The file there is of another store, with {gap.events} events."


def _look_at_slips(said: Manifest) -> list[str]:
    if not said.holds.is_open:
        return []
    first = " or ".join(said.holds.next_numbers.values())
    return [
        f"If people wait with numbers from {first} on, restore with --issued and the "
        "last number of each service (as A057,B012): they keep numbers and places."
    ]
