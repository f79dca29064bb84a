"""The live manager screen over a core that follows a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from playwright.sync_api import Page, expect

from events.alert import AlertKind, RaiseAlert
from events.ids import new_id
from events.topics import hub_source
from hub.store.memory import MemoryEventStore
from hub.web.app import create_server
from hub.web.desk import Desk
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.chromium import a_page
from tests.hub.played_day import PlayedDay
from tests.hub.rig import OFFICE, Rig
from tests.hub.web.consoles import REFUSED
from tests.hub.web.http_client import site_on


@pytest.fixture(scope="package")
def morning() -> Rig:
    """A core in which a morning was played, with people still waiting; it has ended."""
    rig = Rig(MemoryEventStore())
    played = PlayedDay(rig, 11)
    played.play_morning(160)
    raised = RaiseAlert(kind=AlertKind.PAPER_LOW, device="dispenser-1")
    rig.ask(raised, source=hub_source(OFFICE))
    rig.clock.goes(seconds=30)
    rig.stop()
    return rig


@pytest.fixture
def rig(morning: Rig) -> Iterator[Rig]:
    """A core that goes on from that morning, and leaves it as it was."""
    rig = Rig(deepcopy(morning.store), at=morning.clock.at)
    yield rig
    rig.stop()


@pytest.fixture
def web(rig: Rig) -> Iterator[WebServer]:
    """Its web, by the same clock."""
    core = rig.core
    desk = Desk(core.office, core.devices, core.tokens, rig.clock, lambda *_: new_id())
    settings = WebSettings(site=site_on(rig.site, 0), now=rig.clock.now)
    web = create_server(desk, core.board, settings)
    web.start()
    yield web
    web.stop()


@pytest.fixture
def page(web: WebServer) -> Iterator[Page]:
    """The screen, as it hangs on the wall."""
    with a_page("about:blank") as page:
        page.add_init_script(REFUSED)
        page.goto(web.url + "/manager")
        expect(page.locator("#state")).to_have_text("Trực tiếp", timeout=15_000)
        yield page
        assert page.evaluate("window.refused") == []
