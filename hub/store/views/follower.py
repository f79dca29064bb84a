"""The part of the hub that keeps the views in step: a thread of its own.

It is woken after commits, waits a moment for more, and writes what has come since. A
long way behind it leaves the work to a process of its own, so that the road is free.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic

from events.recorded import Recorded
from events.replies import Sentence
from hub.application.ports import CannotWrite, Unreadable
from hub.domain.state import State
from hub.store.views.following import Following, History
from hub.store.views.writing import Damaged, Replaced, Views

log = logging.getLogger(__name__)

# How long more events are waited for, so that a rush is written in few batches.
GATHER_S = 0.5
# Between two pages of a backlog: whoever presses a key meanwhile is served first.
BREATH_S = 0.02
PAGE = 50
# From so many events on, catching up is work for a process of its own.
FAR = 2_000
# Until the next try, twice as long each time, at most so long: a full disk may have
# been seen to, a fault in the program is still the same.
AGAIN_S, MOST_FOR_THE_DISK_S, MOST_S = 10.0, 60.0, 600.0

STANDS_STILL = "Số liệu báo cáo không được cập nhật.", "Reports stand still"
FAULT = Sentence(
    vi=f"{STANDS_STILL[0]} Báo kỹ thuật viên.",
    en=f"{STANDS_STILL[1]} for a fault in the program. Tell a technician: the log has "
    "it.",
)

# Brings the views up to date elsewhere; false where that did not work or was stopped.
Elsewhere = Callable[[threading.Event], bool]


class Follower:
    """Keeps views.db in step with the store; nothing ever waits for it."""

    def __init__(
        self,
        history: History,
        views: Views,
        elsewhere: Elsewhere | None = None,
        gather_s: float = GATHER_S,
        again_s: float = AGAIN_S,
    ) -> None:
        """Remember the parts; `position` is of the last event in the views."""
        self._history = history
        self._views = views
        self._elsewhere = elsewhere
        self._gather_s = gather_s
        # The one is told by the writer's thread, the other seen by this one.
        self._newest = self._seen = 0
        self._first_again_s = self._again_s = again_s
        self.position = 0
        self._is_over = threading.Event()
        self._woken = threading.Event()
        self._following = Following(history, views, self._breathe)
        self._thread = threading.Thread(target=self._run, name="views", daemon=True)
        self.trouble: Sentence | None = None

    def on_commit(self, events: tuple[Recorded, ...], state: State) -> None:
        """Note that there is more to do; called on the writer's thread."""
        del state
        self._newest = events[-1].position
        self._woken.set()

    def start(self) -> None:
        """Catch up, then follow."""
        self._seen = self._history.last_position()
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand; what is left is done at the next start."""
        self._is_over.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    @property
    def behind(self) -> int:
        """How many events are not in the views yet."""
        return max(max(self._newest, self._seen) - self.position, 0)

    @property
    def skipped(self) -> int:
        """How many events are in no row, for a fault in the program."""
        return self._views.skipped

    def wait(self, position: int, within_s: float) -> bool:
        """Wait until the views are so far; false if that took too long."""
        until = monotonic() + within_s
        while self.position < position and monotonic() < until:
            if self._is_over.wait(0.01):
                break
        return self.position >= position

    def _run(self) -> None:
        self._is_over.wait(self._gather_s)  # who starts the hub has the first turn
        while not self._is_over.is_set():
            try:
                self._follow()
            except Replaced:
                log.info("the views were made anew by somebody else; going on there")
            except Damaged as error:
                log.warning("%s; making the views anew from events", error)
                self._forget()
            except (CannotWrite, Unreadable) as error:
                self._rest(_of_the_disk(error), MOST_FOR_THE_DISK_S)
            except Exception as error:
                self._rest(FAULT, MOST_S, error)
        self._views.close()

    def _follow(self) -> None:
        self._seen = self._history.last_position()
        self.position = self._following.begin()
        if self._elsewhere is not None and self.behind > FAR:
            self._views.close()
            self._elsewhere(self._is_over)
            self.position = self._following.begin()
        while not self._is_over.is_set():
            self._woken.clear()
            self._catch_up()
            self._woken.wait()
            self._is_over.wait(self._gather_s)

    def _catch_up(self) -> None:
        while not self._is_over.is_set() and self._following.step(PAGE):
            self.position = self._following.position
            self._recovered()
            self._breathe()

    def _breathe(self) -> None:
        self._is_over.wait(BREATH_S)

    def _recovered(self) -> None:
        if self.trouble is not None:
            log.info("the views are written again")
            self.trouble, self._again_s = None, self._first_again_s

    def _forget(self) -> None:
        try:
            self._views.begin_anew()
        except CannotWrite as error:
            self._rest(_of_the_disk(error), MOST_FOR_THE_DISK_S)

    def _rest(
        self, trouble: Sentence, most_s: float, fault: Exception | None = None
    ) -> None:
        """Tell of a trouble once, and try again later: the road goes on without."""
        if self.trouble is None or self.trouble.vi != trouble.vi:
            log.error("figures stand still: %s", trouble.en, exc_info=fault)
        self.trouble = trouble
        self._is_over.wait(min(self._again_s, most_s))
        self._again_s = min(2 * self._again_s, most_s)


def _of_the_disk(error: Exception) -> Sentence:
    return Sentence(
        vi=f"{STANDS_STILL[0]} Kiểm tra ổ đĩa của trung tâm.",
        en=f"{STANDS_STILL[1]} ({error}). Look after the disk.",
    )
