"""Taking back a counter's last act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from events.counter import ActionUndone, VisitRestored
from events.visit import Serving, Undo
from hub.domain import checks
from hub.domain.asked import Asked
from hub.domain.at_counter import not_elsewhere
from hub.domain.day import Day, LastAct
from hub.domain.refusals import NothingToUndo, UndoOvertaken, UndoTooLate

A_CALL = "visit-called"


def undo(day: Day, command: Undo, asked: Asked) -> tuple[Any, ...]:
    """Restore counter and visits in full, if nothing has touched them since."""
    counter = checks.seen_counter(day, command)
    act = counter.last_act
    if act is None:
        raise NothingToUndo(counter=counter.id)
    seconds = day.plan.rules.undo_s
    if asked.at - act.at > timedelta(seconds=seconds):
        raise UndoTooLate(seconds=seconds)
    _untouched_since(day, act)
    if act.counter.clerk not in (None, counter.clerk):
        not_elsewhere(day, str(act.counter.clerk))
    run = act.priority_run if act.act == A_CALL else day.priority_run
    return (
        ActionUndone(
            counter=counter.id,
            act=act.act,
            reason=command.reason,
            visits=act.visits,
            restored=act.counter,
            priority_run=run,
        ),
    )


def _untouched_since(day: Day, act: LastAct) -> None:
    for before in act.visits:
        overtaken = day.visits[before.visit].touched > act.position
        if overtaken or not _may_go_back(day, before, act):
            raise UndoOvertaken(ticket=before.ticket)


def _may_go_back(day: Day, before: VisitRestored, act: LastAct) -> bool:
    """Whether the counter that a visit was taken over from has not acted since."""
    if not isinstance(before.place, Serving):
        return True
    counter = day.counters.get(before.place.counter)
    return counter is not None and counter.revision <= act.position
