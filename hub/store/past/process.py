"""Asks the child that looks back; starts it when it is wanted, lets it go when not."""

from __future__ import annotations

import logging
import os
import queue
import select
import subprocess
import sys
import threading
from concurrent.futures import Future
from datetime import date, datetime
from typing import IO, TypeAlias

from msgspec import msgpack

from hub.application.live_screen.lookback import CannotLook, OnUsual
from hub.application.live_screen.past import Whose
from hub.projections.staffing.profile import LoadProfile
from hub.store.past import asked
from hub.store.past.asked import Asked, AtInstant, UsualOn

log = logging.getLogger(__name__)

# Longer than the first look at a long day takes on a small machine, many times over.
ANSWER_WITHIN_S = 60.0
IDLE_S = 600.0
STOP_S = 3.0
# Questions that may wait, with the one that is being answered.
ROOM = 4

Answer: TypeAlias = "Future[bytes | None]"
Wanted: TypeAlias = tuple[bytes, Answer]


class PastProcess:
    """One child at most, asked one thing at a time by any thread.

    The kernel ends a child with the thread that started it, so one thread starts every
    child and stays.
    """

    def __init__(self, whose: Whose, idle_s: float = IDLE_S) -> None:
        """Remember whose past it is; nothing is started."""
        self._whose = whose
        self._idle_s = idle_s
        self.answer_within_s = ANSWER_WITHIN_S
        self._wanted: queue.SimpleQueue[Wanted | None] = queue.SimpleQueue()
        self._room = threading.BoundedSemaphore(ROOM)
        self._child: subprocess.Popen[bytes] | None = None
        self._is_over = False
        self._beginning = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="past", daemon=True)

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Take questions; a child comes with the first."""
        self._thread.start()

    def stop(self) -> None:
        """End the child, if there is one; what is still asked is not answered."""
        with self._beginning:
            self._is_over = True
            if (child := self._child) is not None:
                child.kill()  # or a long look would be waited for
        self._wanted.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def at(self, when: datetime) -> Answer:
        """Promise the manager's screen at an instant as JSON; None before any day.

        Where no answer comes it is `CannotLook`. Whoever does not wait any longer
        cancels it.
        """
        return self._put(AtInstant(when))

    def usual(self, day: date, then: OnUsual) -> None:
        """Have `then` told what is usual on such a day, as far as history says."""

        def heard(answer: Answer) -> None:
            if answer.exception() is not None:
                return
            packed = answer.result()
            then(None if packed is None else msgpack.decode(packed, type=LoadProfile))

        self._put(UsualOn(day)).add_done_callback(heard)

    def _put(self, what: Asked) -> Answer:
        answer: Answer = Future()
        question = msgpack.encode(what)
        if not self._room.acquire(blocking=False):
            answer.set_exception(CannotLook("too many look back"))
            return answer
        answer.add_done_callback(lambda _: self._room.release())
        self._wanted.put((question, answer))
        return answer

    def _run(self) -> None:
        while True:
            try:
                wanted = self._wanted.get(timeout=self._idle_s)
            except queue.Empty:
                self._let_go()
                continue
            if wanted is None:
                return self._let_go()
            self._do(*wanted)

    def _do(self, question: bytes, answer: Answer) -> None:
        if not answer.set_running_or_notify_cancel():
            return
        try:
            message = self._asked(question)
        except Exception as error:
            log.warning("looking back failed: %s", error)
            self._let_go()
            answer.set_exception(CannotLook(str(error)))
            return
        if asked.is_fault(message):
            answer.set_exception(CannotLook("the child has no answer"))
        else:
            answer.set_result(asked.heard(message))

    def _asked(self, question: bytes) -> bytes:
        child = self._child or self._begin()
        assert child.stdin is not None
        assert child.stdout is not None
        asked.send(child.stdin, question)
        if not _is_answered(child.stdout, self.answer_within_s):
            raise CannotLook("no answer in time")
        message = asked.receive(child.stdout)
        if message is None:
            raise CannotLook("the child ended")
        return message

    def _begin(self) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", "hub.store.past", str(os.getpid()))
        pipe = subprocess.PIPE
        with self._beginning:
            if self._is_over:
                raise CannotLook("the hub ends")
            child = self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe)
        assert child.stdin is not None
        asked.send(child.stdin, msgpack.encode(self._whose))
        return child

    def _let_go(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)


def _is_answered(pipe: IO[bytes], within_s: float) -> bool:
    """Wait for an answer's begin, or for the child's end."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return bool(poll.poll(within_s * 1_000))


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]  # either of the two pipes
    except OSError:
        log.debug("a pipe to the child was broken already")
