"""The rules of assisted sessions: a state and a command give events, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.state import State

SessionRule: TypeAlias = Callable[[State, Any, Asked], Events]

RULES: Mapping[type, SessionRule] = {}
