"""Past days put into a new folder, before the demo's hub begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from events.local_time import HERE
from events.settings import ChangeSettings, OfficeSettings
from firmware_config.site import Site
from hub.demo.invented_help import Procedure
from hub.demo.opening import office_settings
from hub.demo.past.day import PastDay
from hub.demo.past.office import PastOffice
from hub.store.first_history import first_history

SATURDAY = 6
EARLY = time(7)


def seed_past(folder: Path, site: Site, days: int, until: date, seed: int) -> int:
    """Invent so many working days before a date; return how many events they are.

    Raises `FolderUnusable` where the folder has a history.
    """
    with first_history(folder) as store:
        return invent_past(PastOffice(site, store), days, until, seed)


def invent_past(office: PastOffice, days: int, until: date, seed: int) -> int:
    """Have a new office live through so many working days; return their events."""
    dates = list(islice(_working_days(until), days))[::-1]
    told = msgspec.convert(office_settings(office.site), OfficeSettings)
    begun = datetime.combine(dates[0], EARLY, HERE)
    office.ask(ChangeSettings(settings=told, revision=0), begun)
    procedures = _procedures(office.state.settings.held)
    events = 0
    for day in dates:
        PastDay(office, day, seed, procedures).play()
        events += office.save()
    return events


def _working_days(until: date) -> Iterator[date]:
    """Yield the working days before a date, the last first."""
    day = until
    while True:
        day -= timedelta(days=1)
        if day.isoweekday() < SATURDAY:
            yield day


def _procedures(held: OfficeSettings) -> Mapping[str, Sequence[Procedure]]:
    found: dict[str, list[Procedure]] = {}
    for row in held.procedures:
        found.setdefault(row.service, []).append(Procedure(row.id, row.level))
    return found
