"""Whole copies of a hub's data: made while it runs, checked, put back in place."""

from hub.store.backup.failures import (
    Damaged,
    KeepingFailed,
    NoSuchBackup,
    NoSuchData,
    TargetUnusable,
    WouldReplace,
)
from hub.store.backup.folder import Backup, newest
from hub.store.backup.lineage import Origin, origins
from hub.store.backup.making import Keeping, Kept, back_up
from hub.store.backup.restoring import How, Restored, check, restore
from hub.store.backup.slips import Slips, slips

__all__ = [
    "Backup",
    "Damaged",
    "How",
    "Keeping",
    "KeepingFailed",
    "Kept",
    "NoSuchBackup",
    "NoSuchData",
    "Origin",
    "Restored",
    "Slips",
    "TargetUnusable",
    "WouldReplace",
    "back_up",
    "check",
    "newest",
    "origins",
    "restore",
    "slips",
]
