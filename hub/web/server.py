"""The listening socket and the event loop behind it: started and stopped by us."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import uvicorn

from hub.web.asgi import App
from hub.web.broadcast import Broadcast
from hub.web.guard import ANY_ADDRESS
from hub.web.line import Line
from hub.web.reach import CannotListen, check_papers, check_reach
from hub.web.settings import WebSettings

log = logging.getLogger(__name__)

START_S = 10.0
STOP_S = 5.0
# What has been answered has so long to go out once the web ends.
LAST_WORD_S = 0.7
# A reader that takes nothing for so long is cut off by the kernel.
STALL_MS = 30_000
# Or the kernel alone would hold megabytes for a reader that takes nothing.
SEND_BUFFER = 128 * 1024


class WebServer:
    """Serves the web on one address, on a thread of its own."""

    def __init__(self, app: App, broadcast: Broadcast, settings: WebSettings) -> None:
        """Remember what to serve and where; port 0 takes a free one."""
        self._broadcast = broadcast
        self._hub = settings.site.hub
        self._accounts = settings.accounts
        self._port = self._hub.http_port
        self._thread: threading.Thread | None = None
        self._server = Quiet(
            uvicorn.Config(
                app,
                lifespan="off",
                ws="none",
                http=cast(
                    "Any", partial(Line, settings.on_strange, settings.pace.head_s)
                ),
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                # Nobody stands before us: a header must not say who asks.
                proxy_headers=False,
                timeout_keep_alive=30,
                ssl_certfile=self._hub.https_cert or None,
                ssl_keyfile=self._hub.https_key or None,
                timeout_graceful_shutdown=1,
            )
        )

    @property
    def port(self) -> int:
        """The port that is listened on, once started."""
        return self._port

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def url(self) -> str:
        """The address of the first page, once started."""
        host = self._hub.http_host
        if host in ANY_ADDRESS:
            host = "127.0.0.1"
        scheme = "https" if self._hub.https_cert else "http"
        named = f"[{host}]" if ":" in host else host
        return f"{scheme}://{named}:{self._port}"

    def start(self) -> None:
        """Listen and serve; returns when it does, or raises `CannotListen`."""
        check_reach(self._hub, self._has_manager)
        if (said := check_papers(self._hub)) is not None:
            log.error("%s", said)
        listener = listen(self._hub.http_host, self._port)
        self._port = listener.getsockname()[1]
        self._thread = threading.Thread(
            target=self._run, args=(listener,), name="web", daemon=True
        )
        self._thread.start()
        if not self._server.is_up.wait(START_S):
            msg = f"The web did not start within {START_S:.0f} s; see the log."
            raise CannotListen(msg)
        log.info("web at %s", self.url)

    def stop(self) -> None:
        """Close every stream at once and end; returns when it has."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(STOP_S)
            if self._thread.is_alive():
                log.warning("the web did not end within %.0f s", STOP_S)

    def _has_manager(self) -> bool:
        return self._accounts is not None and self._accounts.has_manager

    def _run(self, listener: socket.socket) -> None:
        try:
            asyncio.run(self._serve(listener))
        except Exception:
            log.exception("the web ended by a fault")

    async def _serve(self, listener: socket.socket) -> None:
        self._broadcast.start()
        self._server.when_down = self._broadcast.stop
        await self._server.serve(sockets=[listener])


class Quiet(uvicorn.Server):
    """uvicorn without its signal handlers, with a word when it is up and going down."""

    def __init__(self, config: uvicorn.Config) -> None:
        """Remember the configuration."""
        super().__init__(config)
        self.is_up = threading.Event()
        self.when_down: Callable[[], None] = nothing

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, then say so."""
        await super().startup(sockets=sockets)
        self.is_up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first, nothing else would; wait for no stalled reader."""
        self.when_down()
        cut = asyncio.get_running_loop().call_later(LAST_WORD_S, self._cut_the_stalled)
        await super().shutdown(sockets=sockets)
        cut.cancel()

    def _cut_the_stalled(self) -> None:
        for line in list(self.server_state.connections):
            if line.transport.get_write_buffer_size():
                line.transport.abort()


def nothing() -> None:
    """Do nothing."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once only on a socket that says it is TCP; any other waits for
    # the reader's delayed acknowledgement, 40 ms, between head and body.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALL_MS)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        msg = f"Cannot listen on {host}:{port} ({error}). Set another hub.http_port."
        raise CannotListen(msg) from error
    return listener
