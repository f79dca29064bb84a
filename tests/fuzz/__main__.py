"""The long form of the fuzzing: python -m tests.fuzz --minutes 10 [--seed N].

Prints the seed of each round. At a failure the messages that led to it are kept under
build/fuzz, and `--seed` with that round's seed makes them again.
"""

from __future__ import annotations

import argparse
import base64
import json
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from random import Random, SystemRandom

from events.link import Message
from tests.fuzz.bodies_under_fire import Bodies
from tests.fuzz.boxes_under_fire import Boxes
from tests.fuzz.hub_under_fire import HubUnderFire

KEPT = Path("build/fuzz")
LETTERS, FOR_BOXES, BODIES = 20_000, 5_000, 5_000


def main(arguments: list[str] | None = None) -> int:
    """Fire until the time is over; 1 at the first failure."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    given = parser.parse_args(arguments)
    logging.disable(logging.WARNING)  # each strange message would be a line
    until, seed, fed = time.monotonic() + given.minutes * 60, given.seed, 0
    while time.monotonic() < until or fed == 0:
        if not _round(seed):
            return 1
        fed += LETTERS + FOR_BOXES + 2 * BODIES
        _say(f"seed {seed}: all well, {fed} inputs so far")
        seed += 1
    return 0


def _round(seed: int) -> bool:
    """Fire at the hub, the boxes and the codec; say and keep what fails."""
    with tempfile.TemporaryDirectory() as folder:
        hub, bodies = HubUnderFire(Random(seed)), Bodies(Random(seed))
        boxes = Boxes(Random(seed), Path(folder))
        try:
            hub.fire(LETTERS)
            hub.end()
            boxes.fire(FOR_BOXES)
            bodies.fire(BODIES)
        except Exception:
            traceback.print_exc()
            last = (boxes.message, Message("", bodies.payload, False))
            kept = _keep(seed, (*hub.batch, *(m for m in last if m is not None)))
            _say(f"seed {seed} failed; what led to it is in {kept}")
            return False
        finally:
            boxes.end()
    return True


def _keep(seed: int, messages: Iterable[Message]) -> Path:
    """Write messages down, one a line, the newest last."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{seed}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for topic, payload, retained in messages:
            body = base64.b64encode(payload).decode()
            line = {"topic": topic, "payload_base64": body, "retained": retained}
            lines.write(json.dumps(line) + "\n")
    return file


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
