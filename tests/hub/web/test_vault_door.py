"""What leads to a person is posted before any command, and answered by a reference."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest

from events.vault import ErasureReason
from hub.application.clock import SteadyClock
from hub.application.vault import Kind
from hub.application.vault_desk import MOST_WAITING, VaultDesk
from hub.store.vault import MemoryVault
from hub.web.settings import Pace
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub

CODE = "000.00.01.H26-260930-0012"
REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PACE = Pace(answer_s=0.5)
NEVER_GIVEN = (404, "unknown-reference")
TO_THE_RULES = (409, "unknown-session")


@pytest.fixture(scope="module")
def vault() -> MemoryVault:
    """A vault that can be broken."""
    return MemoryVault()


@pytest.fixture(scope="module")
def desk(vault: MemoryVault) -> VaultDesk:
    """Its desk."""
    return VaultDesk(vault, SteadyClock())


@pytest.fixture(scope="module")
def client(desk: VaultDesk) -> Iterator[Client]:
    """One who asks a hub that has this vault."""
    with open_hub(vault=desk, pace=PACE) as (_, web):
        yield Client(web.port)
    desk.stop()


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("dossier-code", f" {CODE} ", CODE),
        ("consignment", "EA123456789VN", "EA123456789VN"),
        ("phone", "0912 345 678", "0912345678"),
    ],
)
def test_a_thing_is_kept(client, vault, kind: str, text: str, kept: str) -> None:
    """The answer is a reference and nothing else; nobody keeps it on the way."""
    got = client.post("/api/v1/vault", {"kind": kind, "text": text})

    assert got.status == 200
    assert set(got.json) == {"ref"}
    assert REFERENCE.fullmatch(got.json["ref"])
    assert got.headers["cache-control"] == "no-store"
    assert vault.reveal(got.json["ref"], kind) == kept


def filed(client: Client, ref: str) -> tuple[int, str | None]:
    """Record a filing with that reference, and return how it was answered."""
    body = {"procedure": "birth", "level": "full", "dossier_ref": ref}
    got = client.post("/api/v1/sessions/help-1/submission", body)
    return got.status, got.json.get("refusal")


def test_a_command_carries_only_what_the_vault_gave(client, desk) -> None:
    """A made-up reference, or one to another kind of thing, is refused by name."""
    code = {"kind": "dossier-code", "text": f"{CODE}77"}
    given = client.post("/api/v1/vault", code).json["ref"]
    note = client.post("/api/v1/notes", {"text": "Cổng chậm"}).json["ref"]

    assert filed(client, given) == TO_THE_RULES
    assert filed(client, "6f1c2d3e-0000-4000-8000-000000000001") == NEVER_GIVEN
    assert filed(client, note) == NEVER_GIVEN
    desk.erase(given, ErasureReason.REQUESTED)
    assert filed(client, given) == TO_THE_RULES


def test_help_goes_on_while_the_vault_cannot_say(client, vault) -> None:
    """Nobody can tell then whether a reference was given: it is taken."""
    vault.is_broken = True
    try:
        assert filed(client, "6f1c2d3e-0000-4000-8000-000000000001") == TO_THE_RULES
    finally:
        vault.is_broken = False


def test_an_unusual_code_is_kept_with_a_warning(client) -> None:
    """The clerk looks again, in both languages, and can go on."""
    got = client.post("/api/v1/vault", {"kind": "dossier-code", "text": "HS 12"})

    assert got.status == 200
    assert got.json["ref"]
    assert set(got.json["warning"]) == {"vi", "en"}


def test_a_note_is_kept(client, vault) -> None:
    """What stood in the way, in free words."""
    got = client.post("/api/v1/notes", {"text": "Cổng báo lỗi 503 lúc 09:18"})

    assert got.status == 200
    assert vault.reveal(got.json["ref"], Kind.NOTE) == "Cổng báo lỗi 503 lúc 09:18"


def test_a_note_with_a_number_is_refused(client, vault) -> None:
    """It says why and where, does not repeat it, and keeps nothing."""
    before = vault.counts()
    text = "  Khách hẹn qua 0912 345 678"

    got = client.post("/api/v1/notes", {"text": text})

    assert (got.status, got.json["refusal"]) == (422, "personal")
    assert got.json["text"]["vi"].startswith(
        "Ghi chú có vẻ chứa số điện thoại hoặc số giấy tờ. Hãy bỏ phần đó rồi lưu."
    )
    assert got.json["text"]["en"].endswith("Characters 17–28: like a phone number.")
    assert got.json["found"] == [{"kind": "phone", "first": 17, "last": 28}]
    assert text[16:28] == "0912 345 678"
    assert b"0912" not in got.body
    assert vault.counts() == before


def test_an_e_mail_is_not_called_a_number(client) -> None:
    """The sentence does not begin with what the note does not hold."""
    got = client.post("/api/v1/notes", {"text": "viết cho a.b@gmail.com nhé"})

    said = got.json["text"]["vi"]
    assert said.startswith("Ghi chú có vẻ chứa thông tin riêng của một người.")
    assert said.endswith("giống địa chỉ thư điện tử.")


def test_the_same_request_is_answered_the_same(client) -> None:
    """By its Idempotency-Key; the same id for another text is refused."""
    body = {"kind": "dossier-code", "text": CODE}
    first = client.post("/api/v1/vault", body, Idempotency_Key="press-1")
    again = client.post("/api/v1/vault", body, Idempotency_Key="press-1")
    other = client.post("/api/v1/notes", {"text": "x"}, Idempotency_Key="press-1")

    assert first.json == again.json
    assert (other.status, other.json["refusal"]) == (422, "id-reused")


@pytest.mark.parametrize("body", [{}, {"reason": "entered-by-mistake"}])
def test_a_thing_is_erased_before_its_time(client, vault, body) -> None:
    """On request; asked again it is so already."""
    ref = client.post("/api/v1/vault", {"kind": "phone", "text": "0912345678"}).json[
        "ref"
    ]

    assert client.post(f"/api/v1/vault/{ref}/erase", body).json == {"ref": ref}
    assert client.post(f"/api/v1/vault/{ref}/erase", body).json == {"ref": ref}
    assert vault.reveal(ref, "phone") is None
    assert vault.was_erased(ref)


@pytest.mark.parametrize("ref", ["x", "00000000-0000-4000-8000-000000000000"])
def test_what_was_never_there_is_not_erased(client, ref: str) -> None:
    """An address that leads to nothing is told so."""
    got = client.post(f"/api/v1/vault/{ref}/erase", {})

    assert (got.status, got.json["refusal"]) == (404, "unknown-reference")


BAD = [
    ("/api/v1/vault", {"kind": "note", "text": "x"}),
    ("/api/v1/vault", {"kind": "phone"}),
    ("/api/v1/vault", {"kind": "phone", "text": "  "}),
    ("/api/v1/vault", {"kind": "dossier-code", "text": "9" * 41}),
    ("/api/v1/vault", {"kind": "phone", "text": "0912345678", "name": "TranThi"}),
    ("/api/v1/vault", b"{"),
    ("/api/v1/notes", {"text": "x" * 501}),
    ("/api/v1/notes", {"text": 5}),
    ("/api/v1/notes", {"text": "a\x07b"}),
]


@pytest.mark.parametrize(("path", "body"), BAD)
def test_a_body_that_is_wrong_is_told_and_not_repeated(client, path, body) -> None:
    """What is wrong with it stands in the answer, what was sent does not."""
    got = client.post(path, body)

    assert (got.status, got.json["refusal"]) == (400, "malformed")
    assert b"TranThi" not in got.body
    assert b"0912345678" not in got.body


def test_only_a_post_of_json_is_taken(client) -> None:
    """A foreign form cannot send it, and nothing is read from these addresses."""
    assert client.get("/api/v1/vault").status == 405
    sent = client.request("POST", "/api/v1/notes", b"text=x", {})
    assert (sent.status, sent.json["refusal"]) == (415, "not-json")


def test_a_vault_that_fails_keeps_nobody_from_work(client, vault) -> None:
    """It is said what to do; tickets are given meanwhile."""
    vault.is_broken = True
    try:
        got = client.post("/api/v1/notes", {"text": "x"})
        assert (got.status, got.json["refusal"]) == (503, "vault-unusable")
        assert "báo kỹ thuật viên" in got.json["text"]["vi"]
        assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
    finally:
        vault.is_broken = False
    assert client.post("/api/v1/notes", {"text": "x"}).status == 200


def test_a_hub_without_a_vault_says_so() -> None:
    """Nothing is dropped silently."""
    with open_hub(vault=None) as (_, web):
        got = Client(web.port).post("/api/v1/notes", {"text": "x"})

    assert (got.status, got.json["refusal"]) == (503, "vault-unusable")


def test_a_stuck_vault_stops_nobody_else(client, desk) -> None:
    """The loop and the writer go on; who asked hears by which id to ask again."""
    gate = threading.Event()
    desk.submit(gate.wait)
    try:
        got = client.post("/api/v1/notes", {"text": "x"}, Idempotency_Key="press-9")
        assert (got.status, got.json["refusal"]) == (504, "outcome-unknown")
        assert got.headers["idempotency-key"] == "press-9"
        assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
        # Whoever gave up waits no more, so only the gate counts beside these.
        waiting = [desk.submit(lambda: None) for _ in range(MOST_WAITING - 1)]
        busy = client.post("/api/v1/notes", {"text": "x"})
        assert (busy.status, busy.json["refusal"]) == (503, "hub-busy")
    finally:
        gate.set()
    assert [each.result(10) for each in waiting] == [None] * len(waiting)
    assert client.post("/api/v1/notes", {"text": "x"}).status == 200
