"""One report as a process of its own: started, listened to, ended."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, ClassVar

import msgspec

from events.replies import Sentence
from firmware_config.site import Site
from hub.application.exports import ToExport

log = logging.getLogger(__name__)

MODULE = "hub.cli_report"
LONGEST_S = 900.0
SAID = "layso-hub: "
CANNOT = 2


class Child:
    """Makes one report; `done` says how far it is, from 0 to 1."""

    FAULT: ClassVar[Sentence] = Sentence(
        vi="Chưa lập được báo cáo. Thử lại; nếu vẫn vậy, báo kỹ thuật viên.",
        en="The report could not be made. Try again; if it stays so, tell the "
        "technician.",
    )

    def __init__(
        self, site: Site, data: Path, out: Path, asked: ToExport, made: datetime
    ) -> None:
        """Remember what is to be made, of whose folder, where it goes, and when."""
        self._site = site
        self._words = words(data, out, asked, made)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._is_ended = False
        self.done = 0.0
        self.sha256: str | None = None

    def run(self) -> Sentence | None:
        """Make the report and return once it is there; else say why it is not."""
        with TemporaryFile("w+", encoding="utf-8") as errors:
            process = self._begin(errors)
            if process is None:
                return self.FAULT
            limit = threading.Timer(LONGEST_S, self.end)
            limit.start()
            try:
                self._listen(process)
                code = process.wait()
            finally:
                limit.cancel()
            if code == 0:
                return None
            errors.seek(0)
            return self._failed(code, errors.read())

    def end(self) -> None:
        """End the process, now or as soon as it would be started."""
        with self._lock:
            self._is_ended = True
            if self._process is not None and self._process.poll() is None:
                self._process.kill()

    def _begin(self, errors: IO[str]) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._is_ended:
                return None
            self._process = subprocess.Popen(
                (sys.executable, "-m", MODULE, *self._words),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
            return self._process

    def _listen(self, process: subprocess.Popen[str]) -> None:
        """Tell it the site, and hear how far it is until it ends."""
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdout as told:
            try:
                with process.stdin as asked:
                    asked.write(msgspec.json.encode(self._site).decode())
            except BrokenPipeError:
                log.info("a report ended before it was told what to make")
            for line in told:
                word, _, value = line.strip().partition(" ")
                if word == "done":
                    self.done = float(value)
                elif word == "sha256":
                    self.sha256 = value

    def _failed(self, code: int, errors: str) -> Sentence:
        last = errors.strip().rpartition("\n")[2]
        if code == CANNOT and last.startswith(SAID):
            said = last.removeprefix(SAID)
            vi, _, en = said.partition(" / ")
            return Sentence(vi=vi, en=en) if en else _in_english_only(said)
        if not self._is_ended:
            log.error("a report ended with %d:\n%s", code, errors.strip())
        return self.FAULT


def _in_english_only(said: str) -> Sentence:
    """Return what only a technician can mend, for the manager to hand on."""
    vi = f"Chưa lập được báo cáo. Cho kỹ thuật viên xem câu này: {said}"
    return Sentence(vi=vi, en=said)


def words(data: Path, out: Path, asked: ToExport, made: datetime) -> list[str]:
    """Return what the process is told on its command line."""
    told = {
        "--site": "-",
        "--data": str(data),
        "--out": str(out),
        "--period": asked.period,
        "--format": asked.form,
        "--lang": asked.lang,
        "--online-people": asked.people,
        "--online-dossiers": asked.dossiers,
        "--online-source": asked.source,
        # Its own clock may say another day than the one the period was asked for on.
        "--made": made.isoformat(),
        "--parent": str(os.getpid()),
    }
    # As one word each: what was typed may begin with a hyphen.
    said = [f"{key}={value}" for key, value in told.items() if value]
    return [*said, "--internal"] if asked.is_internal else said
