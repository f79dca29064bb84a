"""The rows of random days."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.hub.domain.house_of_help import HouseOfHelp
from tests.hub.projections.measured import row_laws


class HouseOfRows(HouseOfHelp):
    """The house, whose whole history is folded to rows in the end."""

    def teardown(self) -> None:
        """Check what the rows say against the state that the rules came to."""
        super().teardown()
        row_laws.all_hold(self.history, self.state)


def test_the_rows_of_every_history_are_true() -> None:
    """Whatever is asked in any order: spans add up, sessions fit, batches agree."""
    run_state_machine_as_test(
        HouseOfRows, settings=settings(max_examples=20, deadline=None)
    )
