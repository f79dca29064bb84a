"""The real hub's web without broker or disk: rules, writer, doors, a free port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from events.ids import new_id
from firmware_config.load import PROFILES, load_site
from hub.application.clock import SteadyClock
from hub.application.ports import EventStore
from hub.application.vault_desk import VaultDesk
from hub.bootstrap import Core, build_core
from hub.store.memory import MemoryEventStore
from hub.store.vault import MemoryVault
from hub.web.app import create_server
from hub.web.desk import Desk
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.hub.web.http_client import site_on

SITE = site_on(load_site(PROFILES / "demo.toml"), 0)


def ordered(*_said: Any, **_how: Any) -> str:
    """Take an order for a dispenser that is not there."""
    return new_id()


@contextmanager
def open_hub(
    store: EventStore | None = None, **settings: Any
) -> Iterator[tuple[Core, WebServer]]:
    """Run a hub's core and its web; both end with the block."""
    clock = SteadyClock()
    store = store or MemoryEventStore()
    core = build_core(SITE, store, b"s" * 32, clock, "http://127.0.0.1:8080")
    core.start()
    vault = VaultDesk(MemoryVault(), clock)
    desk = Desk(core.office, core.devices, core.tokens, clock, ordered)
    web = create_server(
        desk, core.board, WebSettings(site=SITE, **{"vault": vault, **settings})
    )
    web.start()
    try:
        yield core, web
    finally:
        web.stop()
        core.stop()
