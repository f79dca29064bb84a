"""Makes the reports that the page asks for: one child at a time, off the road.

A child reads the stores, never the hub, and dies with it. The kernel ends it with the
*thread* that started it, so one thread starts them all and waits for each.
"""

from __future__ import annotations

import logging
import queue
import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

from events.ids import new_id
from events.local_time import business_date
from events.replies import Sentence
from firmware_config.site import Site
from hub.application.exports import (
    CannotExport,
    Days,
    ExportNow,
    ExportsBusy,
    Named,
    Stage,
    ToExport,
)
from hub.reports.child import Child
from hub.reports.forms import Form, file_name
from hub.reports.period import PILOTS, BadPeriod, Period, period, standing

log = logging.getLogger(__name__)

MOST_WAITING = 8
KEPT, KEPT_S = 24, 1800.0
FOLDER = "exports"
BUSY = Sentence(
    vi="Đang lập nhiều báo cáo. Chờ báo cáo trước xong rồi thử lại.",
    en="Several reports are being made. Wait for those, then try again.",
)


class Job(Struct, kw_only=True):
    """A report in the making, and what makes it."""

    now: ExportNow
    path: Path
    child: Child
    at: float


class ExportDesk:
    """Keeps the promise of `Exports` over child processes, all by the hub's clock."""

    def __init__(self, site: Site, data: Path, now: Callable[[], datetime]) -> None:
        """Remember whose reports; nothing is started yet."""
        self._site = site
        self._data = data
        self._clock = now
        self._folder = data / FOLDER
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def named(self) -> tuple[Named, ...]:
        """Return the pilots, and the site's own periods."""
        rows = (*PILOTS, *self._site.periods)
        return tuple(Named(period=f"pilot:{row.id}", names=row.names) for row in rows)

    def days(self, period: str) -> Days:
        """Return the days that a word names, or raise `CannotExport`."""
        found = self._period(period)
        return Days(
            first=found.first,
            last=found.last,
            names=found.names,
            standing=standing(found, business_date(self._clock())),
        )

    def begin(self, asked: ToExport) -> ExportNow:
        """Have a report made after those that were asked for before."""
        days, form, id = self._period(asked.period), Form(asked.form), new_id()
        office = self._site.office.id
        name = file_name(office, days.stem, form, is_internal=asked.is_internal)
        now = ExportNow(id=id, first=days.first, last=days.last, stage=Stage.WAITING)
        path = self._folder / id / name
        child = Child(self._site, self._data, path, asked, self._clock())
        with self._lock:
            self._forget()
            if sum(job.now.stage in ONGOING for job in self._jobs.values()) >= (
                MOST_WAITING
            ):
                raise ExportsBusy(BUSY)
            self._jobs[id] = Job(now=now, path=path, child=child, at=monotonic())
            self._start()
        self._queue.put(id)
        return now

    def now(self, export: str) -> ExportNow | None:
        """Return how far a report is; None if it is not known, or no longer."""
        with self._lock:
            job = self._jobs.get(export)
            if job is None or job.now.stage is not Stage.RUNNING:
                return None if job is None else job.now
            return replace(job.now, done=job.child.done)

    def cancel(self, export: str) -> ExportNow | None:
        """End a report before it is done; one that is over stays as it is."""
        with self._lock:
            job = self._jobs.get(export)
            if job is not None and job.now.stage in ONGOING:
                job.now = replace(job.now, stage=Stage.CANCELLED)
                job.child.end()
            return None if job is None else job.now

    def file(self, export: str) -> Path | None:
        """Return the file of a report that is done."""
        with self._lock:
            job = self._jobs.get(export)
            is_done = job is not None and job.now.stage is Stage.DONE
            return job.path if job is not None and is_done else None

    def stop(self) -> None:
        """End what is in hand, and leave no file behind, whoever was killed before."""
        with self._lock:
            thread, self._thread = self._thread, None
            for job in self._jobs.values():
                job.child.end()
        if thread is not None:
            self._queue.put(None)
            thread.join()
        self.clear()

    def clear(self) -> None:
        """Remove what a hub that was killed has left; before anything is begun."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._work, name="exports", daemon=True
            )
            self._thread.start()

    def _work(self) -> None:
        while (id := self._queue.get()) is not None:
            try:
                self._make(id)
            except Exception:
                log.exception("a report could not be made")
                self._end(id, Stage.FAILED, text=Child.FAULT)

    def _make(self, id: str) -> None:
        with self._lock:
            job = self._jobs.get(id)
            if job is None or job.now.stage is not Stage.WAITING:
                return
            job.now = replace(job.now, stage=Stage.RUNNING)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        job.path.parent.mkdir(mode=0o700, exist_ok=True)
        failed = job.child.run()
        if failed is None:
            self._end(id, Stage.DONE, file=job.path.name, sha256=job.child.sha256)
            return
        # What was killed could not clear up: a copy of all events may lie there.
        shutil.rmtree(job.path.parent, ignore_errors=True)
        self._end(id, Stage.FAILED, text=failed)

    def _end(
        self,
        id: str,
        stage: Stage,
        file: str | None = None,
        sha256: str | None = None,
        text: Sentence | None = None,
    ) -> None:
        with self._lock:
            job = self._jobs.get(id)
            if job is not None and job.now.stage is Stage.RUNNING:
                job.now = replace(
                    job.now, stage=stage, done=1.0, file=file, sha256=sha256, text=text
                )

    def _forget(self) -> None:
        """Remove what nobody fetches any more: the oldest, and what is too old."""
        over = [id for id, job in self._jobs.items() if job.now.stage not in ONGOING]
        old = monotonic() - KEPT_S
        for id in over[: max(0, len(over) - KEPT + 1)]:
            self._remove(id)
        for id in over:
            if id in self._jobs and self._jobs[id].at < old:
                self._remove(id)

    def _remove(self, id: str) -> None:
        shutil.rmtree(self._jobs.pop(id).path.parent, ignore_errors=True)

    def _period(self, words: str) -> Period:
        try:
            return period(words, business_date(self._clock()), self._site.periods)
        except BadPeriod as error:
            raise CannotExport(error.text) from error


ONGOING = (Stage.WAITING, Stage.RUNNING)
