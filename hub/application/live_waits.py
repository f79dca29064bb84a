"""Once a second: what would the wait be now?"""

from __future__ import annotations

from functools import partial

from hub.application.board import Board
from hub.application.estimator import Estimator
from hub.application.ports import Clock
from hub.application.writer import Writer


class LiveWaits:
    """Has the board show the waits of now.

    They are reckoned on the writer's thread, between two batches, and one at a time: a
    writer that is behind has better things to do.
    """

    def __init__(
        self, estimator: Estimator, board: Board, writer: Writer, clock: Clock
    ) -> None:
        """Remember who reckons, who shows, and on whose thread."""
        self._estimator = estimator
        self._board = board
        self._writer = writer
        self._clock = clock
        self._is_due = False

    def tick(self) -> None:
        """Have the waits reckoned anew, unless that is still to be done.

        After a start each second also recalls a day before, until enough is known.
        """
        if self._is_due:
            return
        self._is_due = True
        before = self._estimator.day_before()
        if before is not None:
            self._writer.put_chore(partial(self._estimator.also_saw, before))
        self._writer.put_chore(self.look)

    def look(self) -> None:
        """Reckon the waits and show them; on the writer's thread."""
        self._is_due = False
        waits = self._estimator.waits(self._board.state, self._clock.now())
        self._board.show(waits)
