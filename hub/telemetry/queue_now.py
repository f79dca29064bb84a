"""How the queue stands at a scrape, read from the committed state (pure)."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from events.alert import AlertKind
from events.session import Outcome
from events.settings import Targets
from hub.domain.day import Day
from hub.domain.state import State


class ViewsNow(Struct, frozen=True, kw_only=True):
    """How many events views.db does not hold yet, and whether it follows at all."""

    behind: int = 0
    is_usable: bool = False


class QueueNow(Struct, frozen=True, kw_only=True):
    """What is so just now; none is told as zero, not left out."""

    is_open: bool
    longest_s: Mapping[str, float]
    sessions: Mapping[str, int]
    alerts: Mapping[str, int]
    targets: Targets


def queue_now(state: State, now: datetime) -> QueueNow:
    """Return how the queue stands."""
    return QueueNow(
        is_open=state.day.is_open,
        longest_s=longest_s(state.day, now),
        sessions=sessions(state),
        alerts=alerts(state),
        targets=state.settings.held.targets,
    )


def longest_s(day: Day, now: datetime) -> Mapping[str, float]:
    """Return by service how long ago whoever waits longest took a ticket."""
    return {
        service.id: _longest_s(day, service.id, now) for service in day.plan.services
    }


def _longest_s(day: Day, service: str, now: datetime) -> float:
    """Look at the heads of the lines only: each stands in the order of arrival."""
    heads = [
        line[0].arrived
        for lines in day.waiting.of(service).values()
        for line in (lines.normal, lines.priority)
        if line
    ]
    return max((now - min(heads)).total_seconds(), 0.0) if heads else 0.0


def sessions(state: State) -> Mapping[str, int]:
    """Return how many ended sessions came to what."""
    found = Tally({outcome.value: 0 for outcome in Outcome})
    ended = (s.outcome for s in state.sessions.by_id.values() if s.outcome is not None)
    found.update(outcome.value for outcome in ended)
    return found


def alerts(state: State) -> Mapping[str, int]:
    """Return how many alerts of each kind are not over."""
    found = Tally({kind.value: 0 for kind in AlertKind})
    found.update(alert.opened.kind.value for alert in state.alerts.values())
    return found
