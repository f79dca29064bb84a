"""The fake hub keeps the promise that the real one keeps."""

import pytest

from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.port_contract import RULES, Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_fake_hub_keeps_the_port(rule: Rule) -> None:
    """What the web is tested against behaves as the port says."""
    hub = FakeHub()
    rule(hub, hub)
