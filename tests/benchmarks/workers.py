"""Workers as the measuring process sees them: started, told what to do, ended."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

END_WITHIN_S = 10


class WorkerFailed(Exception):
    """A worker ended by a fault; its last words stand on the terminal."""


class Worker:
    """A process that measures when told to."""

    def __init__(self, process: subprocess.Popen[str], job: str) -> None:
        self._process = process
        self._job = job
        self._is_ready = False

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def wait_ready(self) -> None:
        """Return when it is set up."""
        if not self._is_ready:
            self._answer()
            self._is_ready = True

    def do(self, **order: Any) -> Any:
        """Have it measure once, and return what it found."""
        self.wait_ready()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise WorkerFailed(self._job)
        return json.loads(line)


@contextmanager
def worker(job: str, **specification: Any) -> Iterator[Worker]:
    """Run a worker, set up; it is ended whatever happens."""
    with starting(job, **specification) as one:
        one.wait_ready()
        yield one


@contextmanager
def starting(job: str, **specification: Any) -> Iterator[Worker]:
    """Run a worker that sets itself up meanwhile."""
    module = ("-m", "tests.benchmarks.worker", job, json.dumps(specification))
    with subprocess.Popen(
        (sys.executable, *module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(process, job)
        finally:
            process.kill()
