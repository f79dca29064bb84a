"""`layso-hub replay`: a log from anywhere becomes the history of a new data folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from events.local_time import HERE
from firmware_config.errors import SiteError
from firmware_config.load import load_site
from hub.application.replay import BadLog, Column, Faults, Made, Replay, Table, Words
from hub.store.first_history import first_history
from hub.store.lock import FolderUnusable

UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
TOLD = 50  # bad rows, before the others are only counted


class RowsAreBad(Exception):
    """Rows of the log cannot be taken, and nobody said to leave them out."""


def main(words: Sequence[str]) -> int:
    """Make a history of a log; 0 done, 2 not possible, 4 bad rows and nothing done."""
    told = _parser().parse_args(words[1:])
    try:
        replay = _replay(told)
        done = _done(replay, told)
    except RowsAreBad as error:
        _err(str(error))
        return 4
    except (SiteError, BadLog, FolderUnusable) as error:
        _err(f"layso-hub: {error}")
        return 2
    except OSError as error:
        _err(f"layso-hub: {_in_the_way(error, told)}")
        return 2
    if replay.faults:
        _err("\n".join(["These rows were left out:", *_said(replay.faults)]))
    print(done)  # noqa: T201  # the terminal
    return 0


def _replay(told: argparse.Namespace) -> Replay:
    site = load_site(told.site)
    letters = {service.id for service in site.services}
    services = dict(told.service)
    if strange := sorted(set(services.values()) - letters):
        there = ", ".join(sorted(letters))
        msg = f"{told.site} has no service {strange[0]!r}; it has {there}."
        raise BadLog(msg)
    words = Words(
        services=services,
        priority=frozenset(told.priority),
        start=told.start,
        unit_s=UNITS[told.unit],
        now=datetime.now(UTC),
    )
    return Replay(site.office.id, site.plan(), words)


def _done(replay: Replay, told: argparse.Namespace) -> str:
    """Write the log's history, and return what is to be said of it."""
    file: Path = told.log
    begun = time.perf_counter()
    with (
        file.open(encoding="utf-8-sig", errors="replace", newline="") as lines,
        first_history(told.data) as store,
    ):
        table = Table(lines, dict(told.column))
        replay.write(table, store, although_bad=told.skip_bad)
        if replay.faults and not told.skip_bad:
            raise RowsAreBad(_refused(replay.faults, file))
        if not replay.made.rows:
            msg = f"{file} has no row that can be taken."
            raise BadLog(msg)
    return _summed(replay.made, told.data, time.perf_counter() - begun)


def _summed(made: Made, data: Path, seconds: float) -> str:
    of_days = "1 day" if made.days == 1 else f"{made.days} days"
    rate = f"{made.rows / seconds:,.0f} rows a second"
    return (
        f"{data}: {made.rows:,} rows are {made.events:,} events of {of_days}, "
        f"{made.first:%d/%m/%Y} to {made.last:%d/%m/%Y}; {rate}."
    )


def _in_the_way(error: OSError, told: argparse.Namespace) -> str:
    """Return which file could not be worked with, and what to do."""
    file = Path(error.filename or told.log)
    if told.data in (file, *file.parents):
        return f"{file}: {error.strerror}. Name another folder with --data."
    return f"{file}: {error.strerror}. Name a file that can be read."


def _refused(faults: Faults, file: Path) -> str:
    rows = "1 row" if len(faults.rows) == 1 else f"{len(faults.rows)} rows"
    return "\n".join(
        [
            *_said(faults),
            f"{rows} of {file} cannot be taken. Nothing was written. "
            "Mend the file, or say --skip-bad to leave them out.",
        ]
    )


def _said(faults: Faults) -> list[str]:
    rows = sorted(faults.rows, key=lambda row: row.line)
    more = len(rows) - TOLD
    return [str(row) for row in rows[:TOLD]] + (
        [f"and {more} more"] if more > 0 else []
    )


def _err(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  # the terminal


def _column(text: str) -> tuple[Column, str]:
    name, equals, header = text.partition("=")
    if equals and name in set(Column):
        return Column(name), header.strip()
    columns = ", ".join(Column)
    msg = f"{text!r} does not read COLUMN=HEADER; columns are {columns}"
    raise argparse.ArgumentTypeError(msg)


def _service(text: str) -> tuple[str, str]:
    word, equals, letter = text.rpartition("=")
    if equals and word and letter:
        return word, letter
    msg = f"{text!r} does not read WORD=LETTER, as in loans=B"
    raise argparse.ArgumentTypeError(msg)


def _start(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is no time; write 2026-11-02T07:30"
        raise argparse.ArgumentTypeError(msg) from None
    return at if at.tzinfo else at.replace(tzinfo=HERE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="layso-hub replay",
        description=__doc__,
        epilog="The columns are told in docs/how-to/replay_a_log.md.",
    )
    add = parser.add_argument
    add("log", type=Path, metavar="FILE.csv", help="one visitor a line")
    add("--site", type=Path, required=True, help="the site file: services, office")
    add("--data", type=Path, required=True, help="a new folder for the history")
    add("--skip-bad", action="store_true", help="leave bad rows out, and list them")
    _add_of_words(parser)
    return parser


def _add_of_words(parser: argparse.ArgumentParser) -> None:
    """Add what the log's own words mean."""
    add = parser.add_argument
    add(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="COLUMN=HEADER",
        help="which header is which: started=ser_start; nothing after =: none",
    )
    add(
        "--service",
        type=_service,
        action="append",
        default=[],
        metavar="WORD=LETTER",
        help="what the log calls a service: loans=B",
    )
    add(
        "--priority",
        action="append",
        default=[],
        metavar="WORD",
        help="what the log's class column says of priority visits",
    )
    add("--start", type=_start, help="where plain numbers count from")
    add("--unit", choices=UNITS, default="second", help="of plain numbers")
