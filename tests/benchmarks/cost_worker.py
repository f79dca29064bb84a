"""A core over a file, in a process of its own: commands one after the other."""

from __future__ import annotations

import time
from pathlib import Path

from tests.benchmarks.office_at_work import at_work
from tests.benchmarks.trial_office import COUNTERS, clients


class CoreWorker:
    """An office that works for as long as this process lives."""

    def __init__(self, file: str, site: str, waiting: int, quiet_s: int) -> None:
        self._stays = at_work(Path(file), Path(site))
        self._office = self._stays.__enter__()
        self._office.open(COUNTERS, waiting)
        self._office.calm_down(quiet_s)
        (self._client,) = clients(1, self._office.revisions)

    def do(self, commands: int) -> dict[str, float]:
        """Carry out so many; return seconds and processor seconds of one."""
        cpu, began = time.process_time(), time.perf_counter()
        for _ in range(commands):
            self._office.work(self._client)
        return {
            "seconds": (time.perf_counter() - began) / commands,
            "cpu_s": (time.process_time() - cpu) / commands,
        }


core = CoreWorker
