"""Who is let in while there are no accounts: this machine, asking for itself.

Host must be loopback (a foreign name would be DNS rebinding) and Origin must be the
page's own; `hub.web.body` wants JSON, which a foreign form cannot send.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from hub.web.answers import Refusal
from hub.web.asgi import Headers, Scope, header

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
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


def check(scope: Scope) -> None:
    """Let a request pass, or raise the `Refusal` that answers it."""
    host = header(scope, "host") or ""
    if not is_loopback(host):
        raise Refusal(
            "wrong-host",
            "Chỉ mở được từ chính máy này. Hãy dùng địa chỉ 127.0.0.1.",
            "This hub answers only on its own machine. Use 127.0.0.1.",
        )
    if scope["method"] not in SAFE_METHODS:
        check_origin(header(scope, "origin"), host)


def check_origin(origin: str | None, host: str) -> None:
    """Refuse what another site's page sends."""
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        raise Refusal(
            "wrong-origin",
            "Yêu cầu đến từ một trang khác nên không được nhận.",
            "The request comes from another site's page and is not taken.",
        )
