"""How every program logs: lines for a person, or JSON for systemd's journal.

Whoever logs uses `logging.getLogger(__name__)` and says what happened in a sentence;
fields go in by `extra=`. No line carries what a message or an address said: names,
telephone numbers and follow tokens come in that way.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from typing import Any, TextIO

from events.log_lines import HumanLine, JsonLine, Lines

STYLES = ("human", "json")
LEVELS = ("debug", "info", "warning", "error", "critical")

log = logging.getLogger(__name__)


class ProgramLog:
    """A program's log, once set up."""

    def __init__(self, program: str, style: str, stream: TextIO) -> None:
        """Remember who logs, how, and where to."""
        self._program = program
        self._style = style
        self._stream = stream
        self._where = {"program": program}

    def knows(self, **where: str) -> None:
        """Have every line say this too, as `office` and `device`."""
        self._where.update(where)

    def announce(self, sentence: str) -> None:
        """Tell whoever started the program and waits; readers of JSON read the log."""
        if self._style == "json":
            log.info("%s", sentence)
        else:
            print(sentence, flush=True)  # noqa: T201  # for who waits for it

    def say(self, sentence: str) -> None:
        """Tell whoever started the program why it ends."""
        if self._style == "json":
            log.critical("%s", sentence)
        else:
            self._stream.write(f"{self._program}: {sentence}\n")

    def begin(self, level: str, *, has_priority: bool) -> None:
        """Send every logger's lines this way, and whatever nobody caught."""
        handler = Lines(self._stream)
        is_json = self._style == "json"
        handler.setFormatter(
            JsonLine(self._where, has_priority=has_priority) if is_json else HumanLine()
        )
        logging.basicConfig(handlers=[handler], level=level.upper())
        logging.captureWarnings(True)
        sys.excepthook = _uncaught
        threading.excepthook = _uncaught_in_thread
        sys.unraisablehook = _unraisable


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let a program be told how to log."""
    add = parser.add_argument
    add(
        "--log",
        choices=STYLES,
        help="lines for a person or JSON (default: JSON where systemd reads it)",
    )
    add("--log-level", choices=LEVELS, default="info", help="what is worth a line")


def set_up(program: str, style: str | None = None, level: str = "info") -> ProgramLog:
    """Log to standard error from here on; where somebody logs already, leave that."""
    is_journal = goes_to_journal(sys.stderr, os.environ.get("JOURNAL_STREAM", ""))
    chosen = style or ("json" if is_journal else "human")
    made = ProgramLog(program, chosen, sys.stderr)
    if not logging.getLogger().handlers:
        made.begin(level, has_priority=is_journal)
    return made


def goes_to_journal(stream: TextIO, told: str) -> bool:
    """Whether a stream is the one that JOURNAL_STREAM tells of, by device and inode."""
    try:
        there = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return told == f"{there.st_dev}:{there.st_ino}"


def _uncaught(kind: Any, error: Any, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("the program ends by a fault", exc_info=(kind, error, trace))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    name = told.thread.name if told.thread else "?"
    if told.exc_value is None or told.exc_type is SystemExit:
        return
    log.critical(
        "the thread %s ended by a fault",
        name,
        extra={"thread_name": name},
        exc_info=(told.exc_type, told.exc_value, told.exc_traceback),
    )


def _unraisable(told: Any) -> None:
    log.error(
        "a fault where none can be raised",
        exc_info=(told.exc_type, told.exc_value, told.exc_traceback),
    )
