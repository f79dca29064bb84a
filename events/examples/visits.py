"""Examples of what is asked for a visit and what happened to it."""

from __future__ import annotations

from events import visit
from events.examples import story

COMMANDS = (
    visit.IssueTicket(service="A"),
    visit.CallNext(counter="2", revision=412),
    visit.CallTicket(
        counter="2", ticket="A048", reason=visit.PickReason.CAME_BACK, revision=412
    ),
    visit.Recall(counter="2", revision=413),
    visit.StartServing(counter="2", revision=413),
    visit.FinishServing(counter="2", revision=414),
    visit.MarkNoShow(counter="2", revision=413),
    visit.ReturnVisit(ticket="A047"),
    visit.ParkVisit(counter="2", reason=visit.ParkReason.MISSING_PAPERS, revision=414),
    visit.TransferVisit(counter="2", to_service="B", to_counter="1", revision=414),
    visit.AbandonVisit(ticket="A047"),
    visit.ChangeClass(
        ticket="A047",
        visit_class=visit.VisitClass.PRIORITY,
        reason=visit.ClassReason.ASKED_AT_COUNTER,
    ),
    visit.Undo(counter="2", reason=visit.UndoReason.WRONG_KEY, revision=414),
)

EVENTS = (
    visit.TicketIssued(
        visit=story.VISIT,
        ticket="A047",
        service="A",
        visit_class=visit.VisitClass.NORMAL,
        channel=visit.Channel.BUTTON,
        device="dispenser-1",
    ),
    visit.VisitCalled(
        visit=story.VISIT,
        ticket="A047",
        counter="2",
        why=visit.Why(rule=visit.WhyRule.LONGEST_WAIT, minutes=23),
    ),
    visit.VisitRecalled(visit=story.VISIT, ticket="A047", counter="2", times=2),
    visit.ServingStarted(visit=story.VISIT, ticket="A047", counter="2"),
    visit.VisitServed(visit=story.VISIT, ticket="A047", counter="2"),
    visit.NoShowMarked(
        visit=story.VISIT, ticket="A047", counter="2", until=story.GRACE_ENDS_AT
    ),
    visit.VisitReturned(visit=story.VISIT, ticket="A047"),
    visit.VisitParked(
        visit=story.VISIT,
        ticket="A047",
        counter="2",
        reason=visit.ParkReason.MISSING_PAPERS,
    ),
    visit.VisitTransferred(
        visit=story.VISIT, ticket="A047", counter="2", service="B", to_counter="1"
    ),
    visit.VisitHandedOver(
        visit=story.VISIT, ticket="A047", counter="2", to_counter="1"
    ),
    visit.VisitAbandoned(visit=story.VISIT, ticket="A047"),
    visit.VisitExpired(visit=story.VISIT, ticket="A047"),
    visit.ClassChanged(
        visit=story.VISIT,
        ticket="A047",
        visit_class=visit.VisitClass.PRIORITY,
        reason=visit.ClassReason.ASKED_AT_COUNTER,
    ),
    visit.TicketRelabelled(visit=story.LATER_VISIT, was="A048", ticket="A901"),
    visit.WaitEstimated(
        visit=story.VISIT,
        ticket="A047",
        ahead=4,
        from_s=1010,
        to_s=1392,
        method="list-scheduling",
        schedule_s=1145,
    ),
)

ALL = (*COMMANDS, *EVENTS)
