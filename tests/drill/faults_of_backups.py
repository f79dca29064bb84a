"""A file that is lost for good, and the backup that was made of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.drill.drill import Drill, Failed, Fault
from tests.drill.faults_of_files import damaged_page, is_whole, put_down
from tests.drill.house import House

STILL_S = 1.0
DONE_WITHIN_S = 60.0


def restored(drill: Drill) -> float:
    """Back up, lose a page, restore by the command that the hub names.

    Nobody asks anything after the backup, so nothing promised may be missing.
    """
    house = drill.house
    drill.load.hush()
    house.until(lambda: drill.load.is_quiet, "silence")
    _stands_still(drill)
    backups = house.folder / "backups"
    backups.mkdir(exist_ok=True)
    _command(house, "backup", str(backups))
    hub = put_down(drill)
    damaged_page(house.events_file, drill.chance)
    if is_whole(house, hub):
        put_down(drill)
    _command(house, "restore", str(backups), "--replace")
    drill.books.another_store()
    drill.load.go_on()
    hub.is_held = False
    return time.monotonic()


OF_BACKUPS: dict[str, Fault] = {"restored": restored}


def _stands_still(drill: Drill) -> None:
    """Wait until a second has passed without anything new."""
    last = drill.house.state()["position"]
    while True:
        drill.let_pass(STILL_S)
        position = drill.house.state()["position"]
        if position == last:
            return
        last = position


def _command(house: House, *words: str) -> None:
    """Run one of the hub's commands, with the hub's own idea of the time."""
    done = subprocess.run(
        [sys.executable, "-m", "hub", *words, "--data", str(house.folder / "hub")],
        env={**os.environ, **house.switches["hub"].environment},
        capture_output=True,
        text=True,
        timeout=DONE_WITHIN_S,
        check=False,
    )
    if done.returncode != 0:
        raise Failed(f"{words[0]} ended by {done.returncode}: {done.stderr}")
