"""The one writer: owns the state, commits in groups, answers after the commit."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from time import perf_counter
from typing import TypeAlias

from events.recorded import Recorded
from hub.application import door
from hub.application.books import Books
from hub.application.draft import Draft
from hub.application.handle import Handler, again
from hub.application.jobs import Job, Reply, digest
from hub.application.ports import (
    AnsweredBefore,
    CannotWrite,
    Clock,
    EventStore,
    Unreadable,
)
from hub.application.tallies import Tallies
from hub.domain.state import NO_SETTINGS, Settings, State

log = logging.getLogger(__name__)

GROUP = 64

Chore: TypeAlias = Callable[[], object]
OnCommit: TypeAlias = Callable[[tuple[Recorded, ...], State], None]


class Writer:
    """A thread that takes jobs, decides them in order and commits them in groups.

    Listeners are told after each commit and before the answers go out, on this thread.
    """

    def __init__(
        self,
        store: EventStore,
        handler: Handler,
        clock: Clock,
        office: str,
        settings: Settings = NO_SETTINGS,
    ) -> None:
        """Remember the parts; `load` reads the state."""
        self._store = store
        self._handler = handler
        self._books = Books(store, clock, office, settings)
        self._jobs: queue.SimpleQueue[Job | Chore | None] = queue.SimpleQueue()
        self._listeners: list[OnCommit] = []
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.trouble: str | None = None
        self.tallies = Tallies()
        self.busy_since: float | None = None

    def listen(self, listener: OnCommit) -> None:
        """Have a listener told of every commit, from the next one on."""
        self._listeners.append(listener)

    def load(self) -> tuple[Recorded, ...]:
        """Take over what the store holds, all of it or nothing; return the last day."""
        return self._books.load()

    @property
    def state(self) -> State:
        """The office as it was committed last."""
        return self._books.state

    def start(self) -> None:
        """Begin to work; the state was read."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is in hand, then end."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    @property
    def waiting(self) -> int:
        """How many jobs wait to be taken."""
        return self._jobs.qsize()

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread.is_alive()

    def put(self, job: Job) -> None:
        """Hand a job over; returns at once."""
        self._jobs.put(job)

    def put_chore(self, chore: Chore) -> None:
        """Have the store tidied between two batches: there is one writer, this one."""
        self._jobs.put(chore)

    def try_disk(self) -> None:
        """See whether the store takes a write; a chore, for this thread."""
        try:
            self._catch_up()
            self._store.probe()
        except (CannotWrite, Unreadable) as error:
            self._tell(f"the store fails: {error}")
        else:
            self._tell(None)

    def _end(self) -> None:
        self._jobs.put(None)

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            if not isinstance(first, Job):
                self._do(first)
                continue
            batch, then = self._gather(first)
            self.busy_since = perf_counter()
            self._work_safely(batch)
            self.busy_since = None
            if then is not None:
                self._do(then)

    def _do(self, chore: Chore) -> None:
        self.busy_since = perf_counter()
        try:
            chore()
        except Exception:
            log.exception("a chore of the store failed; it is tried again another time")
        self.busy_since = None

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
            self._catch_up()
            draft = self._saved(batch)
        except (CannotWrite, Unreadable) as error:
            self._tell(f"the store fails: {error}")
            self._recover(batch)
            return
        self._commit(draft)

    def _saved(self, batch: list[Job]) -> Draft:
        """Decide and save; with repeats in the batch, again by looking each job up."""
        draft = self._tried(batch, has_repeats=False)
        try:
            self._save(draft)
        except AnsweredBefore:
            draft = self._tried(batch, has_repeats=True)
            self._save(draft)
        return draft

    def _tried(self, batch: list[Job], *, has_repeats: bool) -> Draft:
        draft, at = self._books.draft(has_repeats=has_repeats), self._books.now()
        for job in batch:
            reply = self._handler.handle(job, draft, at)
            draft.replies.append((job, reply))
        return draft

    def _save(self, draft: Draft) -> None:
        if draft.is_empty:
            return
        begun = perf_counter()
        self._books.save(draft)
        self.tallies.saved(begun, draft.events, len(draft.replies))
        self._tell(None)

    def _commit(self, draft: Draft) -> None:
        self._books.take(draft)
        if draft.events:
            self._announce(tuple(draft.events))
        self._respond(draft.replies)

    def _respond(self, replies: list[tuple[Job, Reply]]) -> None:
        self.tallies.answered(replies)
        for job, reply in replies:
            try:
                job.respond(reply)
            except Exception:
                log.exception("an answer could not be handed over")

    def _announce(self, events: tuple[Recorded, ...]) -> None:
        for listener in self._listeners:
            try:
                listener(events, self.state)
            except Exception:
                log.exception("a listener failed; the others go on")

    def _recover(self, batch: list[Job]) -> None:
        """After a failed commit: be sure again, answer each job by what was kept."""
        try:
            self._catch_up()
        except Exception as error:
            self._tell(f"the store fails: {error}")
        self._respond([(job, self._kept_or_retry(job)) for job in batch])

    def _catch_up(self) -> None:
        """Have the state sure again, and tell what was committed all the same."""
        missed = self._books.catch_up()
        if missed:
            self._announce(missed)

    def _kept_or_retry(self, job: Job) -> Reply:
        try:
            kept = self._store.answer_to(job.line, job.id)
            if kept:
                return again(kept, digest(job.body))
        except Exception:
            log.warning("no kept answer can be looked up now")
        return door.refuse("hub-cannot-write")

    def _tell(self, trouble: str | None) -> None:
        if trouble is not None and self.trouble is None:
            log.error("%s", trouble)
        elif trouble is None and self.trouble is not None:
            log.info("the store can write again")
        self.trouble = trouble
