"""The one writer: owns the day's state, commits in groups, answers after the commit."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias

from events.recorded import Recorded
from hub.application import door
from hub.application.draft import Draft
from hub.application.handle import Handler, again
from hub.application.jobs import Job, Reply, digest
from hub.application.ports import CannotWrite, Clock, EventStore, Unreadable
from hub.domain.day import Day
from hub.domain.evolve import fold_all

log = logging.getLogger(__name__)

GROUP = 64
PAGE = 1_000

Chore: TypeAlias = Callable[[], object]
OnCommit: TypeAlias = Callable[[tuple[Recorded, ...], Day], None]


class Writer:
    """A thread that takes jobs, decides them in order and commits them in groups.

    Listeners are told after each commit and before the answers go out, on this thread.
    """

    def __init__(
        self, store: EventStore, handler: Handler, clock: Clock, office: str
    ) -> None:
        """Remember the parts; `load` reads the state."""
        self._store = store
        self._handler = handler
        self._clock = clock
        self._office = office
        self._jobs: queue.SimpleQueue[Job | Chore | None] = queue.SimpleQueue()
        self._listeners: list[OnCommit] = []
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._position = 0
        self._versions: dict[str, int] = {}
        self._last_at: datetime | None = None
        # Between the begin of a commit and its known end the store may hold either.
        self._is_unsure = False
        self.day = Day(office=office)
        self.trouble: str | None = None

    def listen(self, listener: OnCommit) -> None:
        """Have a listener told of every commit, from the next one on."""
        self._listeners.append(listener)

    def load(self) -> tuple[Recorded, ...]:
        """Take over what the store holds, all of it or nothing; return the last day."""
        store, office = self._store, self._office
        stream = store.last_stream(f"{office}/0", f"{office}/:")
        history = tuple(store.read_stream(stream)) if stream else ()
        position = store.last_position()
        newest = store.read_after(max(position - 1, 0), 1)
        self.day, self._position = fold_all(history, Day(office=office)), position
        self._versions = {}
        self._last_at = newest[0].at if newest else self.day.last_at
        self._is_unsure = False
        return history

    def start(self) -> None:
        """Begin to work; the state was read."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is in hand, then end."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def put(self, job: Job) -> None:
        """Hand a job over; returns at once."""
        self._jobs.put(job)

    def put_chore(self, chore: Chore) -> None:
        """Have the store tidied between two batches: there is one writer, this one."""
        self._jobs.put(chore)

    def _end(self) -> None:
        self._jobs.put(None)

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            if not isinstance(first, Job):
                _do(first)
                continue
            batch, then = self._gather(first)
            self._work_safely(batch)
            if then is not None:
                _do(then)

    def _gather(self, first: Job) -> tuple[list[Job], Chore | None]:
        """Return the jobs that wait, and what else came up among them."""
        batch = [first]
        while len(batch) < GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if not isinstance(job, Job):
                return batch, job or self._end
            batch.append(job)
        return batch, None

    def _work_safely(self, batch: list[Job]) -> None:
        """Work a batch; where one job breaks it, work the jobs one by one."""
        try:
            self._work(batch)
        except Exception:
            log.exception("a batch of %d failed", len(batch))
            if len(batch) == 1:
                self._recover(batch)
                return
            for job in batch:
                self._work_safely([job])

    def _work(self, batch: list[Job]) -> None:
        try:
            if self._is_unsure:
                self._catch_up()
            draft = self._tried(batch)
            self._save(draft)
        except (CannotWrite, Unreadable) as error:
            self._tell(f"the store fails: {error}")
            self._recover(batch)
            return
        self._commit(draft)

    def _tried(self, batch: list[Job]) -> Draft:
        draft = Draft(self.day, self._position, self._version_of)
        for job in batch:
            reply = self._handler.handle(job, draft, self._now())
            draft.replies.append((job, reply))
        return draft

    def _save(self, draft: Draft) -> None:
        if draft.is_empty:
            return
        self._is_unsure = True
        self._store.save(draft.events, draft.answers)
        self._is_unsure = False
        self._tell(None)

    def _commit(self, draft: Draft) -> None:
        self.day, self._position = draft.day, draft.position
        self._versions.update(draft.versions)
        if draft.events:
            self._announce(tuple(draft.events))
        for job, reply in draft.replies:
            _respond(job, reply)

    def _announce(self, events: tuple[Recorded, ...]) -> None:
        for listener in self._listeners:
            try:
                listener(events, self.day)
            except Exception:
                log.exception("a listener failed; the others go on")

    def _recover(self, batch: list[Job]) -> None:
        """After a failed commit: reload, and answer each job by what was kept."""
        try:
            if self._is_unsure:
                self._catch_up()
        except Exception as error:
            self._tell(f"the store fails: {error}")
        for job in batch:
            _respond(job, self._kept_or_retry(job))

    def _catch_up(self) -> None:
        """Drop the state, reload it, and tell what was committed all the same."""
        missed = tuple(self._after(self._position))
        self.load()
        if missed:
            self._announce(missed)

    def _after(self, position: int) -> Iterator[Recorded]:
        while page := self._store.read_after(position, PAGE):
            yield from page
            position = page[-1].position

    def _kept_or_retry(self, job: Job) -> Reply:
        try:
            kept = self._store.answer_to(job.source, job.id)
            return again(kept, digest(job.body)) if kept else _retry()
        except Exception:
            log.warning("no answer to %s can be looked up now", job.id)
            return _retry()

    def _version_of(self, stream: str) -> int:
        if stream not in self._versions:
            self._versions[stream] = self._store.last_version(stream)
        return self._versions[stream]

    def _now(self) -> datetime:
        """Return hub time, never before anything recorded."""
        now = self._clock.now()
        self._last_at = now if self._last_at is None else max(now, self._last_at)
        return self._last_at

    def _tell(self, trouble: str | None) -> None:
        if trouble is not None and self.trouble is None:
            log.error("%s", trouble)
        elif trouble is None and self.trouble is not None:
            log.info("the store can write again")
        self.trouble = trouble


def _retry() -> Reply:
    return door.refuse("hub-cannot-write")


def _do(chore: Chore) -> None:
    try:
        chore()
    except Exception:
        log.exception("a chore of the store failed; it is tried again another time")


def _respond(job: Job, reply: Reply) -> None:
    try:
        job.respond(reply)
    except Exception:
        log.exception("an answer could not be handed over")
