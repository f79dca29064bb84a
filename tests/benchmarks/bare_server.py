"""What HTTP and event streams cost at least in Python: asyncio, and no work at all."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Any

from tests.benchmarks.lines import HERE

KEY = re.compile(rb"Idempotency-Key: (\S+)")
OPENING = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nid: bare:0\n\n"
PADDING = b"x" * 1_000  # about a screen's state
ANSWER = b'{"ticket":"A001","counter":"1","revision":1,"padding":"' + b"x" * 150 + b'"}'
OK = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(ANSWER), ANSWER)


class Bare(asyncio.Protocol):
    """Answers every post alike, and tells every stream of it if there are streams."""

    def __init__(self, streams: list[asyncio.Transport]) -> None:
        self._streams = streams

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to answer."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Open a stream, or answer a post."""
        if data.startswith(b"GET"):
            self._transport.write(OPENING)
            self._streams.append(self._transport)
        else:
            self._transport.write(OK)
            self._tell(data)

    def _tell(self, data: bytes) -> None:
        """Give a post's key to every stream."""


class BareStreams(Bare):
    """The same with streams: each post is told to all of them."""

    position = 0

    def _tell(self, data: bytes) -> None:
        """Give a post's key to every stream."""
        BareStreams.position += 1
        key = KEY.search(data)
        frame = b'id: bare:%d\ndata: {"causationid":"%s","%s"}\n\n' % (
            self.position,
            key[1] if key else b"",
            PADDING,
        )
        for stream in self._streams:
            stream.write(frame)


class BareServer:
    """Either on a port, on a thread of its own."""

    protocol: type[Bare] = Bare

    def __init__(self, port: int) -> None:
        self._is_up = threading.Event()
        self._streams: list[asyncio.Transport] = []
        serve = threading.Thread(target=self._run, args=(port,), daemon=True)
        serve.start()
        self._is_up.wait(10)

    def do(self, **order: Any) -> None:
        """Go on; nothing is to be told."""

    def _run(self, port: int) -> None:
        asyncio.run(self._serve(port))

    async def _serve(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: self.protocol(self._streams), HERE, port
        )
        self._is_up.set()
        await server.serve_forever()


class BareScreens(BareServer):
    """The server with streams."""

    protocol = BareStreams


bare_http, bare_screens = BareServer, BareScreens
