"""What the office itself keeps: alerts that somebody takes on, erasures."""

from __future__ import annotations

from events import topics
from events.alert import (
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertClosed,
    AlertEnd,
    EndAlert,
    RaiseAlert,
)
from events.vault import RecordErasure, VaultErased
from hub.domain import checks, session_checks
from hub.domain.alert_things import SAID, opened, stands
from hub.domain.asked import Asked
from hub.domain.decide import Events
from hub.domain.refusals import AlertTaken, HubOnly, UnknownAlert
from hub.domain.state import State


def acknowledge(state: State, command: AcknowledgeAlert, asked: Asked) -> Events:
    """Take an alert on; one person does, of this office or signed in as that one."""
    if asked.by != topics.clerk_source(state.day.office, command.clerk):
        session_checks.on_staff(state, command.clerk)
    alert = state.alerts.get(command.alert)
    if alert is None:
        raise UnknownAlert
    if alert.taken_by is None:
        return (AlertAcknowledged(alert=command.alert, clerk=command.clerk),)
    if alert.taken_by != command.clerk:
        raise AlertTaken(clerk=alert.taken_by)
    return ()


def raise_alert(state: State, command: RaiseAlert, asked: Asked) -> Events:
    """Open an alert, unless one about the same is open; only the hub sees what is."""
    _by_the_hub(state, asked)
    checks.open_day(state.day)
    if stands(state, command):
        return ()
    return (opened(command, asked.fresh),)


def end_alert(state: State, command: EndAlert, asked: Asked) -> Events:
    """Close an alert; one that somebody's words opened only once it was taken on."""
    _by_the_hub(state, asked)
    alert = state.alerts.get(command.alert)
    if alert is None:
        return ()
    is_said = alert.opened.kind in SAID
    if is_said and alert.taken_by is None:
        return ()
    how = AlertEnd.SEEN_TO if is_said else AlertEnd.PASSED
    return (AlertClosed(alert=command.alert, how=how),)


def erase(state: State, command: RecordErasure, asked: Asked) -> Events:
    """Write down what the hub has erased; nobody else can know."""
    _by_the_hub(state, asked)
    return (VaultErased(references=command.references, reason=command.reason),)


def _by_the_hub(state: State, asked: Asked) -> None:
    if asked.by != topics.hub_source(state.day.office):
        raise HubOnly
