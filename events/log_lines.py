"""What a line of the log looks like: for a person, or JSON for systemd's journal.

Either is one line, whatever stands in the message; only a person's log shows exceptions
below it.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TextIO

from pythonjsonlogger.msgspec import MsgspecFormatter

# The journal cuts lines at 48 KiB.
LONGEST = 8_000
# A line feed in a message must not look like a line of its own.
CONTROLS = {n: repr(chr(n))[1:-1] for n in (*range(32), *range(127, 160))}
# As sd-daemon(3) has them; the journal takes them off and sorts by them.
PRIORITIES = {"CRITICAL": 2, "ERROR": 3, "WARNING": 4, "INFO": 6, "DEBUG": 7}


class HumanLine(logging.Formatter):
    """A line for a person: local time, level, place, sentence; exceptions below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's
        """Return the line, whatever the message holds."""
        record.message = record.message[:LONGEST].translate(CONTROLS)
        return super().formatMessage(record)


class JsonLine(MsgspecFormatter):
    """One JSON object on a line; `where` names program, office and device."""

    def __init__(self, where: dict[str, str], *, has_priority: bool = False) -> None:
        super().__init__(
            ("asctime", "levelname", "name", "message"),
            rename_fields={
                "asctime": "time",
                "levelname": "level",
                "name": "logger",
                "exc_info": "exception",
                "stack_info": "stack",
            },
        )
        self.static_fields = where
        self._has_priority = has_priority

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its priority in front where the journal reads it."""
        line: str = super().format(record)
        if not self._has_priority:
            return line
        return f"<{PRIORITIES.get(record.levelname, 5)}>{line}"

    def formatTime(self, record: logging.LogRecord, datefmt: Any = None) -> str:  # noqa: N802 -- logging's
        """Return the instant by RFC 3339, in UTC, with milliseconds."""
        del datefmt
        at = datetime.fromtimestamp(record.created, UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Return the fields, short enough and fit for UTF-8."""
        return {key: _fit(value) for key, value in log_data.items()}


class Lines(logging.StreamHandler[TextIO]):
    """Writes to a stream; a line that cannot be made is told in one line too."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's
        """Say where the line was to come from, and not what it held."""
        place = f"{record.name}:{record.lineno}"
        with suppress(OSError, ValueError):  # nobody may read any more
            self.stream.write(json.dumps({"level": "ERROR", "unwritten": place}) + "\n")


def _fit(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # The end of a trace says what happened, the beginning of a sentence does.
    cut = value[-LONGEST:] if "\n" in value else value[:LONGEST]
    return cut.encode("utf-8", "replace").decode()
