"""Numbers that people hold on paper and a backup does not know."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from events.local_time import business_date
from hub.application.ports import CannotWrite, Unreadable
from hub.application.reissue import Again, CannotReissue, follow_up, place, reissue
from hub.domain.numbering import label
from hub.store.backup.failures import Damaged, KeepingFailed
from hub.store.backup.manifest import Holdings
from hub.store.sqlite import SQLiteEventStore


class Slips(Struct, frozen=True):
    """What a restore does about them.

    `again` is what `--issued` has given again; `can_be` whether the backup's day goes
    on, so that its numbers can be given again at all.
    """

    can_be: bool
    again: Mapping[str, Again] = {}

    @property
    def count(self) -> int:
        """How many numbers are given again."""
        return sum(again.count for again in self.again.values())

    def next_numbers(self, holds: Holdings) -> dict[str, str]:
        """Return what each service gives next, once these are given again."""
        numbers = dict(holds.next_numbers)
        for service, again in self.again.items():
            numbers[service] = label(service, (place(again.last) or 0) + 1) or "none"
        return numbers


def slips(holds: Holdings, issued: Mapping[str, str], at: datetime) -> Slips:
    """Return what `--issued` comes to; `KeepingFailed` if people cannot hold these."""
    goes_on = holds.is_open and holds.day == business_date(at)
    if not issued:
        return Slips(goes_on)
    if not goes_on:
        day = "No day is open in the backup"
        if holds.is_open:
            day = f"The backup's day, {holds.day}, is over"
        raise KeepingFailed(
            f"{day}, so its numbers are not given again. Leave --issued out."
        )
    try:
        return Slips(goes_on, follow_up(issued.values(), holds.next_numbers))
    except CannotReissue as error:
        raise KeepingFailed(str(error)) from error


def give_again(file: Path, holds: Holdings, given: Slips, at: datetime) -> None:
    """Give the numbers again in a copy of the backup's events file."""
    office = holds.office or ""
    try:
        with closing(SQLiteEventStore(file)) as store:
            reissue(store, office, f"{office}/{holds.day}", given.again, at)
    except Unreadable as error:
        raise Damaged(str(error)) from error
    except (CannotReissue, CannotWrite) as error:
        raise KeepingFailed(str(error)) from error
