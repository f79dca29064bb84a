"""A hub's data copied on and on to a standby, by rsync.

SQLite's WAL only grows while a reader holds on to its beginning. So one session empties
the WAL, holds on, copies the file once, and from then on sends only what commits added
to the WAL. File and WAL together are the store as of the last commit sent. A session
ends before the WAL is long; the next one writes into the other of two folders, so that
one whole copy is always there: the newest with a file named `whole`. Vault and accounts
go along as they are when a session begins.
"""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from time import monotonic

from msgspec import Struct

from hub.store.backup.beside import copy_beside
from hub.store.backup.copying import EVENTS, must_be_sound, position_of
from hub.store.backup.failures import KeepingFailed, NoSuchData
from hub.store.backup.growing import GrowingLog
from hub.store.backup.making import SECRET

log = logging.getLogger(__name__)

FOLDERS = ("a", "b")
WAL = f"{EVENTS}-wal"
WHOLE = "whole"
AGAIN_S = 10.0
LOCKED_S = 0.2  # the hub waits as long, at worst
RSYNC_S = 600

BASE = ("--copy-links", "--inplace", "--delete-before", "--recursive", "--times")


class Following(Struct, frozen=True, kw_only=True):
    """What is copied where, how often, and for how long in one session."""

    data: Path
    target: str
    every_s: float = 1.0
    session_s: float = 600.0


class CannotCopy(KeepingFailed):
    """rsync could not reach the standby or write there. It is tried again."""


def follow(what: Following, stop: threading.Event) -> None:
    """Copy until told to stop; where the standby is away, try again."""
    if not (what.data / EVENTS).exists():
        msg = f"There is no {EVENTS} in {what.data}. Name the hub's folder with --data."
        raise NoSuchData(msg)
    folders = cycle(FOLDERS)
    is_down = False
    while not stop.is_set():
        try:
            _session(what, next(folders), stop)
            is_down = False
        except (KeepingFailed, sqlite3.Error, OSError) as error:
            if not is_down:
                log.warning("the standby is not up to date: %s", error)
            is_down = True
            stop.wait(AGAIN_S)


def _session(what: Following, folder: str, stop: threading.Event) -> None:
    """Copy the file whole, then what the WAL grows by, into one folder."""
    must_be_sound(what.data)
    with tempfile.TemporaryDirectory() as name, _held(what.data):
        stage, target = Path(name), f"{what.target.rstrip('/')}/{folder}/"
        for file in filter(Path.exists, (what.data / EVENTS, what.data / SECRET)):
            (stage / file.name).symlink_to(file.absolute())
        for wrong in copy_beside(what.data, stage):
            log.warning("the standby has the events alone: %s", wrong)
        _rsync(*BASE, f"{stage}/", target)
        log_copy = GrowingLog(what.data / WAL, stage / WAL)
        log_copy.grow()
        (stage / WHOLE).touch()
        _rsync(*BASE, f"{stage}/", target)
        log.info("the standby has a whole copy in %s", target)
        until = monotonic() + what.session_s
        while monotonic() < until and not stop.wait(what.every_s) and log_copy.grow():
            _rsync("--append", str(stage / WAL), target)


@contextmanager
def _held(data: Path) -> Iterator[None]:
    """Empty the WAL, then keep it from being begun anew."""
    with closing(_opened(data)) as holding:
        # Most of the work without making the hub wait, then the short rest.
        holding.execute("PRAGMA wal_checkpoint(PASSIVE)")
        busy, _, _ = holding.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            msg = "another reader holds the WAL. Is a copy running already?"
            raise CannotCopy(msg)
        holding.execute("BEGIN")
        position_of(holding)
        yield


def _opened(data: Path) -> sqlite3.Connection:
    url = f"{(data / EVENTS).absolute().as_uri()}?mode=rw"
    return sqlite3.connect(url, uri=True, isolation_level=None, timeout=LOCKED_S)


def _rsync(*words: str) -> None:
    command = ("rsync", "--timeout=10", "--mkpath", *words)
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=RSYNC_S
        )
    except FileNotFoundError as error:
        msg = "rsync is not installed: run `sudo apt install rsync`."
        raise CannotCopy(msg) from error
    except subprocess.TimeoutExpired as error:
        raise CannotCopy("rsync took too long.") from error
    if done.returncode:
        raise CannotCopy(done.stderr.strip().splitlines()[0])
