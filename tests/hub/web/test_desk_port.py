"""The real application keeps the promise that the web is built on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from hub.application.clock import SteadyClock
from hub.bootstrap import build_core
from hub.store.memory import MemoryEventStore
from hub.web.desk import Desk
from tests.hub.web.office_examples import SITE
from tests.hub.web.port_contract import RULES, Rule

# Three in the morning, the time stands, and it is no demo: no day opens by itself.
NIGHT = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
OFFICE = replace(SITE, office=replace(SITE.office, demo=False))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_desk_keeps_the_port(rule: Rule) -> None:
    """What the web was tested against is what it gets."""
    clock = SteadyClock(wall=lambda: NIGHT, monotonic=lambda: 0.0)
    core = build_core(OFFICE, MemoryEventStore(), b"k" * 32, clock, "http://127.0.0.1")
    core.start()
    try:
        desk = Desk(core.office, core.devices, core.tokens, clock, lambda *_: "order-1")
        rule(desk, core.board)
    finally:
        core.stop()
