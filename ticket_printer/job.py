"""What one slip has to say: a ticket as the hub told it, and why it is printed."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from events.device import PrintSlip
from events.ids import MessageId, ServiceId, TicketLabel, VisitId
from events.replies import Accepted, WaitRange
from events.visit import VisitClass
from ticket_printer.press import Press


class Job(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A slip to print; `order` is set where staff asked for it, `at` is hub time."""

    id: MessageId
    visit: VisitId
    ticket: TicketLabel
    service: ServiceId
    visit_class: VisitClass = field(name="class", default=VisitClass.NORMAL)
    at: datetime | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    follow: str | None = None
    is_copy: bool = False
    order: MessageId | None = None


def job_of_reply(press: Press, reply: Accepted) -> Job | None:
    """Return the slip for an accepted press, or None if the reply names no ticket."""
    if reply.ticket is None or reply.visit is None:
        return None
    return Job(
        id=press.id,
        visit=reply.visit,
        ticket=reply.ticket,
        service=reply.service or press.service,
        visit_class=reply.visit_class or press.visit_class,
        at=reply.at,
        ahead=reply.ahead,
        wait=reply.wait,
        follow=reply.follow,
    )


def job_of_order(order_id: str, order: PrintSlip) -> Job:
    """Return the slip that staff ordered: the same number, marked as a copy."""
    return Job(
        id=order_id,
        visit=order.visit,
        ticket=order.ticket,
        service=order.service,
        visit_class=order.visit_class,
        at=order.at,
        ahead=order.ahead,
        wait=order.wait,
        follow=order.follow,
        is_copy=True,
        order=order_id,
    )
