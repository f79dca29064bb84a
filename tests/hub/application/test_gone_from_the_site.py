"""A counter and a service go from the site file while the settings name them."""

from __future__ import annotations

import logging

import pytest
from msgspec.structs import replace

from events.day import OpenDay
from events.local_time import business_date
from events.plan import Names
from events.settings import (
    ChangeSettings,
    Clerk,
    Duty,
    OfficeSettings,
    Procedure,
    Role,
    ServiceOrder,
)
from hub.application.managed import managed
from hub.bootstrap import build_core
from tests.hub.rig import NINE, SECRET, URL, Rig

CLERK = Clerk(id="NV-02", skills=("A", "D"))
STAFF = (Clerk(id="QL-01", role=Role.MANAGER), CLERK)
SETTINGS = OfficeSettings(
    clerks=STAFF,
    services=(ServiceOrder(service="D", daily_cap=5),),
    roster=(
        Duty(weekday=1, counter="1", clerk="NV-02"),
        Duty(weekday=2, counter="3", clerk="NV-02"),
    ),
    procedures=tuple(
        Procedure(id=id, service=s, names=Names(vi=id, en=id), level="full")
        for id, s in (("stay", "A"), ("old", "D"))
    ),
)


def change(rig: Rig, settings: OfficeSettings) -> None:
    """Have a manager tell these settings."""
    seen = rig.core.board.state.settings.revision
    rig.accepted(ChangeSettings(settings=settings, revision=seen))


@pytest.fixture
def smaller(rig: Rig) -> Rig:
    """A hub that begins anew after counter 3 and service D were taken out."""
    change(rig, SETTINGS)
    site = rig.site
    counters = tuple(
        replace(c, serves=tuple(s for s in c.serves if s != "D"))
        for c in site.counters
        if c.id != "3"
    )
    services = tuple(s for s in site.services if s.id != "D")
    boxes = tuple(b for b in site.boxes if b.counter != "3")
    rig.site = replace(site, services=services, counters=counters, boxes=boxes)
    rig.restart()
    return rig


def test_the_manager_goes_on_saving(smaller: Rig) -> None:
    """Everything else is changed, the dead rows staying or going."""
    change(smaller, replace(SETTINGS, stops_at_closing=True))
    change(smaller, OfficeSettings(clerks=STAFF))

    told = smaller.core.board.state.settings.told
    assert told == OfficeSettings(clerks=STAFF)


def test_the_dead_rows_have_no_effect(smaller: Rig) -> None:
    """Day, roster, skills and catalogue are as if those rows were not there."""
    smaller.accepted(OpenDay())
    orders = smaller.core.board.now.day.plan.told
    assert (orders.caps, orders.usual_min) == ({}, {})
    assert orders.rostered == {"1": "NV-02"}
    assert orders.skills == {"NV-02": ("A",)}
    seen = managed(smaller.core.board.state, business_date(NINE))
    assert [row.id for row in seen.catalogue.procedures] == ["stay"]


def test_a_technician_is_not_rostered(rig: Rig) -> None:
    """Neither a duty nor a new role puts who looks after machines at a counter."""
    technician = Clerk(id="KT-01", role=Role.TECHNICIAN)
    duty = Duty(weekday=1, counter="2", clerk="KT-01")
    wanted = OfficeSettings(clerks=(*STAFF, technician), roster=(duty,))
    asked = ChangeSettings(settings=wanted, revision=0)

    assert rig.refused(asked) == "duty-of-technician"
    change(rig, replace(wanted, clerks=(*STAFF, Clerk(id="KT-01"))))
    seen = rig.core.board.state.settings.revision
    assert rig.refused(ChangeSettings(settings=wanted, revision=seen)) == (
        "duty-of-technician"
    )


def test_the_start_says_what_is_without_effect(
    smaller: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """One warning names the service and the counter, and where to take them out."""
    smaller.stop()
    with caplog.at_level(logging.WARNING, "hub.bootstrap.core"):
        core = build_core(smaller.site, smaller.store, SECRET, smaller.clock, URL)
        core.start()
        core.ticker.stop()
    smaller.core = core

    (said,) = (r.getMessage() for r in caplog.records if "settings" in r.getMessage())
    assert "(service D, counter 3)" in said
    assert "/manage" in said
