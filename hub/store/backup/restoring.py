"""A backup put back: checked first, then in place of what is there.

What it replaces is set aside, never deleted. A mark stands in the folder from the
first file moved to the last, and a hub does not start on a folder that bears it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from events.local_time import local
from hub.store.backup import folder
from hub.store.backup.beside import BESIDE, VAULT, carry_over
from hub.store.backup.checking import holdings, sha256
from hub.store.backup.copying import EVENTS
from hub.store.backup.failures import (
    Damaged,
    KeepingFailed,
    TargetUnusable,
    WouldReplace,
    writing_to,
)
from hub.store.backup.folder import Backup
from hub.store.backup.gap import Gap, gap
from hub.store.backup.lineage import Origin, begin_anew
from hub.store.backup.making import SECRET
from hub.store.backup.saying import clock, of_gap
from hub.store.backup.slips import Slips, give_again, slips
from hub.store.durable import put, sync
from hub.store.lock import UNFINISHED, FolderLock, FolderUnusable

OURS = ("*.db", "*.db-wal", "*.db-shm", "*.db-journal", SECRET)
NEW = ".restoring"


class Restored(Struct, frozen=True, kw_only=True):
    """What a restore did: from where, what is lost and given again, what is aside.

    `may_rise`: the vault there could not be read, so what was erased on request since
    the backup may stand in the vault again.
    """

    backup: Backup
    store: str
    gap: Gap | None
    aside: Path | None
    slips: Slips
    may_rise: bool = False


class How(Struct, frozen=True):
    """Whether data may be replaced; the last numbers people hold, per service."""

    replace: bool = False
    issued: Mapping[str, str] = {}


CAREFUL = How()


def restore(backup: Backup, data: Path, at: datetime, how: How = CAREFUL) -> Restored:
    """Put a backup into a data folder; nothing is touched before it was checked."""
    check(backup)
    holds = backup.manifest.holds
    given = slips(holds, how.issued, at)
    with _held(data):
        lost = gap(data, holds)
        if _there(data) and not how.replace:
            raise WouldReplace(_would_replace(data, of_gap(lost, holds, given)))
        with writing_to(data):
            store = _prepare(backup, data, at, given)
            is_read = _carry_over(data)
            aside = _put_in_place(data, at)
    return Restored(
        backup=backup,
        store=store,
        gap=lost,
        aside=aside,
        slips=given,
        may_rise=not is_read,
    )


def check(backup: Backup) -> None:
    """Read a backup to its end; `Damaged` unless it is what once was written."""
    for name, total in backup.manifest.sha256.items():
        file = backup.folder / name
        made = clock(backup.manifest.made_at)
        if not file.exists():
            msg = f"{name} is missing in {backup.folder}, made {made}."
            raise Damaged(f"{msg} Take another backup.")
        if sha256(file) != total:
            msg = f"{file} is not what was written at {made}. Take another backup."
            raise Damaged(msg)
    if holdings(backup.folder / EVENTS) != backup.manifest.holds:
        msg = f"{backup.folder} does not hold what it says. Take another backup."
        raise Damaged(msg)


@contextmanager
def _held(data: Path) -> Iterator[None]:
    lock = FolderLock(data, "a restore")
    try:
        lock.take(although_unfinished=True)
    except FolderUnusable as error:
        raise TargetUnusable(str(error)) from error
    try:
        yield
    finally:
        lock.release()


def _there(data: Path) -> list[Path]:
    return sorted(file for pattern in OURS for file in data.glob(pattern))


def _would_replace(data: Path, loss: list[str]) -> str:
    names = ", ".join(file.name for file in _there(data))
    told = (
        f"{data} has data already ({names}). Nothing was changed. "
        "Say --replace to have these files set aside and the backup put in their place."
    )
    return "\n".join([told, *loss])


def _prepare(backup: Backup, data: Path, at: datetime, given: Slips) -> str:
    """Copy the backup beside what is there, as a store of its own."""
    said = backup.manifest
    copy = data / f"{EVENTS}{NEW}"
    _clear(data)
    try:
        for name in said.sha256:
            folder.put_copy(backup.folder / name, data / f"{name}{NEW}")
        origin = Origin(
            store=said.holds.store,
            position=said.holds.position,
            made_at=said.made_at,
            restored_at=local(at),
            issued=tuple(again.last for again in given.again.values()),
        )
        store = begin_anew(copy, origin)
        if given.count:
            give_again(copy, said.holds, given, at)
        sync(copy)
    except (OSError, KeepingFailed):
        _clear(data)
        raise
    return store


def _clear(data: Path) -> None:
    for left in data.glob(f"*{NEW}*"):
        left.unlink()


def _carry_over(data: Path) -> bool:
    copy = data / f"{VAULT}{NEW}"
    if not copy.exists():
        return True
    is_read = carry_over(data / VAULT, copy)
    sync(copy)
    return is_read


def _put_in_place(data: Path, at: datetime) -> Path | None:
    """Set aside what is there, then rename the new files, under the mark."""
    mark = data / UNFINISHED
    put(mark, b"")
    sync(data)
    aside = _set_aside(data, at)
    for new in sorted(data.glob(f"*{NEW}")):
        new.rename(new.with_name(new.name.removesuffix(NEW)))
    _hand_over(data)
    sync(data)
    mark.unlink()
    sync(data)
    return aside


def _hand_over(data: Path) -> None:
    """Where root restores, give the files to whom the folder belongs: the hub."""
    if os.geteuid() == 0:
        owner = data.stat()
        for path in data.iterdir():
            os.chown(path, owner.st_uid, owner.st_gid)


def _stays(data: Path, file: Path) -> bool:
    """Whether a file beside the events stays, as the backup has none in its place."""
    name = f"{file.name.partition('.db')[0]}.db"
    return name in BESIDE and not (data / f"{name}{NEW}").exists()


def _set_aside(data: Path, at: datetime) -> Path | None:
    there = [file for file in _there(data) if not _stays(data, file)]
    if not there:
        return None
    aside = folder.free(data / f"replaced-{local(at):%Y%m%d-%H%M%S}")
    aside.mkdir(mode=folder.OWNER_ONLY)
    for file in there:
        file.rename(aside / file.name)
    sync(aside)
    return aside
