"""A process of its own that measures when told to: orders in, figures out, as JSON.

python -m tests.benchmarks.worker JOB SPECIFICATION
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any, Protocol

JOBS = {
    "core": "tests.benchmarks.cost_worker",
    "session": "tests.benchmarks.session_worker",
    "rush": "tests.benchmarks.rush_worker",
    "echo": "tests.benchmarks.echo_worker",
    "echo_rush": "tests.benchmarks.echo_worker",
    "bare_http": "tests.benchmarks.bare_server",
    "bare_screens": "tests.benchmarks.bare_server",
    "presses": "tests.benchmarks.press_worker",
    "screens": "tests.benchmarks.screens_worker",
    "replay": "tests.benchmarks.replay_worker",
}


class Job(Protocol):
    """Something that was set up and can be told to measure."""

    def do(self, **order: Any) -> Any:
        """Measure once."""


def main(job: str, specification: str) -> int:
    """Set up, say so, and carry out orders until there are no more."""
    # Each process loads only what it needs: the measuring ones must be light.
    make = getattr(import_module(JOBS[job]), job)
    work: Job = make(**json.loads(specification))
    _say("ready")
    for order in sys.stdin:
        _say(work.do(**json.loads(order)))
    return 0


def _say(result: Any) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
