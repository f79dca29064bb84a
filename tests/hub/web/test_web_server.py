"""The web listens where it is told, and stops when it is told."""

from __future__ import annotations

import http.client
import socket
import time

import pytest

from hub.web.app import create_server
from hub.web.reach import CannotListen
from hub.web.server import WebServer, listen
from hub.web.settings import Pace, WebSettings
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, site_on
from tests.hub.web.office_examples import SITE, issued


def served(hub: FakeHub, port: int = 0, pace: Pace = Pace()) -> WebServer:  # noqa: B008  # frozen
    """A server for this hub."""
    return create_server(hub, hub, WebSettings(site=site_on(SITE, port), pace=pace))


def test_a_free_port_is_taken_and_told(server: WebServer) -> None:
    """Port 0 becomes a real one."""
    assert server.port > 0
    assert server.url == f"http://127.0.0.1:{server.port}"


def test_a_taken_port_is_said_so(hub: FakeHub, server: WebServer) -> None:
    """A second program on the port is told what to do."""
    with pytest.raises(CannotListen, match=r"Set another hub\.http_port"):
        served(hub, server.port).start()


def test_stopping_ends_open_streams_at_once(hub: FakeHub) -> None:
    """Streams end in good order, and the port is free for the next."""
    server = served(hub)
    server.start()
    port = server.port
    client = Client(port)
    with client.stream("/screen/stream") as one, client.stream("/api/v1/events") as two:
        next(one)
        next(two)
        begun = time.monotonic()
        server.stop()
        assert time.monotonic() - begun < 2
        assert all(frame.event for frame in [*one, *two])
    after = served(hub, port)
    after.start()
    assert Client(port).get("/healthz").status == 200
    after.stop()


@pytest.mark.parametrize("told", [50, 250, 300, 350, 400, 450, 800])
def test_a_stalled_reader_does_not_keep_the_hub(
    hub: FakeHub, caplog: pytest.LogCaptureFixture, told: int
) -> None:
    """Who takes not even the last word is cut, without a trace in the log.

    What it was told waits in the kernel, then in the transport, then in the stream.
    """
    server = served(hub)
    server.start()
    with socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        stalled.connect(("127.0.0.1", server.port))
        stalled.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        stalled.recv(10)
        for n in range(1000, 1000 + told):
            hub.commit(issued(f"A{n}"))
        begun = time.monotonic()
        server.stop()
        assert time.monotonic() - begun < 3
    assert not caplog.records


def test_answers_are_sent_at_once() -> None:
    """A line keeps its delay unless its listener says to asyncio that it is TCP."""
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_the_hub_goes_on_without_the_web(hub: FakeHub) -> None:
    """A commit after the web has stopped finds nobody listening."""
    server = served(hub)
    server.start()
    server.stop()
    hub.call("A001")
    assert hub.last_position() == 2


def test_stopping_twice_or_before_starting(hub: FakeHub) -> None:
    """Stop may be called at any time."""
    server = served(hub)
    server.stop()
    other = served(hub)
    other.start()
    other.stop()
    other.stop()


HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-"


@pytest.mark.parametrize(
    ("asked", "begun"),
    [(0, b""), (0, b"\r\n"), (0, HALF), (1, b"G"), (1, b"\r\n"), (2, HALF)],
)
def test_a_head_without_end_is_not_waited_for(
    hub: FakeHub, asked: int, begun: bytes
) -> None:
    """Who says nothing, or half a head, is cut off, the first time and later."""
    server = served(hub, pace=Pace(head_s=0.3))
    server.start()
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.connect()
    for _ in range(asked):
        line.request("GET", "/healthz")
        assert line.getresponse().read()
    line.sock.sendall(begun)
    assert line.sock.recv(1) == b""
    line.close()
    server.stop()


def test_a_whole_head_is_given_its_time(hub: FakeHub) -> None:
    """The bound on a head ends no stream and no line between two requests."""
    server = served(hub, pace=Pace(head_s=0.2, heartbeat_s=0.1))
    server.start()
    client = Client(server.port)
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    with client.stream("/api/v1/events") as stream:
        line.request("GET", "/healthz")
        assert line.getresponse().read()
        for _ in range(6):
            next(stream)
        line.request("GET", "/healthz")
        assert line.getresponse().status == 200
    line.close()
    server.stop()


def test_a_stalled_sender_ties_nobody(server: WebServer, client: Client) -> None:
    """Many who never finish their request do not keep others waiting."""
    head = (
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for line in lines:
        line.sendall(head)
    assert client.post("/api/v1/tickets", {"service": "A"}).status == 200
    for line in lines:
        line.close()
