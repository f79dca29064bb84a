"""What may befall events.db while the hub is down, and how the next start answers."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeAlias

from tests.drill.drill import Drill, Failed, Fault
from tests.drill.faults_of_parts import kill
from tests.drill.house import House
from tests.drill.parts import Part

ANSWER_WITHIN_S = 30.0
LOG_HEAD = 32
WAY_OUT = "layso-hub restore"

Harm: TypeAlias = Callable[[Path, Random], None]


def torn_log(file: Path, chance: Random) -> None:
    """The log ends in a write that was cut short: nothing acknowledged is lost."""
    with log_of(file).open("ab") as log:
        log.write(chance.randbytes(chance.randrange(1, 9_000)))


def damaged_log(file: Path, chance: Random) -> None:
    """A byte of the log has turned over, well before its end."""
    raw = bytearray(log_of(file).read_bytes())
    raw[chance.randrange(LOG_HEAD, max(LOG_HEAD + 1, len(raw) // 2))] ^= 0xFF
    log_of(file).write_bytes(raw)


def damaged_last_page(file: Path, chance: Random) -> None:
    """The last page of the file is noise."""
    _noise(file, chance, lambda pages: pages - 1)


def damaged_page(file: Path, chance: Random) -> None:
    """Some page of the file is noise."""
    _noise(file, chance, chance.randrange)


def damaged(harms: tuple[Harm, ...], drill: Drill) -> float:
    """Kill the hub; do one harm after another, and start it after each.

    It holds all that it promised, or refuses and names what helps. A torn log is no
    reason to refuse.
    """
    house, hub = drill.house, put_down(drill)
    for harm in harms:
        copies = _copied(house)
        harm(house.events_file, drill.chance)
        if is_whole(house, hub):
            hub = hub if harm is harms[-1] else put_down(drill)
        elif harm is torn_log:
            raise Failed(f"a torn log was refused: {hub.said()[-500:]}")
        else:
            _put_back(house, copies)
    hub.is_held = False
    return time.monotonic()


OF_FILES: dict[str, Fault] = {
    "torn-log": partial(damaged, (torn_log,)),
    "damaged-log": partial(damaged, (damaged_log,)),
    "damaged-last-page": partial(damaged, (damaged_last_page,)),
    "damaged-page": partial(damaged, (damaged_page,)),
    "damaged-all": partial(damaged, (damaged_last_page, damaged_log, torn_log)),
}


def log_of(file: Path) -> Path:
    """Return the write-ahead log of an events file."""
    return file.with_name(f"{file.name}-wal")


def _noise(file: Path, chance: Random, which: Callable[[int], int]) -> None:
    with closing(sqlite3.connect(file)) as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = line.execute("PRAGMA page_size")
    raw = bytearray(file.read_bytes())
    at = size * which(len(raw) // size)
    raw[at : at + size] = chance.randbytes(size)
    file.write_bytes(raw)


def put_down(drill: Drill) -> Part:
    """Kill the hub and keep it down."""
    hub = drill.house.parts["hub"]
    hub.is_held = True
    kill("hub", drill)
    drill.house.until(lambda: hub.ended() is not None, "the end of the hub")
    return hub


def is_whole(house: House, hub: Part) -> bool:
    """Start the hub: true if it works, false if it refuses and names what helps."""
    said_before = len(hub.said())
    hub.start()
    house.until(
        lambda: hub.ended() is not None or house.health()["position"],
        "an answer of the hub",
        ANSWER_WITHIN_S,
    )
    if hub.ended() is None:
        return True
    if hub.ended() != 2 or WAY_OUT not in hub.said()[said_before:]:
        raise Failed(f"the hub ended by {hub.ended()}: {hub.said()[-500:]}")
    return False


def _copied(house: House) -> Path:
    copies = house.folder / "copies"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    for file in house.events_file.parent.glob("events.db*"):
        shutil.copy(file, copies)
    return copies


def _put_back(house: House, copies: Path) -> None:
    folder = house.events_file.parent
    for file in folder.glob("events.db*"):
        file.unlink()
    for file in copies.iterdir():
        shutil.copy(file, folder)
