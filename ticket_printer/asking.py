"""From a key to the hub and back: one press, one command, one ticket."""

from __future__ import annotations

import dataclasses

from events.device import PrintFailed, PrintFault
from events.replies import PASSING, Accepted
from events.visit import VisitClass
from ticket_printer.dispenser import (
    NOT_YET,
    NOTICE_S,
    Asking,
    Dispenser,
    Printing,
    Step,
    printer_fault,
)
from ticket_printer.effects import Abandon, Ask, AskAgain, Effect, Print, Report, Settle
from ticket_printer.job import job_of_reply
from ticket_printer.press import Press

RESEND_S = 1.5
GIVE_UP_S = 10.0
REPEAT_S = 2.0
PRIORITY_S = 10.0
MOST_WAITING = 3
REMEMBERED = 64


def service_pressed(
    dispenser: Dispenser, service: str, press_id: str, now: float
) -> Step:
    """Ask for a ticket, queue behind another press, or say at once why not."""
    if not dispenser.is_connected:
        return Step(_away(dispenser, now))
    press = Press(press_id, service, _class(dispenser, now), now)
    if _is_repeat(dispenser, press):
        return Step(dispenser)
    is_full = len(dispenser.waiting) >= MOST_WAITING
    if printer_fault(dispenser.printer) is not None or is_full:
        return Step(dataclasses.replace(dispenser, staff_until=now + NOTICE_S))
    return _ask_next(
        dataclasses.replace(
            dispenser,
            waiting=(*dispenser.waiting, press),
            priority_until=NOT_YET,
            staff_until=NOT_YET,  # that was for whoever pressed before
        ),
        now,
    )


def priority_pressed(dispenser: Dispenser, now: float) -> Step:
    """Give the next service key priority for 10 s, or take that back."""
    if not dispenser.is_connected:
        return Step(_away(dispenser, now))
    is_set = now < dispenser.priority_until
    until = NOT_YET if is_set else now + PRIORITY_S
    return Step(dataclasses.replace(dispenser, priority_until=until))


def connection_changed(dispenser: Dispenser, is_connected: bool, now: float) -> Step:
    """Go on asking where we were cut off; drop what was never asked."""
    changed = dataclasses.replace(dispenser, is_connected=is_connected)
    if is_connected:
        again = () if changed.asking is None else (AskAgain(changed.asking.press.id),)
        return Step(changed, again)
    if not changed.waiting:
        return Step(changed)
    dropped = tuple(Abandon(press) for press in changed.waiting)
    return Step(_away(dataclasses.replace(changed, waiting=()), now), dropped)


def accepted(dispenser: Dispenser, cause: str, reply: Accepted, now: float) -> Step:
    """Print the slip of the press we wait for; report one that comes too late."""
    if cause in dispenser.answered:
        return Step(dispenser)
    asking = dispenser.asking
    if asking is None or asking.press.id != cause:
        return _came_late(_answered(dispenser, cause), reply)
    job = job_of_reply(asking.press, reply)
    if job is None:
        return refused(dispenser, cause, "no-ticket", now)
    free = dataclasses.replace(
        _answered(dispenser, cause),
        asking=None,
        printing=(*dispenser.printing, Printing(job, asking.press.at)),
    )
    return _ask_next(free, now, Print(job))


def is_asked(dispenser: Dispenser, cause: str) -> bool:
    """Whether the hub was asked that, and has not answered."""
    return dispenser.asking is not None and dispenser.asking.press.id == cause


def refused(dispenser: Dispenser, cause: str, refusal: str, now: float) -> Step:
    """Show that staff can help; a refusal that passes is asked again."""
    asking = dispenser.asking
    if asking is None or asking.press.id != cause:
        return Step(dispenser)
    if refusal in PASSING:
        later = dataclasses.replace(asking, sent_at=now, was_resent=False)
        return Step(dataclasses.replace(dispenser, asking=later))
    free = dataclasses.replace(
        _answered(dispenser, cause), asking=None, staff_until=now + NOTICE_S
    )
    return _ask_next(free, now, Settle(cause))


def time_passed(dispenser: Dispenser, now: float) -> Step:
    """Ask once more after 1.5 s; give up what is older than 10 s."""
    late = tuple(p for p in dispenser.waiting if now - p.at >= GIVE_UP_S)
    still = tuple(p for p in dispenser.waiting if p not in late)
    kept = dataclasses.replace(dispenser, waiting=still)
    asking = kept.asking
    if asking is not None and now - asking.press.at >= GIVE_UP_S:
        late, kept = (asking.press, *late), dataclasses.replace(kept, asking=None)
    if late:
        return _ask_next(_gave_up(kept, now), now, *map(Abandon, late))
    if asking is None or not _is_resend_due(kept, asking, now):
        return Step(dispenser)
    again = Asking(asking.press, now, was_resent=True)
    effect = AskAgain(asking.press.id)
    return Step(dataclasses.replace(kept, asking=again), (effect,))


def _class(dispenser: Dispenser, now: float) -> VisitClass:
    is_priority = now < dispenser.priority_until
    return VisitClass.PRIORITY if is_priority else VisitClass.NORMAL


def _is_repeat(dispenser: Dispenser, press: Press) -> bool:
    """Whether the same key was just pressed and its slip is not out yet."""
    key = (press.service, press.visit_class)
    own = () if dispenser.asking is None else (dispenser.asking.press,)
    pending = [(p.service, p.visit_class, p.at) for p in (*own, *dispenser.waiting)]
    pending += [
        (p.job.service, p.job.visit_class, p.since)
        for p in dispenser.printing
        if not p.job.is_copy
    ]
    return any((s, c) == key and press.at - at < REPEAT_S for s, c, at in pending)


def _is_resend_due(dispenser: Dispenser, asking: Asking, now: float) -> bool:
    is_time = not asking.was_resent and now - asking.sent_at >= RESEND_S
    return dispenser.is_connected and is_time


def _ask_next(dispenser: Dispenser, now: float, *before: Effect) -> Step:
    if dispenser.asking is not None or not dispenser.waiting:
        return Step(dispenser, before)
    press, *rest = dispenser.waiting
    asks = dataclasses.replace(
        dispenser, asking=Asking(press, now), waiting=tuple(rest)
    )
    return Step(asks, (*before, Ask(press, press.at + GIVE_UP_S - now)))


def _answered(dispenser: Dispenser, cause: str) -> Dispenser:
    answered = (*dispenser.answered, cause)[-REMEMBERED:]
    return dataclasses.replace(dispenser, answered=answered)


def _came_late(dispenser: Dispenser, reply: Accepted) -> Step:
    """The visitor is gone, the visit stands: staff must see that it has no slip."""
    if reply.ticket is None or reply.visit is None:
        return Step(dispenser)
    fact = PrintFailed(visit=reply.visit, ticket=reply.ticket, fault=PrintFault.TIMEOUT)
    return Step(dispenser, (Report(fact),))


def _away(dispenser: Dispenser, now: float) -> Dispenser:
    return dataclasses.replace(
        dispenser, away_until=now + NOTICE_S, priority_until=NOT_YET
    )


def _gave_up(dispenser: Dispenser, now: float) -> Dispenser:
    until = now + NOTICE_S
    return dataclasses.replace(dispenser, staff_until=until, cut_until=until)
