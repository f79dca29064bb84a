"""Whatever comes over HTTP gets its one clear answer from the real hub."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from hub.application.flood import Allowance, FloodGate, Passage
from hub.web.line import HEAD_MOST
from hub.web.server import WebServer
from hub.web.settings import Pace
from tests.hub.rig import TryingStore
from tests.hub.web.http_client import Client, Got
from tests.hub.web.open_hub import open_hub

MIB = 1024 * 1024
LONG_AGO, FAR_AHEAD = "2020-01-01T00:00:00+07:00", "2999-01-01T00:00:00+07:00"
HEAD = (
    b"POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/json\r\n"
)


@pytest.fixture(scope="module")
def web() -> Iterator[WebServer]:
    """A real hub's web."""
    with open_hub() as (_, server):
        yield server


@pytest.fixture
def clerk(web: WebServer) -> Client:
    """One who asks it, on an open day."""
    client = Client(web.port)
    client.post("/api/v1/day/open", {})
    return client


def check(got: Got, status: int, refusal: str) -> None:
    """The status, the name, and a sentence in both languages."""
    assert (got.status, got.json["refusal"]) == (status, refusal), got.body
    assert got.headers["content-type"] == "application/json"
    said = got.json["text"]
    assert set(said) == {"vi", "en"}
    assert all(len(sentence) > 10 for sentence in said.values())


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nonsense",
        b"\xff\xfe\x00",
        b"[]",
        b'"A"',
        b"17",
        b"{}",
        b'{"service":1}',
        b'{"service":null}',
        b'{"service":["A"]}',
        b'{"service":"\x00"}',
        rb'{"service":"\u0000"}',
        rb'{"service":"\ud800"}',
        rb'{"\ud800":"A","service":"A"}',
        rb'{"service":"A","class":"\udfff"}',
        b'{"service":"\xed\xa0\x80"}',
        b'{"service":"A","class":"vip"}',
        b'{"service":"A","service":"AA"}',
        b'{"service":NaN}',
        b'{"service":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
        b'{"service":' + b"9" * 60_000 + b"}",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_a_body_that_is_not_asked_for(clerk: Client, body: bytes) -> None:
    """Broken JSON, wrong types, nonsense and tricks are malformed, and no fault."""
    check(clerk.post("/api/v1/tickets", body), 400, "malformed")
    assert clerk.post("/api/v1/tickets", {"service": "A"}).status == 200


@pytest.mark.parametrize(
    ("path", "headers", "status", "refusal"),
    [
        ("tickets", {"Expires_At": LONG_AGO}, 410, "expired"),
        ("tickets", {"Expires_At": FAR_AHEAD}, 400, "malformed"),
        ("tickets", {"Expires_At": "tomorrow"}, 400, "malformed"),
        ("tickets", {"Expires_At": "2026-11-22T08:00:00"}, 400, "malformed"),
        ("tickets", {"Idempotency_Key": ""}, 400, "malformed"),
        ("tickets", {"Idempotency_Key": "x" * 65}, 400, "malformed"),
        ("tickets", {"Idempotency_Key": "a b"}, 400, "malformed"),
        ("tickets", {"Content_Type": "text/plain"}, 415, "not-json"),
        ("counters/404/call-next", {}, 404, "unknown-counter"),
        ("counters/%00/call-next", {}, 400, "malformed"),
        ("counters/%ff/call-next", {}, 400, "malformed"),
        ("counters/%2e%2e/call-next", {}, 400, "malformed"),
        ("tickets/A404/abandon", {}, 404, "unknown-ticket"),
        ("tickets/A404/reprint", {}, 404, "unknown-ticket"),
        ("tickets/a/reprint", {}, 400, "malformed"),
        ("counters/1/nix", {}, 404, "not-found"),
        ("nix", {}, 404, "not-found"),
    ],
)
def test_a_request_that_cannot_be_met(
    clerk: Client, path: str, headers: dict[str, str], status: int, refusal: str
) -> None:
    """Late, unknown and ill-named things have each their status and name."""
    body = {"service": "A"} if path == "tickets" else {}
    check(clerk.post(f"/api/v1/{path}", body, **headers), status, refusal)


def test_the_reason_is_told_in_both_languages(clerk: Client) -> None:
    """The field and what it must be, in Vietnamese as in English."""
    text = clerk.post("/api/v1/tickets", {"service": "Nguyen"}).json["text"]
    assert "(service: phải là một chữ cái từ A đến Z)" in text["vi"]
    assert "(service: must be one letter, A to Z)" in text["en"]

    text = clerk.post("/api/v1/counters/2/open", {"counter": "Nguyen"}).json["text"]
    assert "(counter: khác với địa chỉ của yêu cầu)" in text["vi"]
    assert "Nguyen" not in str(text)


def test_an_unknown_service(clerk: Client) -> None:
    """A service that the office does not offer is not found."""
    check(clerk.post("/api/v1/tickets", {"service": "Z"}), 404, "unknown-service")


def test_one_key_for_two_commands(clerk: Client) -> None:
    """A key that carried another command is refused; the same one is answered again."""
    first = clerk.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key="k-1")
    again = clerk.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key="k-1")
    other = clerk.post("/api/v1/tickets", {"service": "B"}, Idempotency_Key="k-1")
    assert first.json["ticket"] == again.json["ticket"]
    check(other, 422, "id-reused")


@pytest.mark.parametrize("size", [MIB, 64 * 1024 + 1])
def test_too_large_a_body(clerk: Client, size: int) -> None:
    """More than the contract's 64 KiB is not read."""
    check(clerk.post("/api/v1/tickets", b" " * size), 413, "too-large")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/tickets", "POST"),
        ("/api/v1/tickets/A001/reprint", "POST"),
        ("/api/v1/counters/1/call-next", "POST"),
        ("/api/v1/day/open", "POST"),
        ("/api/v1/events", "GET"),
        ("/api/v1/state", "GET"),
        ("/healthz", "GET"),
    ],
)
def test_a_method_that_is_not_taken(
    clerk: Client, method: str, path: str, allowed: str
) -> None:
    """Another method is told which are taken, whatever it carries."""
    got = clerk.request(method, path, b"x", {})
    check(got, 405, "wrong-method")
    assert allowed in got.headers["allow"].split(", ")


def test_a_flood(caplog: pytest.LogCaptureFixture) -> None:
    """Who asks too fast is told to wait, every time, and may ask again later."""
    gate = FloodGate(Allowance(per_s=0.001, burst=3))
    passes = lambda who: gate.passage(who, "http") is Passage.FREE  # noqa: E731  # short
    with caplog.at_level(logging.CRITICAL), open_hub(passes=passes) as (_, web):
        client = Client(web.port)
        said = [client.post("/api/v1/tickets", {"service": "A"}) for _ in range(20)]
        assert client.get("/api/v1/state").status == 200
    assert [one.status for one in said] == [200] * 3 + [429] * 17
    check(said[-1], 429, "flood")
    assert said[-1].headers["retry-after"] == "1"


def test_no_header_says_who_asks() -> None:
    """A flood is one address's, whatever address it claims to pass on."""
    gate = FloodGate(Allowance(per_s=0.001, burst=3))
    passes = lambda who: gate.passage(who, "http") is Passage.FREE  # noqa: E731  # short
    with open_hub(passes=passes) as (_, web):
        client = Client(web.port)
        said = [
            client.post(
                "/api/v1/tickets", {"service": "A"}, X_Forwarded_For=f"10.0.0.{n}"
            )
            for n in range(5)
        ]
    assert [one.status for one in said] == [200] * 3 + [429] * 2


def test_what_is_not_known_is_not_denied() -> None:
    """An answer that takes too long is said so, with the id to ask again by.

    What was not begun by then is not carried out after it: a second press is one more.
    """
    store = TryingStore()
    with open_hub(store, pace=Pace(answer_s=0.3)) as (_, web):
        client = Client(web.port)
        assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
        store.gate.clear()
        in_hand = client.post("/api/v1/tickets", {"service": "A"})
        waiting = client.post("/api/v1/tickets", {"service": "A"})
        for got in (in_hand, waiting):
            check(got, 504, "outcome-unknown")
            assert got.headers["idempotency-key"] in got.json["text"]["en"]
        store.gate.set()
        id = in_hand.headers["idempotency-key"]
        again = client.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key=id)
        assert (again.status, again.json["ticket"]) == (200, "A002")
        id = waiting.headers["idempotency-key"]
        late = client.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key=id)
        check(late, 410, "expired")
        assert client.post("/api/v1/tickets", {"service": "A"}).json["ticket"] == "A003"


def answered(web: WebServer, sent: bytes) -> Any:
    """Send bytes over a line of their own and read all that comes."""
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    ],
    ids=lambda sent: sent[-40:].decode("latin-1"),
)
def test_what_is_no_http(
    web: WebServer, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Unreadable bytes are answered once, in JSON, without a trace in the log."""
    head, _, body = answered(web, sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"nosniff" in head
    assert json.loads(body)["refusal"] == "malformed"
    assert not caplog.records


def test_a_head_without_end(web: WebServer) -> None:
    """Who sends a header for ever is cut off before it fills the memory."""
    sent = 0
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as line:
        line.sendall(HEAD + b"X: ")
        with suppress(ConnectionError):
            while sent < 16 * MIB:
                line.sendall(b"x" * HEAD_MOST)
                sent += HEAD_MOST
    assert sent < 16 * MIB


def test_strange_requests_are_told_of() -> None:
    """Whoever counts hears the name of each refusal that the web itself gives."""
    heard: list[str] = []
    with open_hub(on_strange=heard.append) as (_, web):
        client = Client(web.port)
        client.post("/api/v1/tickets", b"{")
        client.get("/nix", Host="evil.example")
        client.request("PUT", "/api/v1/tickets", b"", {})
        answered(web, b"nonsense\r\n\r\n")
        client.get("/api/v1/nothing")
        client.get("/t/" + "x" * 300)
        client.request("PUT", "/api/v1/state", b"", {})
    assert heard == [
        *("malformed", "wrong-host", "wrong-method", "malformed"),
        *("not-found", "not-found", "wrong-method"),
    ]


@pytest.mark.parametrize("empty", [b"Idempotency-Key:", b"Idempotency-Key: "])
def test_an_empty_key_is_none(web: WebServer, empty: bytes) -> None:
    """Who sends a key and forgot what is in it is told so, not given a fresh one."""
    rest = b"\r\nContent-Length: 15\r\nConnection: close\r\n\r\n" + b'{"service":"A"}'
    head, _, body = answered(web, HEAD + empty + rest).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert "Idempotency-Key" in json.loads(body)["text"]["vi"]
