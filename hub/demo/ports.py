"""Free ports on this machine, from a range that outgoing connections do not use.

A port that the kernel gives by itself (32768 and up, as Linux comes) may be taken by
somebody's outgoing connection before a server is there to listen on it.
"""

from __future__ import annotations

import socket
from random import SystemRandom

FIRST, LAST = 20_000, 32_000
TRIES = 200

_chance = SystemRandom()


class NoPort(OSError):
    """No free port was found; end some of the programs that listen here."""


def free_port(wanted: int = 0) -> int:
    """Return the wanted port if nobody listens on it, else one that is free."""
    if wanted and _is_free(wanted):
        return wanted
    for _ in range(TRIES):
        port = _chance.randrange(FIRST, LAST)
        if _is_free(port):
            return port
    msg = f"No port from {FIRST} to {LAST} is free."
    raise NoPort(msg)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
