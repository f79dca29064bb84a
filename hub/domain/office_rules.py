"""What the office itself keeps: alerts that somebody takes on, erasures."""

from __future__ import annotations

from events import topics
from events.alert import AcknowledgeAlert, AlertAcknowledged
from events.vault import RecordErasure, VaultErased
from hub.domain import session_checks
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


def erase(state: State, command: RecordErasure, asked: Asked) -> Events:
    """Write down what the hub has erased; nobody else can know."""
    if asked.by != topics.hub_source(state.day.office):
        raise HubOnly
    return (VaultErased(references=command.references, reason=command.reason),)
