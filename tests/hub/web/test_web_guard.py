"""Only this machine is served, and only its own pages may send."""

from __future__ import annotations

import socket

import pytest

from events.envelope import MAX_BYTES
from hub.web.guard import is_loopback
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client

PATHS = ["/", "/screen", "/screen/stream", "/api/v1/state", "/api/v1/events", "/t/x"]
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8080", True),
        ("localhost:1", True),
        ("LOCALHOST", True),
        ("[::1]:8080", True),
        ("::1", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost@evil.example", False),
        ("0.0.0.0", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_which_hosts_are_this_machine(host: str, is_ours: bool) -> None:
    """Loopback by its three names and nothing that looks like it."""
    assert is_loopback(host) == is_ours


@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_host_sees_nothing(client: Client, path: str) -> None:
    """A page elsewhere cannot read through a name that points here."""
    got = client.get(path, Host="evil.example")
    assert (got.status, got.json["refusal"]) == (421, "wrong-host")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"]
)
def test_a_foreign_page_sends_nothing(
    client: Client, hub: FakeHub, origin: str
) -> None:
    """A POST from another origin is refused, another port included."""
    got = client.post("/api/v1/tickets", {"service": "A"}, Origin=origin)
    assert (got.status, got.json["refusal"]) == (403, "wrong-origin")
    assert not hub.submitted


def test_our_own_page_may_send(client: Client) -> None:
    """The page's own origin is let through."""
    origin = f"http://127.0.0.1:{client.port}"
    got = client.post("/api/v1/tickets", {"service": "A"}, Origin=origin)
    assert got.status == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", ""]
)
def test_a_form_sends_nothing(client: Client, hub: FakeHub, kind: str) -> None:
    """What a foreign form can send without asking is not JSON and is refused."""
    got = client.post("/api/v1/tickets", {"service": "A"}, Content_Type=kind)
    assert (got.status, got.json["refusal"]) == (415, "not-json")
    assert not hub.submitted


def test_json_may_name_its_charset(client: Client) -> None:
    """Parameters after the media type do no harm."""
    kind = "application/json; charset=utf-8"
    got = client.post("/api/v1/tickets", {"service": "A"}, Content_Type=kind)
    assert got.status == 200


def test_a_large_body_is_refused(client: Client, hub: FakeHub) -> None:
    """More than the contract's limit is not read."""
    got = client.post("/api/v1/tickets", b" " * (MAX_BYTES + 1))
    assert (got.status, got.json["refusal"]) == (413, "too-large")
    fits = b'{"service":"A"}'.ljust(MAX_BYTES)
    assert client.post("/api/v1/tickets", fits).status == 200


def test_a_body_of_untold_length_is_refused(client: Client, hub: FakeHub) -> None:
    """A chunked body is refused: passed over, it would lose the revision."""
    with socket.create_connection(("127.0.0.1", client.port), timeout=10) as line:
        line.sendall(
            b"POST /api/v1/counters/2/call-next HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\n"
        )
        assert line.recv(100).startswith(b"HTTP/1.1 411")
    assert not hub.submitted


@pytest.mark.parametrize("path", [*PATHS, "/static/screen.js", "/nix"])
def test_every_answer_is_guarded(client: Client, path: str) -> None:
    """No answer may be sniffed, framed elsewhere, or run a foreign script."""
    if path in ("/screen/stream", "/api/v1/events"):
        path += "?"
        got = client.request("POST", path, b"{}", JSON)
    else:
        got = client.get(path)
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert got.headers["x-content-type-options"] == "nosniff"
    # A page with a form of its own tells this hub, and nobody else, where it was.
    policy = "same-origin" if path.startswith("/t/") else "no-referrer"
    assert got.headers["referrer-policy"] == policy


def test_streams_are_only_read(client: Client) -> None:
    """Nobody posts to a stream."""
    assert client.request("POST", "/screen/stream", b"{}", JSON).status == 405


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_only_static_files_are_served(client: Client, path: str) -> None:
    """No address climbs out of the folder."""
    assert client.get(path).status == 404
