"""Asks the child that looks back; starts it when it is wanted, lets it go when not."""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from datetime import date, datetime
from typing import TypeAlias

from msgspec import msgpack

from hub.application.live_screen.lookback import CannotLook, OnUsual
from hub.application.live_screen.past import Whose
from hub.projections.staffing.profile import LoadProfile
from hub.store.past import asked
from hub.store.past.asked import Asked, AtInstant, UsualOn

log = logging.getLogger(__name__)

# The first look at a long day takes seconds, on a small machine some more.
ANSWER_WITHIN_S = 30.0
IDLE_S = 600.0
STOP_S = 3.0

Wanted: TypeAlias = tuple[Asked, "Future[bytes | None]"]


class PastProcess:
    """One child at most, asked one thing at a time by any thread.

    The kernel ends a child with the thread that started it, so one thread starts every
    child and stays.
    """

    def __init__(self, whose: Whose, idle_s: float = IDLE_S) -> None:
        """Remember whose past it is; nothing is started."""
        self._whose = whose
        self._idle_s = idle_s
        self._wanted: queue.SimpleQueue[Wanted | None] = queue.SimpleQueue()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="past", daemon=True)

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Take questions; a child comes with the first."""
        self._thread.start()

    def stop(self) -> None:
        """End the child, if there is one."""
        self._wanted.put(None)
        if (child := self._child) is not None:
            child.kill()  # or a long look would be waited for
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def at(self, when: datetime) -> bytes | None:
        """Return the manager's screen at an instant as JSON; None before any day.

        Waits for the answer; raises `CannotLook` where none comes.
        """
        try:
            return self._put(AtInstant(when)).result(ANSWER_WITHIN_S)
        except TimeoutError as error:
            raise CannotLook("no answer in time") from error

    def usual(self, day: date, then: OnUsual) -> None:
        """Have `then` told what is usual on such a day, as far as history says."""

        def heard(answer: Future[bytes | None]) -> None:
            if answer.exception() is not None:
                return
            packed = answer.result()
            then(None if packed is None else msgpack.decode(packed, type=LoadProfile))

        self._put(UsualOn(day)).add_done_callback(heard)

    def _put(self, what: Asked) -> Future[bytes | None]:
        answer: Future[bytes | None] = Future()
        self._wanted.put((what, answer))
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

    def _do(self, what: Asked, answer: Future[bytes | None]) -> None:
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(self._asked(what))
        except Exception as error:
            log.warning("looking back failed: %s", error)
            self._let_go()
            answer.set_exception(CannotLook(str(error)))

    def _asked(self, what: Asked) -> bytes | None:
        child = self._child or self._begin()
        assert child.stdin is not None
        assert child.stdout is not None
        asked.send(child.stdin, msgpack.encode(what))
        message = asked.receive(child.stdout)
        if message is None:
            raise CannotLook("the child ended")
        return asked.heard(message)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", "hub.store.past", str(os.getpid()))
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._child = child
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


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]  # either of the two pipes
    except OSError:
        log.debug("a pipe to the child was broken already")
