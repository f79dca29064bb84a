"""Examples of what counters are asked and what happened at them."""

from __future__ import annotations

from events import counter
from events.examples import story
from events.visit import Called, UndoReason

ALL = (
    counter.OpenCounter(counter="2", clerk="NV-07", revision=398),
    counter.PauseCounter(
        counter="2", reason=counter.PauseReason.PAPERWORK, revision=412
    ),
    counter.ResumeCounter(counter="2", revision=415),
    counter.CloseCounter(counter="2", revision=420),
    counter.CounterOpened(counter="2", clerk="NV-07"),
    counter.CounterPaused(counter="2", reason=counter.PauseReason.PAPERWORK),
    counter.CounterResumed(counter="2"),
    counter.CounterClosed(counter="2"),
    counter.ActionUndone(
        counter="2",
        act="start-serving",
        reason=UndoReason.WRONG_KEY,
        visits=(
            counter.VisitRestored(
                visit=story.VISIT,
                ticket="A047",
                service="A",
                place=Called(counter="2", since=story.CALLED_AT),
                first_called_at=story.CALLED_AT,
            ),
        ),
        restored=counter.CounterRestored(
            is_open=True, since=story.CALLED_AT, clerk="NV-07", visit=story.VISIT
        ),
        priority_run=1,
    ),
)
