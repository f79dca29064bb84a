"""Every history."""

from hypothesis.stateful import run_state_machine_as_test

from tests.hub.domain.house_of_help import HouseOfHelp


def test_every_history_keeps_the_laws() -> None:
    """Whatever is asked, in any order: all adds up, sessions too."""
    run_state_machine_as_test(HouseOfHelp)
