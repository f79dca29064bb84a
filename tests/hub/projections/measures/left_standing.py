"""A day that people left as it stood, and that the hub cleared up by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.counter import CounterStatus
from events.day import CloseDay
from events.topics import hub_source
from events.visit import FinishServing, MarkNoShow
from tests.history import OFFICE
from tests.hub.domain.house_of_help import HouseOfHelp

WEEKEND = timedelta(days=3)


class LeftStanding(HouseOfHelp):
    """A house that everybody can leave; days later the hub closes its books."""

    def __init__(self) -> None:
        """Begin with people in it."""
        super().__init__()
        self.is_left = False

    def asked_by(self, command: Any) -> str:
        """Return who asks: nobody but the hub once it is left."""
        return hub_source(OFFICE) if self.is_left else super().asked_by(command)

    def leave(self) -> None:
        """Go home as it stands; the hub ends what was forgotten, then the day."""
        if not self.day.is_open:
            return
        self.is_left = True
        self.now += WEEKEND
        for counter in list(self.day.counters):
            if self.day.status(counter) is CounterStatus.CALLED:
                self.ask(MarkNoShow(counter=counter))
            elif self.day.status(counter) is CounterStatus.SERVING:
                self.ask(FinishServing(counter=counter))
        self.ask(CloseDay())
        assert not self.day.is_open
