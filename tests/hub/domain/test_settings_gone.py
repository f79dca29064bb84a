"""Settings that name what the site file has no more, and faults that stood before."""

import pytest
from msgspec.structs import replace

from events.plan import Names
from events.settings import (
    Clerk,
    Duty,
    OfficeSettings,
    Procedure,
    Role,
    ServiceOrder,
    SettingsChanged,
)
from hub.domain.refusals import (
    DutyOfTechnician,
    DutyTwice,
    DutyUnknownCounter,
    ProcedureUnknownLevel,
    ProcedureUnknownService,
    SkillUnknown,
    UnknownService,
)
from hub.domain.refused import Refused
from hub.domain.settings_gone import gone_counters, gone_services
from tests.history import plan
from tests.hub.domain.test_changing_settings import FULL, MANAGER, STAY, ask, told

CLERK = Clerk(id="NV-02", skills=("A", "Z"))
GONE = OfficeSettings(
    services=(ServiceOrder(service="Z", is_open=False),),
    clerks=(MANAGER, CLERK),
    roster=(Duty(weekday=1, counter="9", clerk="NV-02"),),
    procedures=(STAY, replace(STAY, id="old", service="Z")),
)


def test_rows_of_what_has_gone_keep_nobody_from_saving() -> None:
    """What stood in the settings already may stay, and other rows be changed."""
    state = told(GONE)
    wanted = replace(GONE, stops_at_closing=True)

    assert ask(wanted, 7, state) == (SettingsChanged(settings=wanted),)
    without = replace(GONE, services=(), roster=(), procedures=())
    assert ask(without, 7, state)


def procedure(id: str, service: str) -> Procedure:
    """Return a procedure of a service."""
    names = Names(vi="Việc mới", en="New")
    return Procedure(id=id, service=service, names=names, level="full")


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (
            replace(GONE, services=(*GONE.services, ServiceOrder(service="Y"))),
            UnknownService,
        ),
        (
            replace(GONE, clerks=(replace(MANAGER, skills=("Z",)), CLERK)),
            SkillUnknown,
        ),
        (
            replace(GONE, roster=(*GONE.roster, replace(GONE.roster[0], weekday=2))),
            DutyUnknownCounter,
        ),
        (
            replace(GONE, procedures=(*GONE.procedures, procedure("new", "Z"))),
            ProcedureUnknownService,
        ),
    ],
)
def test_new_rows_of_what_has_gone_are_refused(
    wanted: OfficeSettings, kind: type[Refused]
) -> None:
    """Beside a row that stood already, another of what is gone is refused."""
    with pytest.raises(kind):
        ask(wanted, 7, told(GONE))


def test_a_fault_made_by_another_row_is_refused() -> None:
    """A row that was sound before is no excuse: its level may not be taken from it."""
    with pytest.raises(ProcedureUnknownLevel):
        ask(replace(GONE, levels=(replace(FULL, id="other"),)), 7, told(GONE))


def test_what_has_gone_is_named() -> None:
    """Services of orders, skills and procedures, and counters of the roster."""
    assert gone_services(GONE, plan()) == ("Z",)
    assert gone_counters(GONE, plan()) == ("9",)
    assert gone_services(OfficeSettings(), plan()) == ()


TECHNICIAN = Clerk(id="KT-01", role=Role.TECHNICIAN)
SEAT = Duty(weekday=1, counter="2", clerk="KT-01")


def test_a_technician_is_not_rostered() -> None:
    """Neither by a new row nor by a new role of somebody who is rostered."""
    rostered = OfficeSettings(clerks=(MANAGER, TECHNICIAN), roster=(SEAT,))
    with pytest.raises(DutyOfTechnician) as no:
        ask(rostered)
    assert "KT-01" in no.value.text.vi
    as_clerk = replace(rostered, clerks=(MANAGER, Clerk(id="KT-01")))
    assert ask(as_clerk)
    with pytest.raises(DutyOfTechnician):
        ask(rostered, 7, told(as_clerk))


def test_a_clerk_is_rostered_once_a_day() -> None:
    """Two counters on one weekday are refused by name; an older roster stays."""
    twice = OfficeSettings(
        clerks=(MANAGER, Clerk(id="NV-02")),
        roster=(
            Duty(weekday=1, counter="2", clerk="NV-02"),
            Duty(weekday=1, counter="1", clerk="NV-02"),
        ),
    )
    with pytest.raises(DutyTwice) as no:
        ask(twice)
    assert no.value.text.vi.startswith(
        "Lịch trực Thứ Hai ghi NV-02 ở cả quầy 1 và quầy 2."
    )
    assert no.value.text.en.startswith("The roster of Monday has NV-02")
    back = replace(twice, roster=twice.roster[::-1], stops_at_closing=True)
    assert ask(back, 7, told(twice))
    other = (twice.roster[0], replace(twice.roster[1], weekday=2))
    assert ask(replace(twice, roster=other))
