"""A manager changes the settings."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from events.counter import CounterOpened
from events.day import DayOpened
from events.local_time import HERE
from events.plan import Names
from events.settings import (
    ChangeSettings,
    Clerk,
    Duty,
    Holiday,
    Level,
    OfficeSettings,
    OpeningHours,
    Procedure,
    Role,
    ServiceOrder,
    SettingsChanged,
)
from hub.domain.asked import Asked
from hub.domain.decide_state import decide_state
from hub.domain.evolve_state import fold_state
from hub.domain.refusals import (
    ClerkAtWork,
    CodesAlike,
    DatesReversed,
    DutyUnknownClerk,
    DutyUnknownCounter,
    HoursReversed,
    LastManager,
    ProcedureUnknownLevel,
    ProcedureUnknownService,
    RowTwice,
    SkillUnknown,
    StaleSettings,
    UnknownService,
)
from hub.domain.refused import Refused
from hub.domain.state import Settings, State
from tests.given import DAWN, SENDER
from tests.history import plan
from tests.hub.written import written

NAMES = Names(vi="Đăng ký tạm trú", en="Temporary residence")
FULL = Level(id="full", names=Names(vi="Toàn trình", en="Fully online"))
STAY = Procedure(id="stay", service="A", names=NAMES, level="full")
STANDARD = OfficeSettings(levels=(FULL,), procedures=(STAY,))
BEGUN = State(settings=Settings(held=STANDARD, standard=STANDARD))
MANAGER = Clerk(id="QL-01", role=Role.MANAGER)
SHUT_A = OfficeSettings(services=(ServiceOrder(service="A", is_open=False),))


def ask(settings: OfficeSettings, revision: int = 0, state: State = BEGUN) -> Any:
    """Return what follows when a manager asks for these settings."""
    asked = Asked(
        command=ChangeSettings(settings=settings, revision=revision),
        id="c-1",
        at=DAWN.astimezone(HERE),
        by=SENDER,
        fresh="",
        plan=plan(),
    )
    return decide_state(state, asked)


def told(settings: OfficeSettings, state: State = BEGUN) -> State:
    """Return the office after these settings were told, at position 7."""
    event = SettingsChanged(settings=settings)
    return fold_state([written(7, event=event)], state)


def test_settings_are_changed_as_a_whole() -> None:
    """What a manager tells takes the place of everything told before."""
    assert ask(SHUT_A) == (SettingsChanged(settings=SHUT_A),)
    state = told(OfficeSettings(stops_at_closing=True), told(SHUT_A))
    assert state.settings.told == OfficeSettings(stops_at_closing=True)


def test_a_change_goes_by_what_was_seen() -> None:
    """Whoever has not seen the last change is refused; its own revision is taken."""
    state = told(SHUT_A)
    with pytest.raises(StaleSettings):
        ask(OfficeSettings(), 0, state)

    assert state.settings.revision == 7
    assert ask(OfficeSettings(), 7, state) == (
        SettingsChanged(settings=OfficeSettings()),
    )


def test_the_same_settings_are_no_news() -> None:
    """What holds already changes nothing, whatever the sender has seen."""
    assert ask(SHUT_A, 0, told(SHUT_A)) == ()
    assert ask(OfficeSettings()) == ()


def test_lists_left_empty_are_the_standard_ones() -> None:
    """Levels and procedures are the standard ones until a manager tells his own."""
    assert told(SHUT_A).settings.held == replace(
        SHUT_A, levels=(FULL,), procedures=(STAY,)
    )
    own = OfficeSettings(procedures=(replace(STAY, service="B"),))
    held = told(own).settings.held
    assert held.procedures == own.procedures
    assert held.levels == (FULL,)
    assert told(OfficeSettings(), told(own)).settings.held == STANDARD


FAULTS = {
    "an unknown service": (
        OfficeSettings(services=(ServiceOrder(service="Z"),)),
        UnknownService,
    ),
    "a service twice": (
        OfficeSettings(services=(ServiceOrder(service="A"),) * 2),
        RowTwice,
    ),
    "a clerk twice": (OfficeSettings(clerks=(MANAGER, MANAGER)), RowTwice),
    "codes that differ in capitals alone": (
        OfficeSettings(clerks=(MANAGER, Clerk(id="ql-01"))),
        CodesAlike,
    ),
    "an unknown skill": (
        OfficeSettings(clerks=(Clerk(id="NV-03", skills=("A", "Z")),)),
        SkillUnknown,
    ),
    "a duty of nobody": (
        OfficeSettings(roster=(Duty(weekday=1, counter="1", clerk="NV-03"),)),
        DutyUnknownClerk,
    ),
    "a duty nowhere": (
        OfficeSettings(
            clerks=(MANAGER,), roster=(Duty(weekday=1, counter="9", clerk="QL-01"),)
        ),
        DutyUnknownCounter,
    ),
    "two at one counter": (
        OfficeSettings(
            clerks=(MANAGER,),
            roster=(Duty(weekday=1, counter="1", clerk="QL-01"),) * 2,
        ),
        RowTwice,
    ),
    "closing before opening": (
        OfficeSettings(hours=(OpeningHours(weekday=1, opens="17:00", closes="07:30"),)),
        HoursReversed,
    ),
    "open for no time": (
        OfficeSettings(hours=(OpeningHours(weekday=1, opens="08:00", closes="08:00"),)),
        HoursReversed,
    ),
    "a weekday twice": (
        OfficeSettings(
            hours=(OpeningHours(weekday=1, opens="07:30", closes="17:00"),) * 2
        ),
        RowTwice,
    ),
    "a holiday twice": (
        OfficeSettings(holidays=(Holiday(day=date(2027, 1, 1), names=NAMES),) * 2),
        RowTwice,
    ),
    "an unknown level": (
        OfficeSettings(procedures=(replace(STAY, level="4"),)),
        ProcedureUnknownLevel,
    ),
    "levels without that of a standard procedure": (
        OfficeSettings(levels=(replace(FULL, id="other"),)),
        ProcedureUnknownLevel,
    ),
    "a procedure of no service": (
        OfficeSettings(procedures=(replace(STAY, service="Z"),)),
        ProcedureUnknownService,
    ),
    "a procedure that ends before it begins": (
        OfficeSettings(
            procedures=(
                replace(
                    STAY, valid_from=date(2027, 1, 1), valid_until=date(2026, 1, 1)
                ),
            )
        ),
        DatesReversed,
    ),
    "a procedure twice at one time": (
        OfficeSettings(procedures=(STAY, replace(STAY, valid_from=date(2027, 1, 1)))),
        RowTwice,
    ),
}


@pytest.mark.parametrize(("settings", "kind"), FAULTS.values(), ids=FAULTS.keys())
def test_settings_that_do_not_fit_are_refused(
    settings: OfficeSettings, kind: type[Refused]
) -> None:
    """What names something that is not there, or twice, is refused by name."""
    with pytest.raises(kind) as no:
        ask(settings)

    assert no.value.text.vi


def test_rows_of_one_procedure_follow_each_other() -> None:
    """A procedure may change its level from a date on: one row ends, another begins."""
    until = replace(STAY, valid_until=date(2026, 12, 31))
    after = replace(STAY, valid_from=date(2027, 1, 1))

    assert ask(OfficeSettings(procedures=(until, after)))


def test_one_manager_stays() -> None:
    """Once there is a manager, settings without an active one are refused."""
    state = told(OfficeSettings(clerks=(MANAGER, Clerk(id="NV-03"))))
    gone = OfficeSettings(clerks=(replace(MANAGER, is_active=False),))

    with pytest.raises(LastManager):
        ask(gone, 7, state)
    with pytest.raises(LastManager):
        ask(OfficeSettings(), 7, state)
    assert ask(OfficeSettings(clerks=(Clerk(id="NV-03"),)))


def test_a_clerk_is_taken_off_the_list() -> None:
    """A code goes from the list, unless the roster names it or it sits at a counter."""
    both = OfficeSettings(clerks=(MANAGER, Clerk(id="NV-03")))
    state = told(both)
    alone = OfficeSettings(clerks=(MANAGER,))
    assert ask(alone, 7, state) == (SettingsChanged(settings=alone),)
    duty = Duty(weekday=1, counter="1", clerk="NV-03")
    with pytest.raises(DutyUnknownClerk):
        ask(replace(alone, roster=(duty,)), 7, state)

    opened = at_counter(state, "NV-03")
    with pytest.raises(ClerkAtWork) as no:
        ask(alone, 7, opened)
    assert "NV-03" in no.value.text.vi
    assert ask(alone, 7, at_counter(opened, "QL-01"))


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.TECHNICIAN}])
def test_a_clerk_at_a_counter_goes_on_helping(change) -> None:
    """Who sits at a counter is not switched off, nor made a technician."""
    trained = Clerk(id="NV-03", skills=("A",))
    state = told(OfficeSettings(clerks=(MANAGER, trained)))
    wanted = OfficeSettings(clerks=(MANAGER, replace(trained, **change)))
    more = replace(wanted, stops_at_closing=True)

    with pytest.raises(ClerkAtWork):
        ask(wanted, 7, at_counter(state, "NV-03"))
    assert ask(wanted, 7, at_counter(state, "QL-01"))
    assert ask(more, 7, at_counter(told(wanted), "NV-03")), "what was so before stands"


def at_counter(state: State, clerk: str) -> State:
    """Return the office with this clerk at counter 1."""
    events: tuple[Any, ...] = (CounterOpened(counter="1", clerk=clerk),)
    if not state.day.is_open:
        opened = DayOpened(office="hk01", day=date(2026, 11, 23), plan=plan())
        events = (opened, *events)
    return fold_state([written(8 + n, event=e) for n, e in enumerate(events)], state)
