"""The rules of assisted sessions: a state and a command give events, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events import session as told
from events.alert import AcknowledgeAlert, EndAlert, RaiseAlert
from events.counter import OpenCounter
from events.vault import RecordErasure
from hub.domain import office_rules, session_ending, session_handing, session_work
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.state import State

SessionRule: TypeAlias = Callable[[State, Any, Asked], Events]

RULES: Mapping[type, SessionRule] = {
    told.DescribeSession: session_work.describe,
    told.CompleteStep: session_work.step,
    told.RecordSubmission: session_work.submission,
    told.RecordPayment: session_work.payment,
    told.ChooseReturn: session_work.choose_return,
    told.NoteDifficulty: session_work.difficulty,
    told.WithdrawEntry: session_work.withdraw,
    told.CompleteSession: session_ending.complete,
    told.Rate: session_ending.rate,
    told.TakeOverSession: session_handing.take_over,
    told.ReassignSession: session_handing.reassign,
    OpenCounter: session_handing.open_counter,
    AcknowledgeAlert: office_rules.acknowledge,
    RaiseAlert: office_rules.raise_alert,
    EndAlert: office_rules.end_alert,
    RecordErasure: office_rules.erase,
}
