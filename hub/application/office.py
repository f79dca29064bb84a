"""The office as its doors see it: ask, look, be told."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from events.recorded import Recorded
from events.replies import Accepted
from events.visit import IssueTicket
from hub.application import door
from hub.application.board import Board
from hub.application.jobs import Job, Reply, Respond
from hub.application.live_screen.screen import LiveScreen
from hub.application.ports import EventStore
from hub.application.queue_tallies import QueueTallies
from hub.application.tokens import FollowTokens
from hub.application.writer import Writer
from hub.domain.state import State

ANSWERS_KEPT = timedelta(days=7)
# More would only be answered after their sender has given up.
MOST_WAITING = 2_000

log = logging.getLogger(__name__)


class Follower(Protocol):
    """Follows what is committed, from the beginning of the last day in the books."""

    def begin(self, history: tuple[Recorded, ...], state: State) -> None:
        """Take over what was committed before; called once, before any other."""

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Follow one commit; called on the writer's thread."""


class Office:
    """Joins the writer, the board and the tokens for whoever stands at a door."""

    def __init__(
        self, writer: Writer, board: Board, tokens: FollowTokens, store: EventStore
    ) -> None:
        """Remember the parts."""
        self._writer = writer
        self._tokens = tokens
        self.board = board
        self.store = store
        self.visitors = QueueTallies()
        self.followers: list[Follower] = [self.visitors]
        self.live: LiveScreen
        self.turned_away = 0
        self._is_busy = False

    def start(self) -> None:
        """Read the books and begin to work.

        The board listens last: whoever it tells finds all other views up to date.
        """
        history = self._writer.load()
        for follower in self.followers:
            follower.begin(history, self._writer.state)
            self._writer.listen(follower.on_commit)
        self.board.begin(history, self._writer.state, self.store.last_position())
        self._writer.listen(self.board.on_commit)
        self._writer.start()

    def stop(self) -> None:
        """Finish what is in hand."""
        self._writer.stop()

    @property
    def trouble(self) -> str | None:
        """What keeps the hub from writing, None if nothing does."""
        return self._writer.trouble

    def forget_old_answers(self, now: datetime) -> None:
        """Drop answers to commands that are older than seven days."""
        self._writer.put_chore(lambda: self.store.forget_answers(now - ANSWERS_KEPT))

    def put(self, job: Job) -> None:
        """Hand a command or fact over; the answer comes by `job.respond`."""
        self._writer.put(self._with_follow(job))

    def take(self, job: Job) -> None:
        """Hand over what came in by a door, or refuse it where too many wait.

        Then `job.respond` is called at once, on the caller's thread.
        """
        if self._has_room():
            self.put(job)
            return
        self.turned_away += 1
        job.respond(door.refuse("hub-busy"))

    def _has_room(self) -> bool:
        """Whether one more may wait; told once when the room is full, and when not."""
        waiting = self._writer.waiting
        if waiting >= MOST_WAITING and not self._is_busy:
            self._is_busy = True
            log.error("%d commands wait; more are refused for now", waiting)
        elif self._is_busy and waiting < MOST_WAITING / 2:
            self._is_busy = False
            log.info("the hub keeps up again; %d were refused", self.turned_away)
        return waiting < MOST_WAITING

    def _with_follow(self, job: Job) -> Job:
        """Have the follow address added to a new ticket's reply, and only there."""
        if not isinstance(job.body, IssueTicket):
            return job
        respond: Respond = job.respond

        def with_follow(reply: Reply) -> None:
            if isinstance(reply, Accepted) and reply.visit:
                reply = replace(reply, follow=self._tokens.url(reply.visit))
            respond(reply)

        return replace(job, respond=with_follow)
