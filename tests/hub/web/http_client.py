"""A plain HTTP client for the web's tests: requests and event streams."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs

from firmware_config.site import Site


def site_on(site: Site, port: int) -> Site:
    """The same site with its web on another port."""
    return structs.replace(site, hub=structs.replace(site.hub, http_port=port))


@dataclass(frozen=True)
class Got:
    """A response, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Frame:
    """One server-sent event, or a comment."""

    event: str = ""
    id: str = ""
    data: Any = None
    comment: str = ""


@dataclass
class Client:
    """Asks one server on this machine."""

    port: int
    json_headers: dict[str, str] = field(
        default_factory=lambda: {"Content-Type": "application/json"}
    )

    def get(self, path: str, **headers: str) -> Got:
        """Ask for a page; header names are written with underscores."""
        return self.request("GET", path, None, named(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Got:
        """Post JSON, or bytes as they are."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = b"" if body is None else raw
        return self.request("POST", path, sent, self.json_headers | named(headers))

    def request(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Got:
        """Send any request and read the whole response."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request(method, path, body, headers)
            got = line.getresponse()
            received = {name.lower(): value for name, value in got.getheaders()}
            return Got(got.status, received, got.read())
        finally:
            line.close()

    @contextmanager
    def stream(self, path: str, **headers: str) -> Iterator[Iterator[Frame]]:
        """Open an event stream; frames come one by one, comments too."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path, headers=named(headers))
            got = line.getresponse()
            assert got.status == 200, got.read()
            yield frames(got)
        finally:
            line.close()


def named(headers: dict[str, str]) -> dict[str, str]:
    """Headers by their names on the wire."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def frames(lines: http.client.HTTPResponse) -> Iterator[Frame]:
    """Read frames until the stream ends."""
    frame, is_empty = Frame(), True
    while raw := lines.readline():
        name, _, value = raw.decode().rstrip("\n").partition(":")
        value = value.strip()
        if not name and not value and not is_empty:
            yield frame
            frame, is_empty = Frame(), True
        elif raw.startswith(b":"):
            frame.comment, is_empty = value, False
        elif name == "data":
            frame.data, is_empty = json.loads(value), False
        elif name in ("event", "id"):
            setattr(frame, name, value)
            is_empty = False
