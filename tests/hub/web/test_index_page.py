"""The first page leads everywhere; the demo's is a table with the boxes on it."""

from __future__ import annotations

from contextlib import closing
from http.client import HTTPConnection

import pytest

from hub.web.app import create_server
from hub.web.index import framed, origins
from hub.web.settings import DemoLink, DemoPin, WebSettings
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, site_on
from tests.hub.web.office_examples import SITE

LINKS = (
    DemoLink("Máy lấy số 1", "http://127.0.0.1:9001/"),
    DemoLink("Hộp phím <2>", "http://127.0.0.1:9002/panel"),
    DemoLink("Hộp phím 3", "http://127.0.0.1:9002/"),
)


def test_the_first_page_leads_everywhere(client: Client) -> None:
    """Every link on the first page that is built in leads somewhere."""
    text = client.get("/").body.decode()
    assert "Bưu điện Hoàn Kiếm" in text
    assert "<iframe" not in text
    for path in ("/screen", "/api/v1/state", "/healthz"):
        assert f'href="{path}"' in text
        assert client.get(path).status == 200


def test_the_demo_frames_its_boxes(hub: FakeHub) -> None:
    """The demo's page frames screen and panels, and only those may be framed."""
    settings = WebSettings(site=site_on(SITE, 0), demo_links=LINKS)
    server = create_server(hub, hub, settings)
    server.start()
    got = Client(server.port).get("/")
    server.stop()
    text = got.body.decode()
    assert "Bàn thử thiết bị" in text
    assert "Press a key of the dispenser" in text
    assert 'src="http://127.0.0.1:9001/?framed"' in text
    assert 'href="http://127.0.0.1:9001/"' in text
    assert text.count("<iframe") == 4
    assert "Hộp phím &lt;2&gt;" in text
    policy = got.headers["content-security-policy"]
    assert "frame-src 'self' http://127.0.0.1:9001 http://127.0.0.1:9002;" in policy


def test_the_demo_tells_its_accounts(hub: FakeHub, client: Client) -> None:
    """Invented codes and PINs stand on the demo's first page, on its own machine."""
    pins = (DemoPin("QL-01", "110791"), DemoPin("NV-01", "110701"))
    settings = WebSettings(site=site_on(SITE, 0), demo_links=LINKS, demo_pins=pins)
    server = create_server(hub, hub, settings)
    server.start()
    told = Client(server.port).get("/").body.decode()
    line = HTTPConnection("127.0.0.1", server.port, source_address=("127.0.0.9", 0))
    with closing(line):
        line.request("GET", "/")
        elsewhere = line.getresponse().read().decode()
    server.stop()

    assert "Bàn thử thiết bị" in elsewhere
    assert not any(one.pin in elsewhere for one in pins)
    assert all(one.clerk in told and one.pin in told for one in pins)
    assert "Tài khoản thử" not in client.get("/").body.decode()


def test_an_origin_is_allowed_once() -> None:
    """Two boxes on one port are one origin."""
    assert origins(LINKS) == ("http://127.0.0.1:9001", "http://127.0.0.1:9002")


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("http://127.0.0.1:9001/", "http://127.0.0.1:9001/?framed"),
        ("http://127.0.0.1:9001", "http://127.0.0.1:9001?framed"),
        ("http://127.0.0.1/box?id=2#x", "http://127.0.0.1/box?id=2&framed#x"),
    ],
)
def test_a_framed_box_is_told_so(url: str, short: str) -> None:
    """A box's page learns from its address that it stands in a frame."""
    assert framed(url) == short


def test_the_screen_page_carries_the_site(client: Client) -> None:
    """Sizes, ways and hours come from the site file; no script stands in the page."""
    text = client.get("/screen").body.decode()
    assert 'data-viewing-distance="5.0"' in text
    assert 'data-screen-height-mm="535"' in text
    assert "&#34;2&#34;: &#34;right&#34;" in text
    assert 'id="now-ticket"' in text
    assert "<script>" not in text
    assert "style=" not in text
