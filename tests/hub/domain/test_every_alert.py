"""Every alert."""

from hypothesis.stateful import run_state_machine_as_test

from tests.hub.domain.house_of_alerts import HouseOfAlerts


def test_every_alert_keeps_the_laws() -> None:
    """None is open twice about one thing; each that ends began; a replay agrees."""
    run_state_machine_as_test(HouseOfAlerts)
