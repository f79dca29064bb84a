"""Changing what a manager decides: as a whole, as it was seen, only if sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from events.local_time import business_date
from events.settings import ChangeSettings, OfficeSettings, SettingsChanged
from hub.domain.asked import Asked
from hub.domain.day_plan import helps
from hub.domain.decide import Events
from hub.domain.refusals import ClerkAtWork, LastManager, StaleSettings
from hub.domain.settings_checks import has_a_manager, sound
from hub.domain.settings_levels import levels_hold
from hub.domain.state import State

SettingsRule: TypeAlias = Callable[[State, Any, Asked], Events]


def change(state: State, command: ChangeSettings, asked: Asked) -> Events:
    """Put new settings in the place of those that the manager has seen."""
    before, wanted = state.settings, command.settings
    if wanted == before.told:
        return ()
    if command.revision != before.revision:
        raise StaleSettings
    held = before.with_lists(wanted)
    sound(held, before.held, asked.plan or state.day.plan)
    if _has_other_lists(before.told, wanted):
        levels_hold(held, business_date(asked.at))
    if has_a_manager(before.told) and not has_a_manager(wanted):
        raise LastManager
    _nobody_at_work_goes(state, wanted)
    return (SettingsChanged(settings=wanted),)


def _has_other_lists(told: OfficeSettings, wanted: OfficeSettings) -> bool:
    """Whether the catalogue changes: what stands in it keeps nobody from saving."""
    return (told.levels, told.procedures) != (wanted.levels, wanted.procedures)


def _nobody_at_work_goes(state: State, wanted: OfficeSettings) -> None:
    """Whoever leaves, or helps no more, sits at no counter: he is helping there."""
    before = state.settings.told.clerks
    staying = {c.id for c in wanted.clerks if helps(c) or c in before}
    gone = {clerk.id for clerk in before} - staying
    for counter in state.day.counters.values():
        if counter.is_open and counter.clerk in gone:
            raise ClerkAtWork(clerk=counter.clerk, counter=counter.id)


RULES: Mapping[type, SettingsRule] = {ChangeSettings: change}
