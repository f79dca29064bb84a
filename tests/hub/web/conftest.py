"""A running web server over a fake hub, and a small HTTP client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub.web.app import create_server
from hub.web.server import WebServer
from hub.web.settings import Pace, WebSettings
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, site_on
from tests.hub.web.office_examples import SITE

PACE = Pace(heartbeat_s=0.2, beat_s=0.2, phone_s=0.01)


@pytest.fixture(scope="session")
def house() -> Iterator[tuple[FakeHub, WebServer]]:
    """A hub and its web on a free port; one for all, since a stop takes time."""
    hub = FakeHub()
    server = create_server(hub, hub, WebSettings(site=site_on(SITE, 0), pace=PACE))
    server.start()
    yield hub, server
    server.stop()


@pytest.fixture
def hub(house: tuple[FakeHub, WebServer]) -> FakeHub:
    """That hub with nothing in its history but an opened day."""
    hub, _ = house
    hub.begin_anew()
    hub.open()
    return hub


@pytest.fixture
def server(house: tuple[FakeHub, WebServer], hub: FakeHub) -> WebServer:
    """Its web."""
    del hub
    return house[1]


@pytest.fixture
def client(server: WebServer) -> Client:
    """One who asks it."""
    return Client(server.port)
