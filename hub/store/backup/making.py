"""A backup made: copied while the hub runs, checked, named; older ones removed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from events.local_time import local
from events.program import own_version
from hub.store.backup import folder
from hub.store.backup.beside import copy_beside
from hub.store.backup.checking import holdings, sha256
from hub.store.backup.copying import EVENTS, copy_online
from hub.store.backup.failures import (
    Damaged,
    KeepingFailed,
    TargetUnusable,
    writing_to,
)
from hub.store.backup.folder import Backup
from hub.store.backup.manifest import FORM, Holdings, Manifest
from hub.store.durable import put

SECRET = "hub.secret"


class Keeping(Struct, frozen=True):
    """Which older backups stay: the newest ones, and the last of each of some days.

    Neither given, all stay. What is kept counts the backup just made.
    """

    newest: int = 0
    days: int = 0


KEEP_ALL = Keeping()


class Kept(Struct, frozen=True):
    """A new backup, and the names of those it made superfluous."""

    backup: Backup
    removed: list[str]


def back_up(data: Path, target: Path, at: datetime, keep: Keeping = KEEP_ALL) -> Kept:
    """Make a backup of a data folder, checked before it gets its name."""
    _must_be_apart(data, target)
    with folder.held(target):
        part = folder.begin(target, at)
        try:
            position = copy_online(data, part / EVENTS)
            _copy_secret(data, part)
            wrong = copy_beside(data, part)
            holds = _checked(part, position)
            backup = folder.finish(part, _manifest(part, at, holds))
        except (KeepingFailed, OSError):
            folder.clear(part)
            raise
        if wrong:
            raise Damaged(_left_out(backup, wrong))
        return Kept(backup, _make_room(target, backup, keep))


def _left_out(backup: Backup, wrong: list[str]) -> str:
    """Say what is missing; the events are safe, and no older backup was removed."""
    return (
        f"{backup.folder} holds the events, but {' and '.join(wrong)} and was left "
        "out. Older backups stay: restore it from one of them."
    )


def _must_be_apart(data: Path, target: Path) -> None:
    if target.resolve().is_relative_to(data.resolve()):
        msg = f"{target} is inside the data folder {data}, and would be lost with it."
        raise TargetUnusable(f"{msg} Name a folder elsewhere, best on another disk.")


def _copy_secret(data: Path, part: Path) -> None:
    """Copy what follow tokens are derived from; a hub never started has none."""
    if (data / SECRET).exists():
        secret = (data / SECRET).read_bytes()
        with writing_to(part.parent):
            put(part / SECRET, secret)


def _checked(part: Path, position: int) -> Holdings:
    holds = holdings(part / EVENTS)
    if holds.position != position:
        msg = f"The copy ends at position {holds.position} instead of {position}."
        raise Damaged(f"{msg} Look at the disk of {part.parent}.")
    return holds


def _manifest(part: Path, at: datetime, holds: Holdings) -> Manifest:
    return Manifest(
        form=FORM,
        made_at=local(at),
        hub_version=own_version(),
        holds=holds,
        sha256={file.name: sha256(file) for file in sorted(part.iterdir())},
    )


def _make_room(target: Path, new: Backup, keep: Keeping) -> list[str]:
    """Remove this office's backups that need not stay; return their names."""
    if keep == KEEP_ALL:
        return []
    office = new.manifest.holds.office
    others = [
        backup
        for backup in reversed(folder.whole_ones(target))
        if backup.folder != new.folder and backup.manifest.holds.office == office
    ]
    removed = [b for b in others if b not in _staying([new, *others], keep)]
    for backup in removed:
        folder.remove(backup)
    return [backup.name for backup in removed]


def _staying(newest_first: list[Backup], keep: Keeping) -> list[Backup]:
    of_days: dict[object, Backup] = {}
    for backup in newest_first:
        of_days.setdefault(local(backup.manifest.made_at).date(), backup)
    return newest_first[: keep.newest] + list(of_days.values())[: keep.days]
