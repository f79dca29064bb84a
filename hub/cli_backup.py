"""`layso-hub backup`, `restore` and `copy`: read, done, told."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from events import program, program_log
from hub.store import backup
from hub.store.backup import saying
from hub.store.backup.following import Following, follow

TICKET = re.compile(r"[A-Z](?!000)([0-9]{3}|[1-9][0-9]{3,4})")


def main(words: Sequence[str]) -> int:
    """Do one of the commands; 0 done, 2 not possible, 3 unsaid --replace, 4 damaged."""
    told = _parser().parse_args(words)
    try:
        lines: list[str] = told.run(told)
    except backup.KeepingFailed as error:
        print(f"layso-hub: {error}", file=sys.stderr)  # noqa: T201  # the terminal
        return error.code
    except OSError as error:
        said = f"{error.filename}: {error.strerror}. Run this as the hub's user."
        print(f"layso-hub: {said}", file=sys.stderr)  # noqa: T201  # the terminal
        return 2
    print("\n".join(lines))  # noqa: T201  # the terminal
    return 0


def _backup(told: argparse.Namespace) -> list[str]:
    keep = backup.Keeping(told.keep, told.keep_days)
    kept = backup.back_up(told.data, told.folder, datetime.now(UTC), keep)
    lines = [f"{kept.backup.folder}: {saying.of_backup(kept.backup.manifest)}"]
    if kept.removed:
        lines.append(f"removed {', '.join(kept.removed)}")
    return lines


def _restore(told: argparse.Namespace) -> list[str]:
    chosen = backup.newest(told.backup)
    if told.check:
        return _checked(chosen, told.issued)
    how = backup.How(told.replace, told.issued)
    done = backup.restore(chosen, told.data, datetime.now(UTC), how)
    return _told(done, told.data)


def _checked(chosen: backup.Backup, issued: dict[str, str]) -> list[str]:
    backup.check(chosen)
    said = chosen.manifest
    lines = [f"{chosen.folder}: whole, {saying.of_backup(said)}"]
    if issued:
        given = backup.slips(said.holds, issued, datetime.now(UTC))
        lines += saying.of_slips(given, said.holds, done=False)
    return lines


def _copy(told: argparse.Namespace) -> list[str]:
    program_log.set_up("layso-hub", told.log, told.log_level)
    what = Following(data=told.data, target=told.target, every_s=told.every)
    follow(what, program.stop_on_signal())
    return ["The copy has ended; the standby stays as it is."]


def _told(done: backup.Restored, data: Path) -> list[str]:
    said = done.backup.manifest
    lines = [
        f"{data} is restored from {done.backup.folder}.",
        f"The backup was {saying.of_state(said)}.",
        *saying.of_slips(done.slips, said.holds, done=True),
        *saying.of_gap(done.gap, said.holds, done.slips, done=True),
    ]
    if done.may_rise:
        lines.append(saying.RISEN)
    if done.aside is not None:
        lines.append(f"What was there stands in {done.aside}.")
    return [*lines, "Start the hub now; boxes and screens come back by themselves."]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="layso-hub", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    made = commands.add_parser("backup", help="copy the data while the hub runs")
    _ask_of_backup(made)
    made.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="put a backup back, the hub being off")
    _ask_of_restore(back)
    back.set_defaults(run=_restore)
    on = commands.add_parser("copy", help="copy the data on and on to a standby")
    _ask_of_copy(on)
    on.set_defaults(run=_copy)
    for one in (made, back, on):
        one.add_argument(
            "--data", type=Path, default=Path("hub-data"), help="the data folder"
        )
    return parser


def _ask_of_backup(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", type=Path, metavar="DIR", help="where backups go")
    add("--keep", type=_count, default=0, metavar="N", help="keep the newest N only")
    add(
        "--keep-days",
        type=_count,
        default=0,
        metavar="D",
        help="keep the last backup of each of D days, and remove others",
    )


def _ask_of_restore(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("backup", type=Path, help="a backup, or a folder of them: its newest")
    add("--replace", action="store_true", help="set aside the data that are there")
    add("--check", action="store_true", help="only read the backup to its end")
    add(
        "--issued",
        type=_tickets,
        default={},
        metavar="A057,B012",
        help="last numbers that people hold; those since the backup are given again",
    )


def _ask_of_copy(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("target", help="what rsync writes to: a folder, host:folder, rsync://host/name")
    add("--every", type=_seconds, default=1.0, metavar="S", help="seconds between")
    program_log.add_options(parser)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if 0.05 <= seconds <= 3_600:
        return seconds
    msg = f"{text!r} does not do; use seconds from 0.05 to 3600"
    raise argparse.ArgumentTypeError(msg)


def _count(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    msg = f"{text!r} is no count; use a number from 1 on"
    raise argparse.ArgumentTypeError(msg)


def _tickets(text: str) -> dict[str, str]:
    words = [word.strip() for word in text.split(",")]
    named = {word[:1]: word for word in words}
    if all(TICKET.fullmatch(word) for word in words) and len(named) == len(words):
        return named
    msg = f"{text!r} does not read A057,B012: one number of each service, as on slips"
    raise argparse.ArgumentTypeError(msg)
