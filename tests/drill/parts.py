"""The parts of the house as processes: started, started again, killed, frozen."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

AGAIN_AFTER_S = 0.3
END_WITHIN_S = 20.0


class Part:
    """A program that is started again when it ends, as systemd would.

    All methods are for the thread that started it: the kernel ends a part together
    with that thread, so that no drill leaves a process behind.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Remember what to run and where it writes."""
        self.name = name
        self.log = log
        self.is_held = False
        self.starts = 0
        self._command = ["setpriv", "--pdeathsig", "KILL", *command]
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._ended_at: float | None = None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None, self.name
        return self._process.pid

    def start(self) -> None:
        """Run it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
            )
        self.starts += 1
        self._ended_at = None

    def tend(self) -> None:
        """Start it again a moment after it ended, unless it is to stay down."""
        if self.is_held or self.ended() is None:
            return
        now = time.monotonic()
        if self._ended_at is None:
            self._ended_at = now
        elif now - self._ended_at >= AGAIN_AFTER_S:
            self.start()

    def ended(self) -> int | None:
        """Return its exit code if it has ended."""
        return None if self._process is None else self._process.poll()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.signal(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def signal(self, how: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self._process is not None and self.ended() is None:
            self._process.send_signal(how)

    def ask_to_end(self) -> None:
        """Have it end in good order, without waiting."""
        self.is_held = True
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait for its end, and force it if that takes too long."""
        if self._process is None:
            return
        try:
            self._process.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def said(self) -> str:
        """Return its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")
