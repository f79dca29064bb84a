"""The child that looks back: plays days again, read only, and ends with the hub."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from datetime import date
from pathlib import Path

from msgspec import msgpack

from events import codec
from hub.application.live_screen.past import Past, Whose
from hub.application.live_screen.usual import Usual
from hub.application.streams import day_stream, days_of
from hub.die_with_parent import die_with_parent
from hub.projections.staffing.profile import LoadProfile
from hub.store.past import asked
from hub.store.past.asked import AtInstant
from hub.store.past.reader import EventReader
from hub.store.views.reading import SQLiteMeasured

log = logging.getLogger(__name__)

NICENESS = 5
END = 2**62


def main() -> int:
    """Answer until the pipe ends."""
    die_with_parent(int(sys.argv[1]))
    os.nice(NICENESS)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    first = asked.receive(questions)
    if first is None:
        return 1
    whose = msgpack.decode(first, type=Whose)
    reader = EventReader(Path(whose.events))
    measured = SQLiteMeasured(Path(whose.views)) if whose.views else None
    usual = Usual(measured, lambda day: _ended_at(reader, whose.office, day))
    past = Past(reader, whose, usual.on)
    while (message := asked.receive(questions)) is not None:
        asked.send(answers, _said(message, past, usual))
    return 0


def _ended_at(reader: EventReader, office: str, day: date) -> int:
    """Return the position of the last event of the day before one, 0 if none was."""
    first, _ = days_of(office)
    stream = reader.last_stream(first, day_stream(office, str(day)))
    found = reader.newest_up_to(stream, END, 1) if stream else []
    return found[-1].position if found else 0


def _said(message: bytes, past: Past, usual: Usual) -> bytes:
    """Return an answer as it is sent; no question takes the others' days with it.

    A fault of the file ends the child: the next one opens it anew.
    """
    try:
        return asked.said(_answer(message, past, usual))
    except sqlite3.Error:
        raise
    except Exception:
        log.exception("a question has no answer")
        return asked.FAULT


def _answer(message: bytes, past: Past, usual: Usual) -> bytes | None:
    match asked.decode(message):
        case AtInstant(when=when):
            state = past.at(when)
            return None if state is None else codec.encode(state)
        case one:
            return _packed(usual.on(one.day))


def _packed(usual: LoadProfile | None) -> bytes | None:
    return None if usual is None else msgpack.encode(usual)


if __name__ == "__main__":
    sys.exit(main())
