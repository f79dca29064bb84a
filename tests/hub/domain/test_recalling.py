"""Calling again."""

from events.visit import Called, Recall
from hub.domain.refusals import CounterIsClosed, NobodyCalled
from tests.given import given
from tests.history import called, closed, issued, recalled, started

RECALL = Recall(counter="1")


def test_a_called_visit_is_called_again() -> None:
    """A recall announces the same visit once more, and counts."""
    given(issued("A001"), called("A001", to="1")).when(RECALL).then(
        recalled("A001", to="1", times=2)
    ).when(RECALL).then(recalled("A001", to="1", times=3))


def test_a_recall_is_no_new_call() -> None:
    """A visit counts as called since the first announcement."""
    first = given(issued("A001"), called("A001", to="1"))
    visit = first.and_then(recalled("A001", to="1")).day.visit_at("1")

    assert visit is not None
    assert visit.place == Called("1", first.last, times=2)
    assert visit.first_called_at == first.last


def test_nobody_to_call_again() -> None:
    """There is nobody to recall before a call."""
    given(issued("A001")).when(RECALL).refused(NobodyCalled, counter="1")


def test_whoever_sits_at_the_counter_is_not_called_again() -> None:
    """A visit being served needs no recall."""
    given(issued("A001"), called("A001", to="1"), started("A001", at="1")).when(
        RECALL
    ).refused(NobodyCalled, counter="1")


def test_a_closed_counter_recalls_nobody() -> None:
    """A closed counter does nothing but open."""
    given(closed("1")).when(RECALL).refused(CounterIsClosed, counter="1")
