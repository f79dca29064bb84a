"""How a box's program starts and ends: its arguments, its signals."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from events import program_log
from events.machine_clock import is_clock_set
from events.program_log import ProgramLog


@dataclass(frozen=True, slots=True)
class Options:
    """What a box is started with; paths are absolute."""

    site: Path
    device: str
    data: Path
    broker: str | None
    panel: int | None
    log: str | None = None
    log_level: str = "info"


def read_options(
    program: str, description: str, arguments: Sequence[str] | None = None
) -> Options:
    """Return the options of the command line; a wrong one ends with usage and 2."""
    given = _parser(program, description).parse_args(arguments)
    return Options(
        site=given.site.resolve(),
        device=given.device,
        data=(given.data or Path(f"{given.device}-data")).resolve(),
        broker=given.broker,
        panel=given.panel,
        log=given.log,
        log_level=given.log_level,
    )


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=description)
    add = parser.add_argument
    add("--site", type=Path, required=True, metavar="FILE", help="the site file")
    add("--device", required=True, metavar="ID", help="which box of it this is")
    add("--data", type=Path, metavar="DIR", help="its folder (default: ./ID-data)")
    add("--broker", metavar="URL", help="mqtt://host:port in place of the site file's")
    add("--panel", type=_port, metavar="PORT", help="mock pins, with a page to press")
    program_log.add_options(parser)
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    msg = f"{text!r} is no port; use a number from 1 to 65535"
    raise argparse.ArgumentTypeError(msg)


def broker_url(override: str | None, setting: str, embedded_port: int) -> str:
    """Return where the broker is; the hub's embedded one is on this machine."""
    if override is not None:
        return override
    if setting == "embedded":
        return f"mqtt://127.0.0.1:{embedded_port}"
    return setting


def set_up_log(program: str, options: Options) -> ProgramLog:
    """Log as the options say, to standard error; every line names the box."""
    log = program_log.set_up(program, options.log, options.log_level)
    log.knows(device=options.device)
    return log


def stop_on_signal() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def own_version() -> str:
    """Return the version of this program as installed, or 0 in a bare checkout."""
    try:
        return version("layso")
    except PackageNotFoundError:
        return "0"


def synchronised_clock() -> datetime | None:
    """Return the time, or None while the machine's clock has not been set."""
    return datetime.now(UTC) if is_clock_set() else None
