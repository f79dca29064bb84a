"""`layso-hub report`: a report of some days, of a hub's folder or of a backup.

It works beside a running hub, on a stopped one's folder, and on a backup.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from events.local_time import business_date
from events.settings import OfficeSettings
from firmware_config.catalogue import catalogue_of
from firmware_config.errors import SiteError
from firmware_config.load import load_site
from firmware_config.site import Site
from hub.application.measured import CannotRead
from hub.application.ports import CannotWrite, Unreadable
from hub.die_with_parent import die_with_parent
from hub.reports.asked import Asked, City
from hub.reports.forms import Form, file_name, written
from hub.reports.gather import gather
from hub.reports.period import BadPeriod, Period, period
from hub.store.report_source import ReportSource, report_source

NICENESS = 10
# How far a report is when it has begun, when its rows are there, when it is gathered.
BEGUN, MADE_VIEWS, READ, GATHERED = 0.05, 0.6, 0.75, 0.85
NO_SUCH_NOTE = (
    "Không có ghi chú nào dưới mã {ref}. Xem lại --note. / "
    "No note is kept behind {ref}. Look at --note again."
)
NOT_WRITTEN = (
    "Chưa ghi được {file} ({why}). Kiểm tra ổ đĩa hoặc ghi ra chỗ khác. / "
    "{file} cannot be written: {why}. Name another --out."
)
NOT_BEGUN = (
    "Kỳ này chưa bắt đầu: báo cáo chưa có số liệu. / "
    "The period has not begun: the report has no figures yet."
)

Told = Callable[[float], None]


class NoSuchNote(Exception):
    """A note is to be quoted that nobody finds; the sentence is in both languages."""


class NotWritten(Exception):
    """The file cannot be written; nothing of it is left."""


FAULTS = (SiteError, CannotWrite, CannotRead, Unreadable, NoSuchNote, NotWritten)


def main(words: Sequence[str]) -> int:
    """Make a report; 0 done, 2 not possible."""
    told = _parser().parse_args(words[1:])
    if told.parent is not None:
        die_with_parent(told.parent)
        os.nice(NICENESS)
    try:
        out = _make(told, _teller(told.parent is not None))
    except BadPeriod as error:
        _say(f"layso-hub: {error.text.vi} / {error.text.en}")
        return 2
    except FAULTS as error:
        _say(f"layso-hub: {error}")
        return 2
    except OSError as error:
        # Where the views are made while a report is, the disk may be full too.
        name = error.filename or told.data
        _say(f"layso-hub: {NOT_WRITTEN.format(file=name, why=error.strerror)}")
        return 2
    print(out)  # noqa: T201  # the terminal, or the hub that waits for it
    return 0


def _make(told: argparse.Namespace, tell: Told) -> Path:
    tell(BEGUN)
    site, now = _site(told.site), told.made or datetime.now(UTC)
    days = period(told.period, business_date(now), site.periods)
    if business_date(now) < days.first:
        _say(f"layso-hub: {NOT_BEGUN}")
    # What a hub started it may also kill: then the hub clears up behind it.
    beside = told.out.parent if told.parent is not None else None
    with report_source(
        told.data, lambda done: tell(done * MADE_VIEWS), site.vault.key, beside
    ) as source:
        tell(MADE_VIEWS)
        asked = _asked(told, site, days, source, now)
        facts, sheets = source.summed(days.first, days.last)
    tell(READ)
    report = gather(facts, asked, sheets)
    tell(GATHERED)
    if told.parent is not None:
        print(f"sha256 {report.basis.sha256}")  # noqa: T201  # the hub reads it
    made = written(report, told.format, now)
    out: Path = told.out or Path(
        file_name(site.office.id, days.stem, told.format, is_internal=told.internal)
    )
    _write(out, made)
    return out


def _write(out: Path, made: bytes) -> None:
    """Write a file whole, or leave what there was: a half one could be handed in."""
    is_special = out.exists() and not out.is_file()
    beside = out if is_special else out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(made)
        if beside is not out:
            beside.replace(out)
    except OSError as error:
        if beside is not out:
            with suppress(OSError):
                beside.unlink()
        raise NotWritten(NOT_WRITTEN.format(file=out, why=error.strerror)) from error


def _site(file: Path) -> Site:
    """Return the site that a file describes, or that the hub tells by the pipe."""
    if str(file) != "-":
        return load_site(file)
    return msgspec.json.decode(sys.stdin.buffer.read(), type=Site)


def _asked(
    told: argparse.Namespace,
    site: Site,
    days: Period,
    source: ReportSource,
    now: datetime,
) -> Asked:
    office = site.office.id
    of_days = (days.first, days.last)
    proposed = source.notes(source.reports(office).proposed(of_days))
    noted = source.notes(told.note)
    if None in noted:
        raise NoSuchNote(NO_SUCH_NOTE.format(ref=told.note[noted.index(None)]))
    return Asked(
        site=site,
        period=days,
        made=now,
        settings=with_catalogue(source.settings(office), site),
        lang=told.lang,
        is_internal=told.internal,
        proposals=tuple(text for text in proposed if text is not None),
        lost=sum(text is None for text in proposed),
        notes=tuple(text for text in noted if text is not None),
        city=City(
            people=told.online_people,
            dossiers=told.online_dossiers,
            source=told.online_source,
        ),
        until=source.until(days.last),
    )


def with_catalogue(settings: OfficeSettings | None, site: Site) -> OfficeSettings:
    """Return the settings that hold, with the standard lists where none are told."""
    told, rows = settings or OfficeSettings(), catalogue_of(site)
    return replace(
        told,
        levels=told.levels or rows.levels,
        procedures=told.procedures or rows.procedures,
    )


def _teller(is_child: bool) -> Told:
    """Return whom to tell how far it is: the hub that started this, or nobody."""

    def tell(done: float) -> None:
        if is_child:
            print(f"done {done:.2f}", flush=True)  # noqa: T201  # the hub reads it

    return tell


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-hub report", description=__doc__)
    add = parser.add_argument
    add("--site", type=Path, required=True, help="the site file")
    add("--data", type=Path, default=Path("hub-data"), help="data folder or backup")
    add("--period", required=True, help="such as month:2026-11; a wrong one lists all")
    add("--format", type=Form, choices=list(Form), default=Form.PDF)
    add("--out", type=Path, help="the file to write; else named by office and period")
    add("--lang", choices=["vi", "en"], default="vi")
    add("--internal", action="store_true", help="show small counts; not to hand out")
    add(
        "--note", action="append", default=[], help="quote a clerk's note, by reference"
    )
    for name in ("people", "dossiers"):
        text = f"the authority's online share of {name}, in percent: 61,5"
        add(f"--online-{name}", type=_percent, metavar="PERCENT", help=text)
    add("--online-source", default="", help="where these shares are from")
    add("--parent", type=int, help=argparse.SUPPRESS)
    add("--made", type=datetime.fromisoformat, help=argparse.SUPPRESS)
    return parser


def _percent(text: str) -> int:
    """Return hundredths of a percent of what somebody wrote with comma or point."""
    match = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?", text.strip(), re.ASCII)
    hundredths = -1 if match is None else int(match[1] + (match[2] or "").ljust(2, "0"))
    if not 0 <= hundredths <= 100_00:
        msg = f"{text!r} is no share; write percent from 0 to 100, such as 61,5"
        raise argparse.ArgumentTypeError(msg)
    return hundredths


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  # the terminal


if __name__ == "__main__":
    sys.exit(main(["report", *sys.argv[1:]]))
