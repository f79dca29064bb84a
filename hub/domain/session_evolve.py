"""How the sessions of the day stand after one more event. Never refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events.recorded import Recorded
from hub.domain.session import Sessions

SessionFold: TypeAlias = Callable[[Sessions, Any, Recorded], Sessions]

FOLDS: Mapping[type, SessionFold] = {}
