"""Reports over HTTP: begun, watched, fetched; proposals typed and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.ids import new_id
from events.plan import Names
from events.replies import Sentence
from hub.application.exports import (
    CannotExport,
    Days,
    ExportNow,
    ExportsBusy,
    Named,
    Stage,
    Standing,
    ToExport,
)
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import CLERK, MANAGER, TECHNICIAN, staffed_hub

NOVEMBER = Names(vi="Tháng 11/2026", en="11/2026")
WRONG = Sentence(vi="Kỳ báo cáo không đọc được.", en="That is no period.")
REPORT = "/api/v1/reports?period=month:2026-11"
NAME = "bao-cao-hk01-2026-11"


class Drawer:
    """Whoever makes reports, as the web sees him: each is done when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[ToExport] = []
        self.is_busy = False
        self.standing = Standing.OVER
        self.made: dict[str, ExportNow] = {}

    def named(self) -> tuple[Named, ...]:
        """One pilot."""
        return (Named(period="pilot:phase-1", names=Names(vi="Giai đoạn 1", en="1")),)

    def days(self, period: str) -> Days:
        """Know of November only."""
        if period != "month:2026-11":
            raise CannotExport(WRONG)
        first, last = date(2026, 11, 1), date(2026, 11, 30)
        return Days(first=first, last=last, names=NOVEMBER, standing=self.standing)

    def begin(self, asked: ToExport) -> ExportNow:
        """Write a file at once."""
        if self.is_busy:
            raise ExportsBusy(Sentence(vi="Đang bận.", en="Busy."))
        days = self.days(asked.period)
        self.asked.append(asked)
        file = f"{NAME}.{asked.form}"
        (self.folder / file).write_bytes(b"made")
        now = ExportNow(
            id=new_id(),
            first=days.first,
            last=days.last,
            stage=Stage.DONE,
            done=1.0,
            file=file,
        )
        self.made[now.id] = now
        return now

    def now(self, export: str) -> ExportNow | None:
        """Return what was made."""
        return self.made.get(export)

    def cancel(self, export: str) -> ExportNow | None:
        """It is too late."""
        return self.made.get(export)

    def file(self, export: str) -> Path | None:
        """Return its file."""
        now = self.made.get(export)
        return None if now is None or now.file is None else self.folder / now.file


@pytest.fixture(name="drawer")
def a_drawer(tmp_path: Path) -> Drawer:
    """Return who makes reports."""
    return Drawer(tmp_path)


@pytest.fixture(name="client")
def a_client(drawer: Drawer) -> Iterator[Client]:
    """Return somebody at a demo's own machine, where nobody need sign in."""
    with open_hub(exports=drawer) as (_, web):
        yield Client(web.port)


def begun(client: Client, **said: Any) -> str:
    """Begin a report, and return its id."""
    got = client.post("/api/v1/exports", {"period": "month:2026-11", **said})
    assert got.status == 200, got.body
    return str(got.json["id"])


def propose(client: Client, text: str = "Mở thêm một quầy.") -> str:
    """Type a proposal, and return where its words are kept."""
    ref = client.post("/api/v1/notes", {"text": text}).json["ref"]
    told = {"first": "2026-11-01", "last": "2026-11-30", "note_ref": ref}
    assert client.post("/api/v1/proposals", told).status == 200
    return str(ref)


def test_a_report_is_begun_watched_and_fetched(client: Client) -> None:
    """Its file comes under the name it is to be kept by, and nobody keeps a copy."""
    id = begun(client, form="pdf")

    assert client.get(f"/api/v1/exports/{id}").json["stage"] == "done"
    got = client.get(f"/reports/files/{id}/{NAME}.pdf")
    assert got.body == b"made"
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"] == f'attachment; filename="{NAME}.pdf"'
    assert got.headers["cache-control"] == "no-store"


def test_a_preview_may_run_nothing(client: Client) -> None:
    """A sheet in the page has its own look, and neither script nor form."""
    id = begun(client, form="html")
    got = client.get(f"/reports/files/{id}/{NAME}.html")

    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert got.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize("name", ["other.pdf", "..%2F..%2Fevents.db", f"{NAME}.csv"])
def test_a_file_has_one_name(client: Client, name: str) -> None:
    """Any other leads nowhere, whatever stands beside it."""
    id = begun(client, form="pdf")

    assert client.get(f"/reports/files/{id}/{name}").status == 404


def test_what_is_not_known_is_not_there(client: Client) -> None:
    """A report that is not kept any more is to be made again."""
    assert client.get("/api/v1/exports/nothing").status == 404
    assert client.post("/api/v1/exports/nothing/cancel", {}).status == 404
    assert client.get(f"/reports/files/nothing/{NAME}.pdf").status == 404


@pytest.mark.parametrize(
    "said",
    [
        {"period": "november"},
        {"period": "month:2026-11", "form": "exe"},
        {"period": "month:2026-11", "people": "many"},
        {"period": "month:2026-11", "surprise": 1},
        {},
    ],
)
def test_what_does_not_fit_is_refused(client: Client, said: dict[str, Any]) -> None:
    """A wrong word, form, share or field: 400 and a sentence."""
    got = client.post("/api/v1/exports", said)

    assert (got.status, got.json["refusal"]) == (400, "malformed")
    assert got.json["text"]["vi"]


def test_a_period_is_refused_in_its_own_sentence(client: Client) -> None:
    """Not as something that some program sent wrong: a person chose two days."""
    asked = client.get("/api/v1/reports?period=november")
    begun = client.post("/api/v1/exports", {"period": "november"})

    for got in (asked, begun):
        assert (got.status, got.json["text"]["vi"]) == (400, WRONG.vi)


def test_where_the_period_stands_is_told(client: Client, drawer: Drawer) -> None:
    """A page that shows no such word stands before one that is over."""
    assert "standing" not in client.get(REPORT).json

    drawer.standing = Standing.GOES_ON

    assert client.get(REPORT).json["standing"] == "goes-on"


def test_too_many_are_told_to_wait(client: Client, drawer: Drawer) -> None:
    """Whoever asks for one more while many wait is told so."""
    drawer.is_busy = True

    got = client.post("/api/v1/exports", {"period": "month:2026-11"})

    assert (got.status, got.json["refusal"]) == (503, "hub-busy")


def test_proposals_stand_with_their_period(client: Client) -> None:
    """The page reads what is proposed, its words out of the vault."""
    ref = propose(client)

    now = client.get(REPORT).json

    assert now["first"] == "2026-11-01"
    assert now["proposals"] == [{"ref": ref, "text": "Mở thêm một quầy."}]
    assert now["periods"][0]["period"] == "pilot:phase-1"


def test_a_proposal_is_taken_back(client: Client) -> None:
    """It stands in no report any more."""
    ref = propose(client)

    assert client.post(f"/api/v1/proposals/{ref}/withdraw", {}).status == 200
    assert client.get(REPORT).json.get("proposals", []) == []


def test_a_proposal_that_names_a_person_is_refused(client: Client) -> None:
    """Its words are looked through before they are kept anywhere."""
    got = client.post("/api/v1/notes", {"text": "Gọi ông Ba, 0912 345 678"})

    assert (got.status, got.json["refusal"]) == (422, "personal")


def test_a_report_that_is_out_keeps_its_proposals(client: Client) -> None:
    """Handed in, it says by which digest, and nothing is added or taken."""
    ref = propose(client)
    out = {"first": "2026-11-01", "last": "2026-11-30", "sha256": "ab" * 32}

    assert client.post("/api/v1/reports", out).status == 200
    assert client.get(REPORT).json["handed_in"] == "ab" * 32
    got = client.post(f"/api/v1/proposals/{ref}/withdraw", {})
    assert (got.status, got.json["refusal"]) == (409, "report-is-out")


def test_a_proposal_needs_words_that_are_kept(client: Client) -> None:
    """A reference that leads nowhere proposes nothing."""
    told = {
        "first": "2026-11-01",
        "last": "2026-11-30",
        "note_ref": "c2a6b8d4-11a7-4c39-b7a5-7a1f4f3f9033",
    }

    assert client.post("/api/v1/proposals", told).status == 404


@pytest.mark.parametrize("who", [CLERK, TECHNICIAN])
def test_reports_are_for_managers(tmp_path: Path, who: str) -> None:
    """No clerk or technician reads, begins or hands in a report."""
    with staffed_hub(tmp_path) as staffed:
        cookie = staffed.sign_in(who)
        client = staffed.client

        assert client.get("/reports", **cookie).status == 303
        assert client.get(REPORT, **cookie).status == 403
        assert client.post("/api/v1/exports", {}, **cookie).status == 403
        assert client.post("/api/v1/proposals", {}, **cookie).status == 403
        manager = staffed.sign_in(MANAGER)
        assert client.get("/reports", **manager).status == 200
        assert client.get(REPORT, **manager).status == 404
