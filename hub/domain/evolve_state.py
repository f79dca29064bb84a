"""Evolve: the office as it stands after one more event. Never refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, TypeAlias

from msgspec.structs import replace

from events import alert as alerts
from events.day import DayOpened
from events.recorded import Recorded
from events.settings import SettingsChanged
from hub.domain.evolve import evolve
from hub.domain.reports import FOLDS as OF_REPORTS
from hub.domain.session_evolve import FOLDS as OF_A_SESSION
from hub.domain.state import Alert, State

StateFold: TypeAlias = Callable[[State, Any, Recorded], State]


def evolve_state(state: State, recorded: Recorded) -> State:
    """Return the office as it stands after one more event."""
    kind = type(recorded.event)
    if (of_a_session := OF_A_SESSION.get(kind)) is not None:
        sessions = of_a_session(state.sessions, recorded.event, recorded)
        return replace(state, sessions=sessions)
    if (fold := FOLDS.get(kind)) is not None:
        return fold(state, recorded.event, recorded)
    return replace(state, day=evolve(state.day, recorded))


def fold_state(history: Iterable[Recorded], start: State) -> State:
    """Return the office that a history adds up to."""
    return reduce(evolve_state, history, start)


def _day_opened(state: State, event: DayOpened, at: Recorded) -> State:
    """A new day has no sessions yet; alerts end with the day they belong to."""
    del event
    day = evolve(state.day, at)
    return State(day=day, settings=state.settings, reports=state.reports)


def _settings_changed(state: State, event: SettingsChanged, at: Recorded) -> State:
    settings = state.settings.after(event.settings, at.position)
    return replace(state, settings=settings)


def _alert_opened(state: State, event: alerts.AlertOpened, at: Recorded) -> State:
    opened = Alert(opened=event, at=at.at)
    return replace(state, alerts=state.alerts.set(event.alert, opened))


def _alert_taken(state: State, event: alerts.AlertAcknowledged, at: Recorded) -> State:
    if event.alert not in state.alerts:
        return state
    known = state.alerts[event.alert]
    taken = replace(known, taken_by=event.clerk, taken_at=at.at)
    return replace(state, alerts=state.alerts.set(event.alert, taken))


def _alert_closed(state: State, event: alerts.AlertClosed, at: Recorded) -> State:
    del at
    if event.alert not in state.alerts:
        return state
    return replace(state, alerts=state.alerts.delete(event.alert))


def _of_a_report(state: State, event: Any, at: Recorded) -> State:
    del at
    return replace(state, reports=OF_REPORTS[type(event)](state.reports, event))


FOLDS: Mapping[type, StateFold] = {
    **dict.fromkeys(OF_REPORTS, _of_a_report),
    DayOpened: _day_opened,
    SettingsChanged: _settings_changed,
    alerts.AlertOpened: _alert_opened,
    alerts.AlertAcknowledged: _alert_taken,
    alerts.AlertClosed: _alert_closed,
}
