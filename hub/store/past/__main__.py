"""The child that looks back: plays days again, read only, and ends with the hub."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec import msgpack

from events import codec
from hub.application.live_screen.past import Past, Whose
from hub.application.live_screen.usual import Usual
from hub.die_with_parent import die_with_parent
from hub.projections.staffing.profile import LoadProfile
from hub.store.past import asked
from hub.store.past.asked import AtInstant
from hub.store.past.reader import EventReader
from hub.store.views.reading import SQLiteMeasured

NICENESS = 5


def main() -> int:
    """Answer until the pipe ends."""
    die_with_parent(int(sys.argv[1]))
    os.nice(NICENESS)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    first = asked.receive(questions)
    if first is None:
        return 1
    whose = msgpack.decode(first, type=Whose)
    usual = Usual(SQLiteMeasured(Path(whose.views)) if whose.views else None)
    past = Past(EventReader(Path(whose.events)), whose, usual.on)
    while (message := asked.receive(questions)) is not None:
        asked.send(answers, asked.said(_answer(message, past, usual)))
    return 0


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
