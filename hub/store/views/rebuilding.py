"""Views made anew beside those that are there, then put in their place, or compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from msgspec import Struct

from hub.application.ports import CannotWrite
from hub.projections.measured.rows import TABLES, Table
from hub.store.backup.copying import read_only
from hub.store.views import file, sheets
from hub.store.views.digest import digest
from hub.store.views.events_file import EventsFile
from hub.store.views.following import Following
from hub.store.views.schema import in_order
from hub.store.views.writing import Damaged, Views

PAGE = 10_000
BESIDE = f"{file.VIEWS}.rebuilding"
TELL_EVERY_S = 1.0

OF_NO_USE = (
    "{views} không dùng được ({why}): chạy `layso-hub rebuild` để lập lại. / {views} "
    "is of no use ({why}): run `layso-hub rebuild` to have it made anew."
)
ANOTHER_FORM = "damaged, or of another version"

Told = Callable[[str], None]


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What was made: from how many events, how many rows, in what time."""

    events: int
    rows: int
    seconds: float
    digest: str


class Difference(NamedTuple):
    """The first row in which live and rebuilt views differ; None: it is not there."""

    table: str
    live: tuple[Any, ...] | None
    rebuilt: tuple[Any, ...] | None


def rebuild(data: Path, told: Told) -> Rebuilt:
    """Make the views of a folder anew; a hub that runs goes on with the new ones."""
    with _made_beside(data, told) as (beside, rebuilt):
        _put_in_place(beside, data / file.VIEWS)
        return rebuilt


def check(data: Path, told: Told) -> tuple[Rebuilt, Difference | None]:
    """Make the views anew up to where the live ones are, and compare row by row."""
    with closing(_live(data / file.VIEWS)) as live:
        with _told(data / file.VIEWS):
            place = file.place_of(live)
        if place is None:
            raise Damaged(OF_NO_USE.format(views=data / file.VIEWS, why=ANOTHER_FORM))
        with (
            _made_beside(data, told, place.position) as (beside, rebuilt),
            closing(read_only(beside, is_still=True)) as made,
            _told(data / file.VIEWS),
        ):
            return rebuilt, _first_difference(live, made)


@contextmanager
def _made_beside(
    data: Path, told: Told, last: int | None = None
) -> Iterator[tuple[Path, Rebuilt]]:
    beside = data / BESIDE
    try:
        events, seconds = _made(data, beside, told, last)
        with closing(read_only(beside, is_still=True)) as made:
            rows, mark = digest(made)
        yield (
            beside,
            Rebuilt(events=events, rows=rows, seconds=seconds, digest=mark),
        )
    finally:
        file.remove(beside)


def _made(data: Path, beside: Path, told: Told, last: int | None) -> tuple[int, float]:
    """Follow all events into a file of their own; return how many, and the seconds."""
    begun = heard = monotonic()
    done = 0
    views = Views(beside, is_unseen=True)
    with closing(EventsFile(data)) as events, closing(views):
        following = Following(events, views)
        following.begin()
        end = events.last_position() if last is None else last
        while following.position < end:
            count = following.step(min(PAGE, end - following.position))
            if not count:
                break
            done += count
            if monotonic() - heard >= TELL_EVERY_S:
                heard = monotonic()
                told(f"{following.position:,} of {end:,} events")
    return done, monotonic() - begun


def _put_in_place(beside: Path, views: Path) -> None:
    """Put new views in the place of the old.

    What is there is written over in one transaction: to rename a file over one that a
    hub has open would have SQLite take the old one's log for the new one's.
    """
    if not views.exists():
        file.remove(views)
        beside.rename(views)
        return
    try:
        with (
            closing(read_only(beside, is_still=True)) as made,
            closing(sqlite3.connect(views, timeout=60.0)) as live,
        ):
            live.execute("PRAGMA journal_mode=WAL").fetchall()
            made.backup(live)
    except sqlite3.DatabaseError as error:
        if not file.is_damage(error):
            msg = f"{views} cannot be written ({error}). Stop the hub, then try again."
            raise CannotWrite(msg) from error
        file.remove(views)
        beside.rename(views)


def _live(views: Path) -> sqlite3.Connection:
    if not views.exists():
        msg = f"There is no {views}: run `layso-hub rebuild`, or start the hub."
        raise CannotWrite(msg)
    live = read_only(views)
    try:
        with _told(views):
            live.execute("BEGIN")
            live.execute("SELECT COUNT(*) FROM about").fetchone()
    except Damaged:
        live.close()
        raise
    return live


@contextmanager
def _told(views: Path) -> Iterator[None]:
    """Say `Damaged`, and what helps, for whatever SQLite finds in the live views."""
    try:
        yield
    except sqlite3.Error as error:
        raise Damaged(OF_NO_USE.format(views=views, why=error)) from error


def _first_difference(
    live: sqlite3.Connection, made: sqlite3.Connection
) -> Difference | None:
    for table in TABLES:
        pairs = zip_longest(_rows(live, table), _rows(made, table))
        for one, other in pairs:
            if one != other:
                return _told_apart(table.name, table.key, one, other)
    for one, other in zip_longest(sheets.marked(live), sheets.marked(made)):
        if one != other:
            return _told_apart(sheets.NAME, 1, one, other)
    return None


def _told_apart(
    table: str, size: int, one: tuple[Any, ...] | None, other: tuple[Any, ...] | None
) -> Difference:
    """Return a difference; of two different keys the first one is not on both sides."""
    if one is not None and other is not None:
        key, other_key = one[:size], other[:size]
        if key < other_key:
            return Difference(table, one, None)
        if key > other_key:
            return Difference(table, None, other)
    return Difference(table, one, other)


def _rows(reading: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    return reading.execute(in_order(table))
