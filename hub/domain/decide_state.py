"""Decide for the whole office: the day's rules, the sessions', the settings'.

Whatever a visit does, its session follows in the same decision, so that both are in one
commit or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hub.domain import decide
from hub.domain.accompany import accompany
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.reports_decide import RULES as OF_REPORTS
from hub.domain.session_decide import RULES as OF_SESSIONS
from hub.domain.settings_decide import RULES as OF_SETTINGS
from hub.domain.state import State

StateRule: TypeAlias = Callable[[State, Any, Asked], Events]

RULES: Mapping[type, StateRule] = {**OF_SESSIONS, **OF_SETTINGS, **OF_REPORTS}


def decide_state(state: State, asked: Asked) -> Events:
    """Return what follows, or `()` if it is already so, or raise `Refused`."""
    rule = RULES.get(type(asked.command))
    if rule is None:
        events = decide.decide(state.day, asked)
    else:
        events = rule(state, asked.command, asked)
    return accompany(state, events, asked)
