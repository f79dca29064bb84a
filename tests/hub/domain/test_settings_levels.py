"""Levels end and begin; no procedure is left without one on a day that it holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from events.local_time import business_date
from events.plan import Names
from events.settings import (
    ChangeSettings,
    Level,
    OfficeSettings,
    Procedure,
    SettingsChanged,
)
from hub.domain.asked import Asked
from hub.domain.decide_state import decide_state
from hub.domain.refusals import ProcedureLevelOver
from hub.domain.settings_levels import levels_hold
from hub.domain.state import Settings, State
from tests.given import DAWN, SENDER
from tests.history import plan

TODAY = business_date(DAWN)
YESTERDAY, TOMORROW, LATER = (TODAY + timedelta(days=n) for n in (-1, 1, 30))
NAMES = Names(vi="Toàn trình", en="Fully online")
FULL = Level(id="full", names=NAMES)
ENDING = replace(FULL, valid_until=TODAY)
STAY = Procedure(id="stay", service="A", names=NAMES, level="full")


def lists(*rows: Level, **days: Any) -> OfficeSettings:
    """Return a catalogue of one procedure, in its days, and these levels."""
    return OfficeSettings(levels=rows, procedures=(replace(STAY, **days),))


HOLD = {
    "always": lists(FULL),
    "since before": lists(replace(FULL, valid_from=YESTERDAY)),
    "from today": lists(replace(FULL, valid_from=TODAY)),
    "as long as the procedure": lists(ENDING, valid_until=TODAY),
    "by a row after the other": lists(
        replace(FULL, names=Names(vi="Mới", en="New"), valid_from=TOMORROW), ENDING
    ),
    "by three rows": lists(
        ENDING,
        replace(FULL, valid_from=TOMORROW, valid_until=LATER),
        replace(FULL, valid_from=LATER + timedelta(days=1)),
    ),
    "once the procedure begins": lists(
        replace(FULL, valid_from=LATER), valid_from=LATER
    ),
    "until the last day there is": lists(replace(FULL, valid_until=date.max)),
    "for a procedure that is over": lists(
        replace(FULL, valid_until=date(2020, 1, 1)), valid_until=YESTERDAY
    ),
}


@pytest.mark.parametrize("settings", HOLD.values(), ids=HOLD.keys())
def test_a_level_holds_as_long_as_its_procedure(settings: OfficeSettings) -> None:
    """By one row, or by several that follow each other without a day between."""
    levels_hold(settings, TODAY)


GAPS = {
    "over today": (lists(ENDING), TOMORROW),
    "over already": (lists(replace(FULL, valid_until=YESTERDAY)), TODAY),
    "not begun": (lists(replace(FULL, valid_from=TOMORROW)), TODAY),
    "over before the procedure": (lists(ENDING, valid_until=TOMORROW), TOMORROW),
    "a day missing between": (
        lists(ENDING, replace(FULL, valid_from=LATER)),
        TOMORROW,
    ),
    "over when the procedure begins": (lists(ENDING, valid_from=LATER), LATER),
    "another's": (
        lists(ENDING, replace(FULL, id="other", valid_from=TOMORROW)),
        TOMORROW,
    ),
}


@pytest.mark.parametrize(("settings", "day"), GAPS.values(), ids=GAPS.keys())
def test_a_procedure_without_level_is_told(settings: OfficeSettings, day: date) -> None:
    """The first day is named on which the procedure holds and its level does not."""
    with pytest.raises(ProcedureLevelOver) as no:
        levels_hold(settings, TODAY)

    assert no.value.facts["day"] == f"{day:%d/%m/%Y}"
    assert "Thủ tục Toàn trình còn dùng" in no.value.text.vi
    assert "mức Toàn trình không" in no.value.text.vi
    assert "Procedure Fully online holds" in no.value.text.en


def ask(settings: OfficeSettings, state: State) -> Any:
    """Return what follows when a manager asks for these settings."""
    asked = Asked(
        command=ChangeSettings(settings=settings, revision=state.settings.revision),
        id="c-1",
        at=DAWN,
        by=SENDER,
        fresh="",
        plan=plan(),
    )
    return decide_state(state, asked)


def test_a_level_in_use_is_not_ended() -> None:
    """Its procedures move to another level first, in the same saving or before."""
    told = State(settings=Settings().after(lists(FULL), 7))
    with pytest.raises(ProcedureLevelOver):
        ask(lists(ENDING), told)

    moved = replace(STAY, level="part", valid_from=TOMORROW)
    part = replace(FULL, id="part")
    fits = OfficeSettings(
        levels=(ENDING, part), procedures=(replace(STAY, valid_until=TODAY), moved)
    )
    assert ask(fits, told) == (SettingsChanged(settings=fits),)


def test_standard_levels_count_for_own_procedures() -> None:
    """A manager who keeps no levels goes by the standard ones, and by their days."""
    begun = State(settings=Settings(standard=lists(ENDING), held=lists(ENDING)))
    own = OfficeSettings(procedures=(STAY,))

    with pytest.raises(ProcedureLevelOver):
        ask(own, begun)


def test_other_settings_are_saved_whatever_the_catalogue() -> None:
    """A catalogue that was told before keeps nobody from changing something else."""
    gap = lists(ENDING)
    for told in (Settings(standard=gap, held=gap), Settings().after(gap, 7)):
        wanted = replace(told.told, stops_at_closing=True)
        assert ask(wanted, State(settings=told)) == (SettingsChanged(settings=wanted),)
