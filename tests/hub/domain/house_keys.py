"""What the house is asked at random: keys, people, tickets, plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from events.counter import (
    CloseCounter,
    CounterStatus,
    OpenCounter,
    PauseCounter,
    ResumeCounter,
)
from events.plan import CounterPlan, DayOrders, DayPlan, Rules
from events.visit import (
    CallNext,
    FinishServing,
    MarkNoShow,
    ParkVisit,
    Recall,
    ReturnVisit,
    StartServing,
    Undo,
)
from tests.history import NORMAL, PRIORITY, plan

COUNTERS = (
    CounterPlan(id="1", serves=("A", "B")),
    CounterPlan(id="2", serves=("B", "A"), may_pick=True),
    CounterPlan(id="3", serves=("C", "A"), may_pick=True),
)
PLANS: tuple[DayPlan, ...] = (
    plan(counters=COUNTERS),
    plan(counters=COUNTERS, rules=Rules(undo_s=600, priority_run=1)),
    replace(
        plan(counters=COUNTERS, rules=Rules(undo_s=60)),
        orders=DayOrders(
            rostered={"1": "NV-01", "2": "NV-02"},
            skills={"NV-02": ("B",), "NV-03": ("A", "C")},
        ),
    ),
    plan(counters=COUNTERS[:2], rules=Rules(longest_wait_min=5, grace_min=0)),
)

# What a clerk would press next; `a_key_is_pressed` presses anything.
PLAUSIBLE: Mapping[CounterStatus, tuple[Any, ...]] = {
    CounterStatus.CLOSED: (OpenCounter,),
    CounterStatus.IDLE: (CallNext, CallNext, CallNext, ReturnVisit, PauseCounter, Undo),
    CounterStatus.CALLED: (StartServing, StartServing, Recall, MarkNoShow, Undo),
    CounterStatus.SERVING: (CallNext, CallNext, FinishServing, ParkVisit, Undo),
    CounterStatus.PAUSED: (ResumeCounter, CloseCounter, Undo),
}
KEYS = (
    *(OpenCounter, PauseCounter, ResumeCounter, CloseCounter),
    *(CallNext, Recall, StartServing, FinishServing, MarkNoShow),
    *(ParkVisit, ReturnVisit, Undo),
)

counters = st.sampled_from("123")
services = st.sampled_from("AAABC")
kinds = st.sampled_from([NORMAL, NORMAL, PRIORITY])
# Which of the day's tickets, newest first; -1 is one that nobody holds.
tickets = st.integers(-1, 8)
choices = st.integers(0, 11)
seldom = st.integers(0, 5).map(lambda n: n == 5)
