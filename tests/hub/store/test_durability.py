"""What `save` has returned from is on the disk."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from hub.store.sqlite import SQLiteEventStore
from tests.hub.written import BY

ROUNDS = 4

SAVER = """
import sys
from pathlib import Path
from hub.store.sqlite import SQLiteEventStore
from tests.hub.written import answer, written

store = SQLiteEventStore(Path(sys.argv[1]))
position = store.last_position()
while True:
    batch = [written(position + n) for n in (1, 2, 3)]
    store.save(batch, [answer(f"press-{position + 3}")])
    position += 3
    print(position, flush=True)
"""


def last_said(path: Path, rounds: int) -> int:
    """Save until so many commits were told, kill -9, return what was told last."""
    command = (sys.executable, "-c", SAVER, str(path))
    with subprocess.Popen(command, stdout=subprocess.PIPE) as saver:
        assert saver.stdout is not None
        for _ in range(rounds):
            last = int(saver.stdout.readline())
        saver.send_signal(signal.SIGKILL)
        rest = saver.stdout.read().split(b"\n")[:-1]
    return int(rest[-1]) if rest else last


def test_a_kill_loses_nothing_that_was_told(tmp_path: Path) -> None:
    """Killed right after `save` returned, the file holds all of it, and no half."""
    path = tmp_path / "events.db"
    for round_number in range(1, ROUNDS + 1):
        told = last_said(path, rounds=3 * round_number)

        store = SQLiteEventStore(path)
        positions = [e.position for e in store.read_after(0, 100_000)]
        assert told <= store.last_position() <= told + 3
        assert positions == list(range(1, store.last_position() + 1))
        assert len(positions) % 3 == 0
        assert store.answer_to(BY, f"press-{told}") is not None
        store.close()
