"""Called and not come."""

from datetime import timedelta

from events.visit import CallNext, MarkNoShow, NoShow, ReturnVisit, WhyRule
from hub.domain.refusals import CounterIsClosed, GraceOver, NobodyCalled
from tests.given import History, at, given
from tests.history import called, closed, issued, no_show, returned, started

MARK = MarkNoShow(counter="1")
GRACE = timedelta(minutes=20)


def marked() -> History:
    """Return a history in which A001 did not come at 08:00, and A002 waits."""
    history = given(issued("A001"), issued("A002"), called("A001", to="1"), at("08:00"))
    return history.and_then(no_show("A001", at="1", until=history.now + GRACE))


def test_whoever_does_not_come_is_marked() -> None:
    """A called visit that does not come keeps its place for the grace time."""
    called_one = given(issued("A001"), called("A001", to="1"), at("08:00"))
    until = called_one.now + GRACE

    done = called_one.when(MARK, at="08:00").then(no_show("A001", at="1", until=until))
    visit = done.day.visit_of("A001")

    assert visit is not None
    assert visit.place == NoShow("1", done.last, until)
    assert done.day.visit_at("1") is None


def test_only_the_called_are_marked() -> None:
    """There is nobody to mark before a call, or after the start."""
    given(issued("A001")).when(MARK).refused(NobodyCalled, counter="1")
    given(issued("A001"), called("A001", to="1"), started("A001", at="1")).when(
        MARK
    ).refused(NobodyCalled, counter="1")


def test_a_closed_counter_marks_nobody() -> None:
    """A closed counter does nothing but open."""
    given(closed("1")).when(MARK).refused(CounterIsClosed, counter="1")


def test_a_no_show_may_return_within_the_grace_time() -> None:
    """Up to the last minute of the grace time a no-show may come back."""
    marked().when(ReturnVisit(ticket="A001"), at="08:20").then(returned("A001"))


def test_a_no_show_may_not_return_after_the_grace_time() -> None:
    """After the grace time a new number is needed."""
    marked().when(ReturnVisit(ticket="A001"), at="08:21").refused(
        GraceOver, ticket="A001", until="08:20"
    )


def test_a_returned_no_show_keeps_the_arrival() -> None:
    """A no-show who came back is called before those who came later."""
    marked().when(ReturnVisit(ticket="A001"), at="08:03").then(returned("A001")).when(
        CallNext(counter="1"), at="08:03"
    ).then(called("A001", to="1", rule=WhyRule.LONGEST_WAIT, minutes=30))


def test_the_counter_is_free_for_the_next() -> None:
    """After a no-show the counter calls the next."""
    marked().when(CallNext(counter="1"), at="08:01").then(
        called("A002", to="1", minutes=27)
    )
