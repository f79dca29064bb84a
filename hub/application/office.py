"""The office as its doors see it: ask, look, be told."""

from __future__ import annotations

import dataclasses
import queue
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from events.replies import Accepted
from events.visit import IssueTicket
from hub.application import door
from hub.application.board import Board
from hub.application.jobs import Job, Reply, Respond
from hub.application.ports import EventStore
from hub.application.tokens import FollowTokens
from hub.application.writer import Writer

ANSWER_WITHIN_S = 10.0
ANSWERS_KEPT = timedelta(days=7)


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

    def start(self) -> None:
        """Read the books and begin to work.

        The board listens last: whoever it tells finds all other views up to date.
        """
        history = self._writer.load()
        self.board.begin(history, self._writer.day, self.store.last_position())
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

    def ask(
        self,
        command: Any,
        *,
        id: str,
        source: str,
        expires: datetime | None = None,
    ) -> Reply:
        """Carry a command out and wait for the answer; at most 10 s."""
        answers: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self.put(
            Job(
                body=command,
                id=id,
                source=source,
                respond=answers.put,
                expires=expires,
            )
        )
        try:
            return answers.get(timeout=ANSWER_WITHIN_S)
        except queue.Empty:
            return door.refuse("hub-cannot-write")

    def _with_follow(self, job: Job) -> Job:
        """Have the follow address added to a new ticket's reply, and only there."""
        if not isinstance(job.body, IssueTicket):
            return job
        respond: Respond = job.respond

        def with_follow(reply: Reply) -> None:
            if isinstance(reply, Accepted) and reply.visit:
                reply = replace(reply, follow=self._tokens.url(reply.visit))
            respond(reply)

        return dataclasses.replace(job, respond=with_follow)
