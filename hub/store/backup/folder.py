"""A folder of backups: one folder each, there whole or not at all.

While it is written a backup's name ends in `.part`; one rename makes it a backup. So
does it end before it is removed: whatever is killed midway leaves a `.part`, which the
next run clears.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from events.local_time import local
from hub.store.backup import manifest
from hub.store.backup.failures import (
    Damaged,
    NoSuchBackup,
    TargetUnusable,
    writing_to,
)
from hub.store.backup.manifest import Manifest
from hub.store.durable import put, sync

PART = ".part"
PREFIX = "layso-"
LOCK = ".layso-backup.lock"
OWNER_ONLY = 0o700


class Backup(Struct, frozen=True):
    """A whole backup: its folder and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return self.folder.name


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other backups out of the folder meanwhile; it must be there."""
    with writing_to(folder):
        _must_be_there(folder)
        lock = (folder / LOCK).open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            msg = f"Another backup is being written into {folder}. Let it finish first."
            raise TargetUnusable(msg) from None
        yield


def _must_be_there(folder: Path) -> None:
    """A folder that is missing is not made: a disk may not be mounted."""
    if folder.is_dir():
        return
    if folder.exists():
        raise TargetUnusable(f"{folder} is a file. Name a folder for backups.")
    msg = f"There is no folder {folder}. Mount its disk, or make it"
    raise TargetUnusable(f"{msg} as the hub's user: mkdir {folder}")


def begin(folder: Path, at: datetime) -> Path:
    """Clear what earlier runs left half done; return the part to write into."""
    with writing_to(folder):
        for left in folder.glob(f"{PREFIX}*{PART}"):
            shutil.rmtree(left)
        part = folder / f"{PREFIX}{_stamp(at)}{PART}"
        part.mkdir(mode=OWNER_ONLY)
    return part


def finish(part: Path, said: Manifest) -> Backup:
    """Write the manifest, have everything on the disk, and give the part its name."""
    with writing_to(part.parent):
        put(part / manifest.NAME, manifest.written(said))
        sync(part)
        name = f"{PREFIX}{said.holds.office or 'new'}-{_stamp(said.made_at)}"
        place = free(part.parent / name)
        part.rename(place)
        sync(part.parent)
    return Backup(place, said)


def clear(part: Path) -> None:
    """Remove a part that came to nothing, as far as its disk lets us."""
    shutil.rmtree(part, ignore_errors=True)


def put_copy(source: Path, file: Path) -> None:
    """Copy a file for its owner only, durably."""
    put(file, b"")
    shutil.copyfile(source, file)
    sync(file)


def whole_ones(folder: Path) -> list[Backup]:
    """Return the backups in a folder, oldest first; passes over what is damaged."""
    found = []
    for each in sorted(folder.glob(f"{PREFIX}*/{manifest.NAME}")):
        try:
            found.append(Backup(each.parent, manifest.read(each.parent)))
        except Damaged:
            continue
    return sorted(
        (b for b in found if not b.name.endswith(PART)),
        key=lambda backup: backup.manifest.made_at,
    )


def newest(place: Path) -> Backup:
    """Return the backup named, or the newest in the folder named."""
    if place.name.endswith(PART):
        msg = f"{place} is only a part of a backup. Name a whole one."
        raise NoSuchBackup(msg)
    if (place / manifest.NAME).exists():
        return Backup(place, manifest.read(place))
    backups = whole_ones(place)
    if not backups and place.name.startswith(PREFIX) and place.is_dir():
        msg = f"{manifest.NAME} is missing in {place}. Take another backup."
        raise NoSuchBackup(msg)
    if not backups:
        msg = f"There is no whole backup in {place}. Name a backup, or a folder of them"
        raise NoSuchBackup(f"{msg}.")
    return backups[-1]


def remove(backup: Backup) -> None:
    """Remove a backup; killed midway it is a part already."""
    doomed = backup.folder.with_name(backup.name + PART)
    with writing_to(backup.folder.parent):
        backup.folder.rename(doomed)
        shutil.rmtree(doomed)


def _stamp(at: datetime) -> str:
    return local(at).strftime("%Y%m%d-%H%M%S")


def free(place: Path) -> Path:
    """Return the name, or one beside it where it is taken."""
    beside, count = place, 1
    while beside.exists():
        count += 1
        beside = place.with_name(f"{place.name}-{count}")
    return beside
