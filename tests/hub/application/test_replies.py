"""What the sender of an accepted command hears."""

from __future__ import annotations

from events.day import CloseDay
from events.visit import AbandonVisit, CallNext, FinishServing, StartServing
from tests.hub.rig import Rig


def test_a_counters_act_names_the_visit_and_the_new_revision(rig: Rig) -> None:
    """Ticket, visit, state and revision come with every act at a counter."""
    rig.open_with("1", waiting=1)
    called = rig.accepted(CallNext(counter="1"))
    started = rig.accepted(StartServing(counter="1"))

    assert called.ticket == started.ticket == "A001"
    assert called.visit == started.visit
    assert (called.state, started.state) == ("called", "serving")
    assert called.revision is not None
    assert started.revision == called.revision + 1


def test_what_was_so_already_is_answered_as_fully(rig: Rig) -> None:
    """A command that changes nothing names the same visit and counter."""
    rig.open_with("1", waiting=2)
    rig.accepted(CallNext(counter="1"))
    first = rig.accepted(StartServing(counter="1"))
    again = rig.accepted(StartServing(counter="1"))
    rig.accepted(FinishServing(counter="1"))
    rig.accepted(AbandonVisit(ticket="A002"))
    gone = rig.accepted(AbandonVisit(ticket="A002"))

    assert (again.ticket, again.visit) == (first.ticket, first.visit)
    assert again.revision == first.revision
    assert again.at is None
    assert gone.ticket == "A002"


def test_closing_the_day_names_no_visit(rig: Rig) -> None:
    """The day's end is nobody's own, though many visits end with it."""
    rig.open_with(waiting=2)
    closed = rig.accepted(CloseDay())

    assert closed.ticket is None
    assert closed.visit is None
