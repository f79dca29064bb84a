"""Which machine measured: what a reader must know, and nothing that names it."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from events.local_time import HERE


class Machine(Struct, frozen=True, kw_only=True):
    """The machine in words: no host name, no path."""

    cpu: str
    cores: int
    memory_mb: int
    file_system: str
    kernel: str
    python: str
    sqlite: str
    eventsourcing: str

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.cpu}, {self.cores} cores, {self.memory_mb:,} MB, "
            f"{self.file_system}, Linux {self.kernel}, Python {self.python}, "
            f"SQLite {self.sqlite}, eventsourcing {self.eventsourcing}"
        )


def this_machine(folder: Path) -> Machine:
    """Describe the machine, and the file system that a folder is on."""
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        memory_mb=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
        file_system=_said("stat", "-f", "-c", "%T", str(folder)),
        kernel=platform.release().partition("-")[0],
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        eventsourcing=version("eventsourcing"),
    )


def today() -> str:
    """Return the date and time of a run."""
    return datetime.now(HERE).isoformat(timespec="minutes")


def revision() -> str:
    """Return the state of the code: a commit, with a plus if files differ from it."""
    commit = _said("git", "rev-parse", "--short=12", "HEAD") or "unknown"
    return f"{commit}+" if _said("git", "status", "--porcelain", "-uno") else commit


def _cpu() -> str:
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in told if "model name" in line)
    return next(names, platform.machine())


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
