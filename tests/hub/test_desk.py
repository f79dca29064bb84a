"""The real desk keeps what the web was promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from events.day import CloseDay, ConfigureOffice
from events.device import Connection, DeviceStatus, PrintSlip
from events.replies import RefusalReply
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ParkVisit,
    StartServing,
)
from hub.web.desk import ORDER_LASTS, Desk
from hub.web.port import VisitPlace, VisitView
from tests.hub.rig import NINE, Letterbox, Rig
from tests.hub.web.port_contract import RULES, Rule

DISPENSER = "dispenser-1"
READY = DeviceStatus(
    status=Connection.READY, session="s-1", boot="b-1", version="0.1.0"
)


class Seat:
    """A desk over a core, and the orders that it gave."""

    def __init__(self) -> None:
        self.rig = Rig()
        self.orders: list[tuple[str, Any, Any]] = []
        core = self.rig.core
        self.desk = Desk(
            core.office, core.devices, core.tokens, core.clock, self._order
        )

    def _order(self, device: str, body: Any, expires: Any) -> str:
        self.orders.append((device, body, expires))
        return "order-1"

    def view(self, follow: str | None) -> VisitView:
        """Return the visit behind a follow address."""
        assert follow is not None
        view = self.desk.visit_by_token(follow.rpartition("/")[2])
        assert view is not None
        return view

    def reprinted(self, ticket: str) -> str | None:
        """Order a reprint, and return its ticket or the refusal's name."""
        said = self.desk.order_reprint(ticket)
        return said.refusal if isinstance(said, RefusalReply) else said.ticket

    def press(self) -> str:
        """Take a number at the dispenser."""
        box = Letterbox(self.rig)
        box.put(IssueTicket(service="A"), device=DISPENSER)
        return str(box.wait(1)[0].ticket)


@pytest.fixture
def seat() -> Iterator[Seat]:
    """A desk with nothing committed yet."""
    seat = Seat()
    yield seat
    seat.rig.stop()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_desk_keeps_the_port(seat: Seat, rule: Rule) -> None:
    """The application does what the web was tested against."""
    rule(seat.desk, seat.rig.core.board)


def test_a_follower_sees_the_whole_visit(seat: Seat) -> None:
    """From waiting to served: place, people ahead, counter, instants."""
    rig = seat.rig
    rig.open_with("1", waiting=1)
    follow = rig.accepted(IssueTicket(service="A")).follow
    waiting = seat.view(follow)
    assert (waiting.place, waiting.ahead) == (VisitPlace.WAITING, 1)
    assert waiting.counter is None

    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.clock.goes(minutes=5)
    rig.accepted(CallNext(counter="1"))
    called = seat.view(follow)
    assert (called.place, called.counter) == (VisitPlace.CALLED, "1")
    assert called.since == rig.clock.at

    rig.accepted(StartServing(counter="1"))
    assert seat.view(follow).place is VisitPlace.SERVING
    rig.accepted(FinishServing(counter="1"))
    served = seat.view(follow)
    assert (served.place, served.started) == (VisitPlace.SERVED, rig.clock.at)
    assert (served.ticket, served.names.en) == ("A002", "Residence, ID card")


def test_a_follower_sees_the_by_ways(seat: Seat) -> None:
    """No-show with its grace, parked, abandoned, expired."""
    rig = seat.rig
    rig.open_with("1")
    follows = [rig.accepted(IssueTicket(service="A")).follow for _ in range(4)]
    rig.accepted(CallNext(counter="1"))
    rig.accepted(MarkNoShow(counter="1"))
    rig.accepted(CallNext(counter="1"))
    rig.accepted(StartServing(counter="1"))
    rig.accepted(ParkVisit(counter="1"))
    rig.accepted(AbandonVisit(ticket="A003"))
    views = [seat.view(follow) for follow in follows]
    assert [v.place for v in views] == ["no-show", "parked", "abandoned", "waiting"]
    assert views[0].until == NINE + timedelta(minutes=20)

    rig.accepted(CloseDay())
    assert seat.view(follows[3]).place is VisitPlace.EXPIRED


def test_a_dropped_service_keeps_its_letter(seat: Seat) -> None:
    """A visit of a service that the site file dropped is shown all the same."""
    seat.rig.open_with()
    follow = seat.rig.accepted(IssueTicket(service="D")).follow
    seat.rig.accepted(AbandonVisit(ticket="D001"))
    plan = seat.rig.site.plan()
    seat.rig.accepted(ConfigureOffice(plan=replace(plan, services=plan.services[:3])))

    assert seat.view(follow).names.vi == "D"


def test_a_slip_is_ordered_where_it_came_from(seat: Seat) -> None:
    """A reprint is the same number, for the dispenser that gave it, for a minute."""
    seat.rig.open_with()
    ticket = seat.press()
    seat.rig.core.devices.heard_status(DISPENSER, READY)

    assert seat.reprinted(ticket) == "A001"

    [(device, slip, expires)] = seat.orders
    assert (device, expires) == (DISPENSER, NINE + ORDER_LASTS)
    assert isinstance(slip, PrintSlip)
    assert (slip.ticket, slip.ahead, slip.at) == ("A001", 0, NINE)
    assert slip.follow == seat.rig.core.tokens.url(slip.visit)


def test_a_slip_that_cannot_be_ordered_is_refused(seat: Seat) -> None:
    """Taken elsewhere, or its dispenser is away: staff hear which."""
    seat.rig.open_with(waiting=1)
    ticket = seat.press()

    assert seat.reprinted("A001") == "not-printed-here"
    assert seat.reprinted(ticket) == "no-connection"
    assert seat.orders == []


def words(seat: Seat) -> list[str]:
    """Return what is wrong by the desk's health, in its stable words."""
    return [each["problem"] for each in seat.desk.health()["problems"]]


def test_health_says_what_is_wrong(seat: Seat) -> None:
    """Store, broker, clock: every trouble is named, the gravest first."""
    seat.rig.open_with()
    health = seat.desk.health()
    assert (health["status"], health["day"]) == ("ok", "2026-11-23")

    seat.desk.clock_jump = lambda: timedelta(hours=1)
    assert words(seat) == ["clock-jumped"]
    seat.desk.broker_is_up = lambda: False
    assert words(seat) == ["broker-away", "clock-jumped"]
    assert seat.desk.health()["status"] == "degraded"
    seat.rig.trying.is_broken = True
    seat.rig.refused(IssueTicket(service="A"))
    assert words(seat)[0] == "store-cannot-write"
    assert seat.desk.health()["status"] == "failing"


def test_devices_are_shown(seat: Seat) -> None:
    """Every device of the site file can be looked at."""
    assert len(seat.desk.devices()) == 6
