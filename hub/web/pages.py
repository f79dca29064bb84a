"""Between the event loop and Flask: one thread a request, one answer whole.

Flask shows; it is never told anything, so a request's body does not come here.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from hub.web.asgi import Headers, Receive, Scope, Send, send_body, send_start
from hub.web.doorkeeper import WHO

Environ: TypeAlias = dict[str, Any]
Wsgi: TypeAlias = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

OF_THE_BODY = frozenset({"content-length", "content-type", "transfer-encoding"})


class Page(NamedTuple):
    """Flask's whole answer."""

    status: int
    headers: Headers
    body: bytes


class Pages:
    """An ASGI application over a WSGI one that only shows."""

    def __init__(self, flask: Wsgi, handed_on: Sequence[str] = ()) -> None:
        """Remember whom to ask, and what of a request's scope is handed on."""
        self._flask = flask
        self._handed_on = handed_on

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        del receive
        more = {name: scope.get(name) for name in self._handed_on}
        asked = {**environ(scope), **more}
        page = await asyncio.to_thread(show, self._flask, asked)
        await send_start(send, page.status, page.headers)
        await send_body(send, page.body)


def show(flask: Wsgi, asked: Environ) -> Page:
    """Return what Flask shows when asked so."""
    status, headers = 500, Headers()

    def start(line: str, given: list[tuple[str, str]], _fault: Any = None) -> None:
        nonlocal status, headers
        status = int(line[:3])
        headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in given]

    parts: Any = flask(asked, start)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Page(status, headers, body)


def environ(scope: Scope) -> Environ:
    """Return a request without a body as WSGI has it."""
    host, port = scope["server"] or ("127.0.0.1", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        WHO: scope.get(WHO),
        **_headers(scope),
    }


def _headers(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        text = name.decode("latin-1")
        # A name with an underscore could pass itself off as another one here.
        if text not in OF_THE_BODY and "_" not in text:
            key, said = (
                f"HTTP_{text.upper().replace('-', '_')}",
                value.decode("latin-1"),
            )
            found[key] = f"{found[key]},{said}" if key in found else said
    return found
