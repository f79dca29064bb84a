"""Where a broker is, read from `mqtt://[user:password@]host[:port]` or `mqtts://…`."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"mqtt": 1883, "mqtts": 8883}


class BadAddress(ValueError):
    """The broker's address cannot be read; the text says what it should look like."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Paths of what a link shows and trusts: PEM files; no `ca` trusts the system's."""

    ca: str | None = None
    cert: str | None = None
    key: str | None = None

    @classmethod
    def in_folder(cls, folder: str, who: str) -> Tls:
        """Return the papers of one program: ca.crt, and its own .crt and .key."""
        return cls(f"{folder}/ca.crt", f"{folder}/{who}.crt", f"{folder}/{who}.key")


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """A broker's host and port, whether by TLS, and as whom; its text names no one."""

    host: str
    port: int
    is_tls: bool = False
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Return host and port, fit for a log."""
        return f"{self.host}:{self.port}"


def parse(url: str) -> BrokerAddress:
    """Return what the address says, or raise `BadAddress`."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadAddress(_sentence())
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise BadAddress(_sentence()) from error
    return BrokerAddress(
        host=parts.hostname,
        port=port,
        is_tls=parts.scheme == "mqtts",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _sentence() -> str:
    """Say what is wanted without repeating what may hold a password."""
    return "The broker's address is to read mqtt://host:port or mqtts://host:port."
