"""Decide: a state and a command give events, or nothing, or a named refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events import counter as counters
from events import day as days
from events import visit as visits
from hub.domain import at_counter, calling, keeping_the_day, moving, undoing, visiting
from hub.domain.asked import Asked
from hub.domain.day import Day

Events: TypeAlias = tuple[Any, ...]
Rule: TypeAlias = Callable[[Day, Any, Asked], Events]

RULES: Mapping[type, Rule] = {
    days.OpenDay: keeping_the_day.open_day,
    days.CloseDay: keeping_the_day.close_day,
    days.ConfigureOffice: keeping_the_day.configure,
    counters.OpenCounter: at_counter.open_counter,
    counters.PauseCounter: at_counter.pause,
    counters.ResumeCounter: at_counter.resume,
    counters.CloseCounter: at_counter.close,
    visits.IssueTicket: visiting.issue,
    visits.AbandonVisit: visiting.abandon,
    visits.ChangeClass: visiting.change_class,
    visits.ReturnVisit: visiting.come_back,
    visits.CallNext: calling.call_next,
    visits.CallTicket: calling.call_ticket,
    visits.Recall: calling.recall,
    visits.MarkNoShow: calling.mark_no_show,
    visits.StartServing: moving.start,
    visits.FinishServing: moving.finish,
    visits.ParkVisit: moving.park,
    visits.TransferVisit: moving.transfer,
    visits.Undo: undoing.undo,
}


def decide(day: Day, asked: Asked) -> Events:
    """Return what follows, or `()` if it is already so, or raise `Refused`."""
    return RULES[type(asked.command)](day, asked.command, asked)
