"""The limit of everything durable: one-row SQLite commits, in the same folder."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from msgspec import Struct

BODY = b"x" * 300  # about an event's row
BATCH = 10


class Spent(Struct, frozen=True):
    """What some commits took: seconds, processor seconds, bytes to disk."""

    commits: int
    seconds: float
    cpu_s: float
    bytes_written: int

    @property
    def per_s(self) -> float:
        """How many commits a second that is."""
        return self.commits / self.seconds


class RawCommits:
    """A table of its own, in WAL with synchronous FULL as the hub's own file."""

    def __init__(self, folder: Path) -> None:
        self._line = sqlite3.connect(folder / "raw.db", isolation_level=None)
        for word in ("journal_mode=WAL", "synchronous=FULL"):
            self._line.execute(f"PRAGMA {word}")
        self._line.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB)")
        self.rates: list[float] = []

    def one(self) -> float:
        """Commit one row, and return the seconds that it took."""
        began = time.perf_counter()
        self._line.execute("INSERT INTO raw (body) VALUES (?)", (BODY,))
        return time.perf_counter() - began

    def spent(self, commits: int) -> Spent:
        """Commit so many rows, and return what that took."""
        cpu, written, began = time.process_time(), own_bytes(), time.perf_counter()
        for _ in range(commits):
            self._line.execute("INSERT INTO raw (body) VALUES (?)", (BODY,))
        return Spent(
            commits=commits,
            seconds=time.perf_counter() - began,
            cpu_s=time.process_time() - cpu,
            bytes_written=own_bytes() - written,
        )

    def rate(self, seconds: float) -> float:
        """Commit for so long; return commits a second and remember the figure."""
        began, commits = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            for _ in range(BATCH):
                self.one()
            commits += BATCH
        self.rates.append(commits / (time.perf_counter() - began))
        return self.rates[-1]

    def close(self) -> None:
        """Let go of the file."""
        self._line.close()


def own_bytes() -> int:
    """Return what this process has sent to disk so far."""
    return bytes_written(os.getpid())


def bytes_written(pid: int) -> int:
    """Return what a process has sent to disk so far."""
    lines = Path(f"/proc/{pid}/io").read_text(encoding="ascii").splitlines()
    told = dict(line.split(": ") for line in lines)
    return int(told["write_bytes"])
