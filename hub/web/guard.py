"""By which names the hub is asked, and from which pages: by its own alone.

Host must be one of the hub's own names (a foreign one would be DNS rebinding) and
Origin the page's own; `hub.web.body` wants JSON, which a foreign form cannot send.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from firmware_config.site import HubSettings
from hub.web.answers import Refusal
from hub.web.asgi import Headers, Scope, header

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Listens on every address, and is the name of none.
ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
SAFE_METHODS = frozenset({"GET", "HEAD"})

SECURITY_HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


def content_policy(frames: tuple[str, ...] = ()) -> str:
    """Return the Content-Security-Policy; `frames` are origins a page may frame."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            " ".join(("frame-src 'self'", *frames)),
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def is_loopback(host: str) -> bool:
    """Whether a Host header or address names this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK or host == "::1"
    except ValueError:
        return False


def name_in(host: str) -> str:
    """Return the name or address in a Host header, without its port; "" if none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Knows the hub's own names: loopback, where it listens, and its public address."""

    def __init__(self, hub: HubSettings) -> None:
        """Remember the names."""
        public = urlsplit(hub.public_url).hostname or ""
        self._names = LOOPBACK | {hub.http_host.lower(), public} - {*ANY_ADDRESS, ""}
        self._best = public or "127.0.0.1"

    def check(self, scope: Scope) -> None:
        """Let a request pass, or raise the `Refusal` that answers it."""
        host = header(scope, "host") or ""
        # An address typed as it is: no foreign page can be called by ours.
        here = scope["server"][0] if scope.get("server") else ""
        if name_in(host) not in {*self._names, here}:
            raise Refusal(
                "wrong-host",
                f"Tên máy chủ này không phải của hệ thống. Hãy dùng {self._best}.",
                f"This is not a name of the hub's. Use {self._best}.",
            )
        if scope["method"] not in SAFE_METHODS:
            check_origin(header(scope, "origin"), f"{scope['scheme']}://{host}")


def check_origin(origin: str | None, ours: str) -> None:
    """Refuse what another site's page sends."""
    if origin is not None and origin.lower() != ours.lower():
        raise Refusal(
            "wrong-origin",
            "Yêu cầu đến từ một trang khác nên không được nhận.",
            "The request comes from another site's page and is not taken.",
        )
