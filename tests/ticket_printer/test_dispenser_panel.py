"""The dispenser's page: what it lets one do, and whom it turns away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.ticket_printer.conftest import Bench, running
from tests.ticket_printer.dispenser_site import LINK, site, wait_for
from ticket_printer.bootstrap import Place
from ticket_printer.virtual import create_panel

HERE = {"base_url": "http://127.0.0.1:8001"}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[FlaskClient]:
    """The page of a running dispenser."""
    bench = Bench(tmp_path)
    bench.build()
    with at_work(bench) as client:
        yield client


@contextmanager
def at_work(bench: Bench) -> Iterator[FlaskClient]:
    """Let the dispenser run; give a browser at its page."""
    office = site()
    place = Place(office, office.dispensers[0], bench.data)
    with running(bench):
        client = create_panel(place, bench.box, bench.pins).test_client()
        wait_for(lambda: bool(state(client)["connected"]))
        yield client


def state(page: FlaskClient) -> dict[str, Any]:
    """Return what the page is told."""
    told: dict[str, Any] = page.get("/state", **HERE).get_json()
    return told


def post(page: FlaskClient, path: str, order: object) -> int:
    """Send an order; return the status code."""
    return page.post(path, json=order, **HERE).status_code


def test_the_page_shows_the_dispenser(page: FlaskClient) -> None:
    """The page has the site's services, in Vietnamese and English."""
    html = page.get("/", **HERE).text
    for words in ("Cư trú, căn cước", "Residence, ID card", "Dữ liệu minh họa"):
        assert words in html
    for asset in ("/assets/tokens.css", "/panel.css", "/panel.js"):
        with page.get(asset, **HERE) as answer:
            assert answer.status_code == 200
    assert page.get("/assets/__init__.py", **HERE).status_code == 404


def test_a_press_gives_a_slip_to_look_at(page: FlaskClient) -> None:
    """A press on the page gives a slip, and its picture."""
    assert post(page, "/press", {"key": "A", "ms": 1}) == 200
    wait_for(lambda: state(page)["slips"] != [])
    (slip,) = state(page)["slips"]
    assert slip == {"file": "0001-A001.png", "ticket": "A001"}
    with page.get(f"/slips/{slip['file']}", **HERE) as answer:
        assert answer.mimetype == "image/png"
    assert page.get("/slips/..%2Fjournal.db", **HERE).status_code == 404


def test_the_newest_slip_can_be_followed(tmp_path: Path) -> None:
    """The page knows where the code of the newest slip leads, also after a restart."""
    bench = Bench(tmp_path)
    bench.build()
    with at_work(bench) as page:
        assert state(page)["follow"] is None
        post(page, "/press", {"key": "A", "ms": 1})
        wait_for(lambda: state(page)["follow"] == LINK)
    again = Bench(tmp_path)
    again.build()
    with at_work(again) as page:
        wait_for(lambda: state(page)["follow"] == LINK)


def test_a_refusal_is_told_in_words(tmp_path: Path) -> None:
    """What the hub says to a press it refuses stands on the page, in two languages."""
    bench = Bench(tmp_path)
    bench.build()
    bench.hub.refusal = "numbers-used-up"
    with at_work(bench) as page:
        assert state(page)["refusal"] is None
        post(page, "/press", {"key": "A", "ms": 1})
        wait_for(lambda: state(page)["refusal"] is not None)
        said = state(page)["refusal"]
        assert (said["vi"], said["en"]) == ("Không được.", "It cannot be.")


def test_the_page_tells_that_it_waits(tmp_path: Path) -> None:
    """While the hub has not answered, the page knows that it was asked."""
    bench = Bench(tmp_path)
    bench.build()
    bench.hub.is_silent = True
    with at_work(bench) as page:
        post(page, "/press", {"key": "A", "ms": 1})
        wait_for(lambda: bool(state(page)["asking"]))


def test_a_framed_page_is_short(page: FlaskClient) -> None:
    """On the demo's table the heading, which stands above the frame, is left out."""
    assert '<html lang="vi" class="framed">' in page.get("/?framed", **HERE).text
    assert '<html lang="vi">' in page.get("/", **HERE).text


def test_a_fault_is_told(page: FlaskClient) -> None:
    """A fault made on the page is what the printer says."""
    assert post(page, "/fault", {"kind": "cover-open"}) == 200
    wait_for(lambda: state(page)["printer"]["cover"] == "open")
    assert post(page, "/fault", {"kind": "none"}) == 200
    assert state(page)["printer"]["fault"] == "none"


def test_the_network_can_be_cut(page: FlaskClient) -> None:
    """A cut made on the page is seen on the lamps, and mended."""
    assert post(page, "/network", {"cut": True}) == 200
    wait_for(lambda: bool(state(page)["lamps"]["cut"]))
    assert state(page)["cut"]
    assert post(page, "/network", {"cut": False}) == 200
    wait_for(lambda: bool(state(page)["connected"]))


@pytest.mark.parametrize(
    ("path", "order", "code"),
    [
        ("/press", {"key": "Z"}, 404),
        ("/press", {"ms": 80}, 400),
        ("/press", [], 400),
        ("/fault", {"kind": "earthquake"}, 400),
        ("/network", {"cut": "yes"}, 400),
    ],
)
def test_a_wrong_order_is_told_so(
    page: FlaskClient, path: str, order: object, code: int
) -> None:
    """An order that makes no sense is refused with a sentence."""
    assert post(page, path, order) == code


def test_strangers_are_turned_away(page: FlaskClient) -> None:
    """Only this machine's own page may press, and only by JSON."""
    order = {"json": {"key": "A"}}
    strange = {"base_url": "http://evil.example"}
    assert page.post("/press", **order, **strange).status_code == 403
    origin = {"headers": {"Origin": "http://evil.example"}}
    assert page.post("/press", **order, **HERE, **origin).status_code == 403
    form = page.post("/press", data={"key": "A"}, **HERE)
    assert form.status_code == 415
    framing = page.get("/", **HERE).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' http://127.0.0.1:*" in framing
