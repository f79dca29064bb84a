"""What a report reads of a data folder, its hub running or not, or of a backup.

Nothing is written there. Where the views lag behind the events, or are not there at
all as in a backup, they are made in a folder of their own that goes afterwards.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from events.recorded import Recorded
from events.settings import OfficeSettings, SettingsChanged
from hub.application.measured import CannotRead
from hub.application.ports import CannotWrite
from hub.application.streams import reports_stream, settings_stream
from hub.application.vault import Kind, VaultUnusable
from hub.domain.reports import FOLDS, Reports
from hub.projections.measured.rows import Facts
from hub.projections.measures.sheets import Sheet
from hub.store.backup.copying import EVENTS, read_only
from hub.store.lock import is_held
from hub.store.mapper import to_recorded
from hub.store.vault import SQLiteVault
from hub.store.vault.file import VAULT
from hub.store.vault.key import KEY
from hub.store.views.events_file import EventsFile
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.reading import SQLiteMeasured
from hub.store.views.writing import Views

STREAM = (
    "SELECT position, originator_id, originator_version, topic, state FROM events "
    "WHERE originator_id=? ORDER BY originator_version"
)
# The views of a running hub are a moment behind; longer, and they do not follow.
CATCHES_UP_S, LOOK_EVERY_S = 5.0, 0.1
PAGE = 10_000

Told = Callable[[float], None]


class ReportSource:
    """Rows, settings, proposals and notes of a data folder."""

    def __init__(self, data: Path, folder: Path, key: str = "") -> None:
        """Remember the hub's folder, whose vault is asked, and where to read."""
        self._measured = SQLiteMeasured(folder)
        self._events = folder / EVENTS
        self._vault = data / VAULT
        self._key = Path(key) if key else data / KEY

    def facts(self, first: date, last: date) -> Facts:
        """Return the rows of these days; `CannotRead` where the views fail."""
        return self._measured.facts(first, last)

    def summed(self, first: date, last: date) -> tuple[Facts, tuple[Sheet, ...]]:
        """Return the sheets of these days, and the rows that are in none of them."""
        return self._measured.summed(first, last)

    def until(self, last: date) -> int | None:
        """Return the position before the first day after these, None if none began."""
        later = next((day for day in self._measured.days() if day > last), None)
        if later is None:
            return None
        return self._measured.summed(later, later)[0].days[0].begun - 1

    def settings(self, office: str) -> OfficeSettings | None:
        """Return what the manager told last, None if he never did."""
        told = None
        for recorded in self._stream(settings_stream(office)):
            if isinstance(recorded.event, SettingsChanged):
                told = recorded.event.settings
        return told

    def reports(self, office: str) -> Reports:
        """Return what is proposed, and what was handed in."""
        found = Reports()
        for recorded in self._stream(reports_stream(office)):
            fold = FOLDS.get(type(recorded.event))
            found = found if fold is None else fold(found, recorded.event)
        return found

    def notes(self, references: Iterable[str]) -> list[str | None]:
        """Return what stands behind references; None of what is gone."""
        wanted = list(references)
        if not wanted or not self._vault.exists():
            return [None] * len(wanted)
        with closing(SQLiteVault(self._vault, self._key)) as vault:
            return [_revealed(vault, reference) for reference in wanted]

    def _stream(self, stream: str) -> Iterator[Recorded]:
        try:
            with closing(read_only(self._events)) as reading:
                rows = reading.execute(STREAM, (stream,)).fetchall()
        except sqlite3.Error as error:
            msg = f"{self._events} cannot be read ({error})."
            raise CannotWrite(msg) from error
        for row in rows:
            yield to_recorded(*row)


@contextmanager
def report_source(
    data: Path, told: Told, key: str = "", beside: Path | None = None
) -> Iterator[ReportSource]:
    """Give what a report reads; `told` hears how far the views are, from 0 to 1.

    Views that must be made are made in a folder of their own in `beside`. Raises
    `CannotWrite` where there is no history to read.
    """
    if not (data / EVENTS).exists():
        msg = f"There is no {EVENTS} in {data}. Name the hub's folder with --data."
        raise CannotWrite(msg)
    if (data / VIEWS).exists() and _is_up_to_date(data):
        yield ReportSource(data, data, key)
        return
    with TemporaryDirectory(prefix="layso-report-", dir=beside) as name:
        folder = Path(name)
        _copy(data, folder)
        _make_views(folder, told)
        yield ReportSource(data, folder, key)


def _is_up_to_date(data: Path) -> bool:
    """Whether the views have seen every event there was when this was asked."""
    with closing(EventsFile(data)) as events:
        store, last = events.store_id, events.last_position()
    deadline = time.monotonic() + (CATCHES_UP_S if is_held(data) else 0.0)
    while not _has_seen(data, store, last):
        if time.monotonic() >= deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True


def _has_seen(data: Path, store: str, last: int) -> bool:
    try:
        place = SQLiteMeasured(data).place()
    except CannotRead:
        return False
    return place.store == store and place.position >= last


def _copy(data: Path, folder: Path) -> None:
    """Copy the events as they stand; SQLite itself does it where a hub may write."""
    if is_held(data):
        with (
            closing(read_only(data / EVENTS)) as reading,
            closing(sqlite3.connect(folder / EVENTS)) as copy,
        ):
            reading.backup(copy)
        return
    for name in (EVENTS, f"{EVENTS}-wal"):
        if (data / name).exists():
            shutil.copyfile(data / name, folder / name)


def _make_views(folder: Path, told: Told) -> None:
    views = Views(folder / VIEWS, is_unseen=True)
    with closing(EventsFile(folder)) as events, closing(views):
        following = Following(events, views)
        following.begin()
        end = events.last_position()
        while following.position < end and following.step(PAGE):
            told(following.position / end)


def _revealed(vault: SQLiteVault, reference: str) -> str | None:
    try:
        return vault.reveal(reference, Kind.NOTE)
    except VaultUnusable:
        return None
