"""Boxes whose clocks say anything at all: hub time decides, and waits stay sane."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events.counter import OpenCounter
from events.visit import CallNext, IssueTicket
from tests.hub.mqtt.wired import BOX, Asker, Wired
from tests.hub.rig import NINE

ODD = [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2000, 1, 1, tzinfo=UTC),
    NINE + timedelta(hours=5),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
]


@pytest.mark.parametrize("said", ODD, ids=str)
def test_a_boxs_clock_moves_nothing(wired: Wired, said: datetime) -> None:
    """A ticket of 1970 or of 9999 waits from when the hub heard of it."""
    Asker(wired).ask(IssueTicket(service="A"), time=said)
    wired.rig.clock.goes(minutes=10)
    box = Asker(wired, BOX)
    revision = wired.rig.core.board.counters()[0].revision
    opened = box.ask(OpenCounter(counter="1", revision=revision), time=said)
    box.ask(CallNext(counter="1", revision=opened.revision), time=said)

    visit = next(iter(wired.rig.core.board.now.day.visits.values()))
    assert visit.arrived == NINE
    assert visit.first_called_at == NINE + timedelta(minutes=10)
    assert {event.device_at for event in wired.rig.history()[1:]} == {said}
    waits = wired.rig.core.office.visitors.waits["A",]
    assert (sum(waits.counts), waits.total) == (1, 600.0)
