"""The phiếu hỗ trợ says what was filed, and what it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from events.plan import Names
from events.session import Outcome, ReturnWay
from events.settings import OfficeSettings, Procedure
from hub.application.support_slip import SlipDesk, SupportSlip
from hub.domain.session import Session, Sessions, Stage, Submission
from hub.domain.state import Settings, State
from hub.web.admission import Least, row_of
from hub.web.server import WebServer
from hub.web.slip_page import OUTCOMES, WAYS, slip_page, width
from tests.hub.web.http_client import Client
from tests.hub.web.slips import ADVICE, CODE, FULL, OTHER, slip_office

AT = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
SESSION = Session(
    id="s-1",
    visit="v-1",
    ticket="A001",
    counter="2",
    stage=Stage.ONGOING,
    started=AT,
    since=AT,
    mark=AT,
    way=ReturnWay.POST,
    consignment_ref="parcel",
    submissions=(
        Submission(
            procedure="tam-tru", level="full", at=AT, entry=1, dossier_ref="one"
        ),
        Submission(
            procedure="of-old", level="full", at=AT, entry=1, dossier_ref="erased"
        ),
        Submission(procedure="tam-tru", level="full", at=AT, entry=3),
    ),
)
FILED = Procedure(
    id="tam-tru",
    service="A",
    level="full",
    names=Names(vi="Đăng ký tạm trú", en="Temporary residence"),
)
STATE = State(
    sessions=Sessions().with_one(SESSION),
    settings=Settings(held=OfficeSettings(procedures=(FILED,))),
)
KEPT = {"one": CODE, "parcel": "EB1VN"}


def slip_of(counter: str, session: str) -> SupportSlip | None:
    """Ask an office that has that one session."""
    return SlipDesk(lambda: STATE).slip(counter, session)


@pytest.fixture(scope="module")
def office() -> Iterator[WebServer]:
    """An office with slips at counter 2."""
    with slip_office() as server:
        yield server


def page_of(office: WebServer, path: str) -> str:
    """Return a slip's page as text."""
    return Client(office.port).get(path).body.decode()


def test_a_slip_names_what_was_filed_and_opens_the_vault() -> None:
    """Each dossier stands with its procedure's name, and its code if it is kept."""
    slip = slip_of("2", "s-1")

    assert slip is not None
    assert slip.wanted == {
        "one": "dossier-code",
        "erased": "dossier-code",
        "parcel": "consignment",
    }
    slip = slip.with_found(KEPT)
    assert [(one.procedure.vi, one.code) for one in slip.filed] == [
        ("Đăng ký tạm trú", CODE),
        ("of-old", None),
        ("Đăng ký tạm trú", None),
    ]
    assert (slip.way, slip.consignment) == (ReturnWay.POST, "EB1VN")


def test_a_shut_vault_keeps_no_slip_from_printing() -> None:
    """What the vault cannot give now is written by hand; the rest stands there."""
    slip = slip_of("2", "s-1")

    assert slip is not None
    slip = slip.with_found({})
    assert [one.code for one in slip.filed] == [None, None, None]
    assert slip.consignment is None


@pytest.mark.parametrize(("counter", "session"), [("1", "s-1"), ("2", "s-2")])
def test_a_slip_is_printed_where_its_session_is(counter: str, session: str) -> None:
    """Another counter's session and an unknown one have no slip."""
    assert slip_of(counter, session) is None


def test_it_says_in_words_that_it_is_no_receipt(office: WebServer) -> None:
    """The visitor reads what the slip is not, that help is free, and how to follow."""
    page = page_of(office, "/counter/2/slip/full")

    assert "Phiếu hỗ trợ" in page
    assert "Không phải biên nhận của cơ quan có thẩm quyền." in page
    assert "giấy tiếp nhận" not in page.lower()
    assert "Miễn phí hỗ trợ" in page
    assert page.count("<svg") == 2
    for said in (CODE, OTHER, "Gửi qua bưu điện", "EB123456789VN", "1900 0000"):
        assert said in page


def test_without_a_filing_it_says_what_came_of_it(office: WebServer) -> None:
    """A visit that ended without a dossier has its outcome and no code."""
    page = page_of(office, "/counter/2/slip/advice")

    assert "chưa nộp hồ sơ trực tuyến" in page
    assert "Thiếu giấy tờ" in page
    assert "<svg" not in page


@pytest.mark.parametrize(("path", "status"), [("full", 200), ("other", 404)])
def test_a_slip_is_kept_nowhere(office: WebServer, path: str, status: int) -> None:
    """No cache keeps a slip, nor that there is none; nothing typed there is sent."""
    got = Client(office.port).get(f"/counter/2/slip/{path}")

    assert got.status == status
    assert got.headers["cache-control"] == "no-store"
    assert b"<form" not in got.body
    assert b" name=" not in got.body.replace(b"<meta name=", b"")


def test_a_slip_is_for_the_clerks() -> None:
    """Where sign-in is in force, nobody else sees a dossier's code on paper."""
    assert row_of("/counter/2/slip/s-1") == {"GET": Least.CLERK}


def test_after_three_the_next_morning_is_told() -> None:
    """From 15:00 on paper moves the next working day; before, nothing is said."""
    (first, _) = FULL.filed
    early = replace(first, at=first.at - timedelta(minutes=6))

    assert slip_page(FULL).is_late
    assert not slip_page(replace(FULL, filed=(early,))).is_late
    assert not slip_page(ADVICE).is_late


def test_every_outcome_and_way_has_its_words() -> None:
    """What a clerk may choose can be printed; what nobody chose is left out."""
    assert set(WAYS) == set(ReturnWay)
    assert set(Outcome) - set(OUTCOMES) == {Outcome.ABANDONED, Outcome.NOT_RECORDED}


@pytest.mark.parametrize(
    ("code", "kind"),
    [("H26.32.5-261122-0975", ""), (CODE, "small"), ("W" * 22, "long"), ("", "")],
)
def test_a_code_is_written_as_small_as_it_must_be(code: str, kind: str) -> None:
    """What the narrowest paper holds whole is not broken; what it cannot, is."""
    assert width(code) == kind
