"""Every history."""

from hypothesis.stateful import run_state_machine_as_test

from tests.hub.domain.house_machine import House


def test_every_history_keeps_the_laws() -> None:
    """Whatever is asked, in any order: numbers, places, undo and views are right."""
    run_state_machine_as_test(House)
