"""An office, its events and its visits, for the web's tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from events import visit
from events.plan import Names
from events.replies import RefusalReply, Sentence
from firmware_config.site import CounterSite, Office, ScreenSettings, Service, Site
from hub.web.port import VisitPlace, VisitView

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)

SITE = Site(
    office=Office(
        id="hk01",
        name=Names("Bưu điện Hoàn Kiếm", "Hoan Kiem Post Office"),
        operator="Bưu điện",
        phase="1",
        demo=True,
    ),
    screen=ScreenSettings(viewing_distance_m=5.0, height_mm=535),
    services=(
        Service(id="A", name=Names("Cư trú, căn cước", "Residence, ID card")),
        Service(id="B", name=Names("Hộ tịch", "Birth, marriage, death")),
        Service(id="C", name=Names("Đất đai, kinh doanh", "Land, business")),
        Service(id="D", name=Names("Bảo hiểm, giao thông", "Insurance, driving")),
        Service(id="T", name=Names("Tra cứu, nhận kết quả", "Look up, collect")),
    ),
    counters=(
        CounterSite(id="1", serves=("A", "B", "C", "D", "T"), direction="left"),
        CounterSite(id="2", serves=("A", "B", "C", "D", "T"), direction="right"),
        CounterSite(id="3", serves=("A", "B", "C", "D", "T"), direction="straight"),
        CounterSite(id="12", serves=("A", "B", "C", "D", "T"), direction="up"),
    ),
)


def refused(name: str) -> RefusalReply:
    """A refusal of that name."""
    return RefusalReply(refusal=name, text=Sentence(vi=f"Từ chối {name}.", en=name))


def issued(ticket: str) -> visit.TicketIssued:
    """A ticket was taken."""
    return visit.TicketIssued(
        visit="v",
        ticket=ticket,
        service=ticket[0],
        visit_class=visit.VisitClass.NORMAL,
        channel=visit.Channel.WEB,
    )


def called(ticket: str, to: str) -> visit.VisitCalled:
    """A ticket was called."""
    why = visit.Why(rule=visit.WhyRule.LONGEST_WAIT, minutes=3)
    return visit.VisitCalled(visit="v", ticket=ticket, counter=to, why=why)


def view(place: VisitPlace = VisitPlace.WAITING, **known: Any) -> VisitView:
    """A visit as its visitor sees it: A047, 4 ahead."""
    given: dict[str, Any] = {
        "id": "v",
        "ticket": "A047",
        "service": "A",
        "names": SITE.services[0].name,
        "place": place,
        "day": DAY,
        "since": NOON,
    }
    if place == VisitPlace.WAITING:
        given["ahead"] = 4
    return VisitView(**(given | known))
