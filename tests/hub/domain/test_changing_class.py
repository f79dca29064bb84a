"""Correcting a visit's class."""

from events.visit import CallNext, ChangeClass, ClassReason, WhyRule
from hub.domain.refusals import UnknownTicket, VisitEnded
from tests.given import at, given
from tests.history import NORMAL, PRIORITY, abandoned, called, class_changed, issued

RAISE = ChangeClass(
    ticket="A002", visit_class=PRIORITY, reason=ClassReason.ASKED_AT_COUNTER
)


def test_a_class_is_corrected() -> None:
    """A clerk corrects the class of a visit, with a reason."""
    given(issued("A002")).when(RAISE).then(class_changed("A002", to=PRIORITY))


def test_a_corrected_visit_is_called_by_its_new_class() -> None:
    """From then on the visit counts as of its new class, its arrival unchanged."""
    given(
        at("08:00"),
        issued("A001"),
        at("08:05"),
        issued("A002"),
        class_changed("A002", to=PRIORITY),
    ).when(CallNext(counter="1"), at="08:10").then(
        called("A002", to="1", rule=WhyRule.PRIORITY, minutes=15)
    )


def test_a_class_that_is_right_stays() -> None:
    """Correcting to the class a visit has changes nothing."""
    given(issued("A002", PRIORITY)).when(RAISE).nothing_happens()


def test_a_class_can_be_taken_back() -> None:
    """A class pressed by mistake is corrected the other way."""
    lower = ChangeClass(
        ticket="A002", visit_class=NORMAL, reason=ClassReason.ASKED_AT_COUNTER
    )

    given(issued("A002", PRIORITY)).when(lower).then(class_changed("A002", to=NORMAL))


def test_the_class_of_a_visit_that_is_over_stays() -> None:
    """A visit that has ended keeps its class."""
    given(issued("A002"), abandoned("A002")).when(RAISE).refused(
        VisitEnded, ticket="A002"
    )


def test_only_todays_tickets_have_a_class() -> None:
    """A ticket that was not issued today has no class."""
    given().when(RAISE).refused(UnknownTicket, ticket="A002")
