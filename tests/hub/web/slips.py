"""Support slips for tests: one with everything on it, and the web that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from msgspec.structs import replace

from events.plan import Names
from events.session import Outcome, ReturnWay
from hub.application.support_slip import Filed, SupportSlip
from hub.web.app import create_server
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import site_on
from tests.hub.web.office_examples import SITE

CODE = "G01.899.108.000-261122-0012"
OTHER = "H26.32.5-261122-0975"
LATE = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)  # 15:05 in Vietnam
FULL = SupportSlip(
    ticket="A047",
    counter="2",
    day=LATE,
    filed=(
        Filed(
            procedure=Names(vi="Đăng ký tạm trú", en="Temporary residence"),
            at=LATE,
            code=CODE,
        ),
        Filed(
            procedure=Names(
                vi="Liên thông khai sinh, thường trú, thẻ bảo hiểm y tế cho trẻ",
                en="Birth, residence and health insurance",
            ),
            at=LATE,
            code=OTHER,
        ),
    ),
    outcome=Outcome.SUBMITTED,
    way=ReturnWay.POST,
    consignment="EB123456789VN",
)
ADVICE = replace(
    FULL, filed=(), outcome=Outcome.MISSING_PAPERS, way=None, consignment=None
)
SLIPS = {"full": FULL, "advice": ADVICE}


@contextmanager
def slip_office() -> Iterator[WebServer]:
    """Run the web of an office that has these slips at counter 2."""
    hub = FakeHub()
    site = replace(
        site_on(SITE, 0),
        office=replace(SITE.office, hotline="1900 0000"),
    )
    settings = WebSettings(
        site=site,
        slip=lambda counter, session: SLIPS.get(session) if counter == "2" else None,
    )
    server = create_server(hub, hub, settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
