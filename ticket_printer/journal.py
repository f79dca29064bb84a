"""What must survive a power cut: open presses, print jobs, the paper."""

from __future__ import annotations

import sqlite3
import threading
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ticket_printer.job import Job

JOBS_KEPT = 500

SCHEMA = """
create table if not exists press (
    id text primary key, service text not null, envelope blob not null
) strict;
create table if not exists job (
    position integer primary key autoincrement,
    id text not null unique, body blob not null, state text not null
) strict;
create table if not exists note (name text primary key, value text not null) strict;
"""

UPSERT = """
insert into job (id, body, state) values (?, ?, ?)
on conflict (id) do update set state = excluded.state
"""

FORGET_OLD = """
delete from job where state in ('done', 'failed') and position <=
    (select max(position) from job) - ?
"""


class JobState(StrEnum):
    """How far a print job came; `sending` found at boot means nobody knows."""

    RESERVED = "reserved"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"


class Journal:
    """The dispenser's own SQLite file: WAL, every commit on the card before it acts.

    Used by the app's and the printer's thread.
    """

    def __init__(self, file: Path) -> None:
        """Open the file and make what is missing."""
        self._lock = threading.Lock()
        self._rows = sqlite3.connect(
            file, isolation_level=None, check_same_thread=False
        )
        self._rows.execute("pragma journal_mode = wal")
        self._rows.execute("pragma synchronous = full")
        self._rows.executescript(SCHEMA)

    def keep_press(self, press_id: str, service: str, envelope: bytes) -> None:
        """Write a press down before the hub is asked."""
        self._run("insert into press values (?, ?, ?)", press_id, service, envelope)

    def envelope(self, press_id: str) -> bytes | None:
        """Return the bytes that the hub was asked with."""
        found = self._all("select envelope from press where id = ?", press_id)
        return found[0][0] if found else None

    def forget_press(self, press_id: str) -> None:
        """The press has its answer, or was reported."""
        self._run("delete from press where id = ?", press_id)

    def open_presses(self) -> list[tuple[str, str]]:
        """Return id and service of the presses without an answer."""
        return self._all("select id, service from press order by id")

    def reserve(self, job: Job) -> None:
        """Write a job down and settle the press it answers, in one commit."""
        self._put(job, JobState.RESERVED)

    def sending(self, job: Job) -> None:
        """Note that from here on nobody can tell whether the slip came out."""
        self._run("update job set state = ? where id = ?", JobState.SENDING, job.id)

    def end(self, job: Job, state: JobState) -> None:
        """Note how a job ended; one that never began is written down with that."""
        self._put(job, state)

    def unfinished(self) -> list[Job]:
        """Return the jobs of which it is not known how they ended."""
        return self._jobs("where state in ('reserved', 'sending') order by position")

    def last_job(self) -> Job | None:
        """Return the newest slip that was no copy."""
        newest_first = reversed(self._jobs("order by position"))
        return next((job for job in newest_first if not job.is_copy), None)

    def knows(self, job_id: str) -> bool:
        """Whether a job of this id was ever written down: an order is done once."""
        return bool(self._all("select 1 from job where id = ?", job_id))

    @property
    def paper(self) -> str:
        """What the printer last said of its paper."""
        found = self._all("select value from note where name = 'paper'")
        return str(found[0][0]) if found else "unknown"

    @paper.setter
    def paper(self, said: str) -> None:
        self._run("insert or replace into note values ('paper', ?)", said)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._rows.close()

    def _jobs(self, which: str) -> list[Job]:
        rows = self._all(f"select body from job {which}")
        return [msgspec.json.decode(body, type=Job) for (body,) in rows]

    def _put(self, job: Job, state: JobState) -> None:
        body = msgspec.json.encode(job)
        with self._lock, self._rows:
            self._rows.execute("begin immediate")
            self._rows.execute(UPSERT, (job.id, body, state))
            self._rows.execute("delete from press where id = ?", (job.id,))
            self._rows.execute(FORGET_OLD, (JOBS_KEPT,))

    def _run(self, sql: str, *values: object) -> None:
        with self._lock:
            self._rows.execute(sql, values)

    def _all(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._rows.execute(sql, values).fetchall()
