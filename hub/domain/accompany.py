"""What a session does when its visit is started, finished, set aside or undone."""

from __future__ import annotations

from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.state import State


def accompany(state: State, events: Events, asked: Asked) -> Events:
    """Return what follows for sessions from what was decided for the day."""
    del state, events, asked
    return ()
