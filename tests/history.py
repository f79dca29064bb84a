"""What happens in a house, told shortly: `called("A001", to="1")`.

Every field has a default; a test names only what matters. A visit's id is made from
its ticket, so that a ticket is enough to tell which visit is meant.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from events import counter, day, visit
from events.plan import CounterPlan, DayPlan, Names, Rules, ServicePlan
from events.visit import Channel, Place, VisitClass, Why, WhyRule
from tests.examples import story

OFFICE = story.OFFICE
DAY = story.DAY
FRESH = "visit-made-now"
NORMAL, PRIORITY = VisitClass.NORMAL, VisitClass.PRIORITY

SERVICES = tuple(
    ServicePlan(id=letter, names=Names(vi=f"Dịch vụ {letter}", en=f"Service {letter}"))
    for letter in "ABC"
)
DEFAULTS = Rules()
COUNTERS = (
    CounterPlan(id="1", serves=("A", "B")),
    CounterPlan(id="2", serves=("A", "B"), may_pick=True),
    CounterPlan(id="3", serves=("C",)),
)


def plan(
    *, counters: tuple[CounterPlan, ...] = COUNTERS, rules: Rules = DEFAULTS
) -> DayPlan:
    """Return the example house's plan: counters 1 and 2 serve A and B, counter 3 C."""
    return DayPlan(services=SERVICES, counters=counters, rules=rules)


def visit_id(ticket: str) -> str:
    """Return the id of a ticket's visit."""
    return f"visit-{ticket}"


# ── The day ───────────────────────────────────────────────────────────────────


def day_opened(
    plan_: DayPlan | None = None,
    on: date = DAY,
    carried: day.CarriedOver | None = None,
) -> day.DayOpened:
    """The books of a date were opened."""
    return day.DayOpened(office=OFFICE, day=on, plan=plan_ or plan(), carried=carried)


def day_closed(on: date = DAY, **books: Any) -> day.DayClosed:
    """The books were closed."""
    summed = {"issued": {}, "served": 0, "no_show": 0, "abandoned": 0, "expired": 0}
    return day.DayClosed(day=on, books=day.Books(**{**summed, **books}))


def configured(plan_: DayPlan) -> day.OfficeConfigured:
    """The office goes on by another plan."""
    return day.OfficeConfigured(plan=plan_)


# ── Counters ──────────────────────────────────────────────────────────────────


def opened(at: str, clerk: str | None = None) -> counter.CounterOpened:
    """A counter began to serve."""
    return counter.CounterOpened(counter=at, clerk=clerk)


def closed(at: str) -> counter.CounterClosed:
    """A counter stopped for the day."""
    return counter.CounterClosed(counter=at)


def paused(
    at: str, reason: counter.PauseReason = counter.PauseReason.BREAK
) -> counter.CounterPaused:
    """A counter stopped calling for a while."""
    return counter.CounterPaused(counter=at, reason=reason)


def resumed(at: str) -> counter.CounterResumed:
    """A counter calls again."""
    return counter.CounterResumed(counter=at)


def was(ticket: str, place: Place, **fields: Any) -> counter.VisitRestored:
    """Return a visit as it stood before what was undone."""
    return counter.VisitRestored(
        visit=visit_id(ticket),
        ticket=ticket,
        place=place,
        **{"service": ticket[0], **fields},
    )


def undone(
    at: str,
    act: str,
    *visits: counter.VisitRestored,
    restored: counter.CounterRestored,
    run: int = 0,
) -> counter.ActionUndone:
    """A counter's last act was taken back."""
    return counter.ActionUndone(
        counter=at,
        act=act,
        reason=visit.UndoReason.WRONG_KEY,
        visits=visits,
        restored=restored,
        priority_run=run,
    )


# ── Visits ────────────────────────────────────────────────────────────────────


def issued(
    ticket: str, visit_class: VisitClass = NORMAL, **fields: Any
) -> visit.TicketIssued:
    """A number was given."""
    return visit.TicketIssued(
        ticket=ticket,
        visit_class=visit_class,
        **{
            "visit": visit_id(ticket),
            "service": ticket[0],
            "channel": Channel.BUTTON,
            **fields,
        },
    )


def called(
    ticket: str,
    to: str,
    rule: WhyRule = WhyRule.LONGEST_WAIT,
    minutes: int = 0,
    **picked: Any,
) -> visit.VisitCalled:
    """A visit was called, by that rule; `minutes` is the rule's figure."""
    why = Why(rule=rule, minutes=minutes, **picked)
    return visit.VisitCalled(visit=visit_id(ticket), ticket=ticket, counter=to, why=why)


def recalled(ticket: str, to: str, times: int = 2) -> visit.VisitRecalled:
    """A called visit was announced again."""
    return visit.VisitRecalled(
        visit=visit_id(ticket), ticket=ticket, counter=to, times=times
    )


def started(ticket: str, at: str) -> visit.ServingStarted:
    """Clerk and visitor sat down together."""
    return visit.ServingStarted(visit=visit_id(ticket), ticket=ticket, counter=at)


def served(ticket: str, at: str) -> visit.VisitServed:
    """A visit was done."""
    return visit.VisitServed(visit=visit_id(ticket), ticket=ticket, counter=at)


def no_show(ticket: str, at: str, until: datetime) -> visit.NoShowMarked:
    """A called visitor did not come."""
    return visit.NoShowMarked(
        visit=visit_id(ticket), ticket=ticket, counter=at, until=until
    )


def returned(ticket: str, at: str | None = None) -> visit.VisitReturned:
    """A parked visit or a no-show is waiting again."""
    return visit.VisitReturned(visit=visit_id(ticket), ticket=ticket, counter=at)


def parked(
    ticket: str,
    at: str,
    reason: visit.ParkReason = visit.ParkReason.MISSING_PAPERS,
) -> visit.VisitParked:
    """A visit was set aside."""
    return visit.VisitParked(
        visit=visit_id(ticket), ticket=ticket, counter=at, reason=reason
    )


def transferred(
    ticket: str, at: str, to_service: str, to_counter: str | None = None
) -> visit.VisitTransferred:
    """A visit was sent on."""
    return visit.VisitTransferred(
        visit=visit_id(ticket),
        ticket=ticket,
        counter=at,
        service=to_service,
        to_counter=to_counter,
    )


def abandoned(ticket: str) -> visit.VisitAbandoned:
    """A visitor gave the number up."""
    return visit.VisitAbandoned(visit=visit_id(ticket), ticket=ticket)


def expired(ticket: str) -> visit.VisitExpired:
    """The day closed on a visit."""
    return visit.VisitExpired(visit=visit_id(ticket), ticket=ticket)


def class_changed(ticket: str, to: VisitClass) -> visit.ClassChanged:
    """A visit's class was corrected."""
    return visit.ClassChanged(
        visit=visit_id(ticket),
        ticket=ticket,
        visit_class=to,
        reason=visit.ClassReason.ASKED_AT_COUNTER,
    )


def relabelled(ticket: str, to: str) -> visit.TicketRelabelled:
    """A visit goes on under the number that its paper shows."""
    return visit.TicketRelabelled(visit=visit_id(ticket), was=ticket, ticket=to)


MORNING = (day_opened(), opened("1"), opened("2"))
