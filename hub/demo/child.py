"""One process of the demo: started, started again when it dies, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hub.die_with_parent import die_with_parent

END_WITHIN_S = 8.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 10.0
HEALTHY_AFTER_S = 10.0


class Child:
    """A program with its log file; dies with the demo, even by kill -9.

    All methods are for the thread that started it: the kernel ends a child together
    with that thread.
    """

    def __init__(
        self, name: str, module: str, arguments: Sequence[str], logs: Path
    ) -> None:
        """Remember what to run and where it writes."""
        self.name = name
        self.log = logs / f"{name}.log"
        self._command = [sys.executable, "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._log_began = 0
        self._pause_s = FIRST_PAUSE_S
        self._again_at: float | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Run the program; its output goes to its log."""
        demo = os.getpid()
        with self.log.open("ab") as log:
            self._log_began = log.tell()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(demo),  # noqa: PLW1509  # one thread
            )
        self._started_at = time.monotonic()
        self._again_at = None

    def ended(self) -> int | None:
        """Return the exit code if the program has ended."""
        return None if self._process is None else self._process.poll()

    def keep_alive(self) -> None:
        """Start the program again if it died, after a pause, as systemd would."""
        if self.ended() is None:
            return
        now = time.monotonic()
        if self._again_at is None:
            lasted = now - self._started_at
            self._pause_s = (
                FIRST_PAUSE_S
                if lasted > HEALTHY_AFTER_S
                else min(self._pause_s * 2, LONGEST_PAUSE_S)
            )
            self._again_at = now + self._pause_s
        elif now >= self._again_at:
            self.start()

    def ask_to_end(self) -> None:
        """Send SIGTERM."""
        if self._process is not None and self.ended() is None:
            self._process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait for the end, and force it if need be."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def has_said(self, words: str) -> bool:
        """Whether the words stand in what the program has logged since its start."""
        return words in self._said()

    def last_words(self) -> str:
        """Return the last line that the program has logged since its start."""
        lines = self._said().splitlines()
        return lines[-1] if lines else "nothing was said"

    def _said(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._log_began)
            return log.read().decode(errors="replace")
