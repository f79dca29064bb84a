"""The follow token: what the slip's QR says, known to nobody else.

HMAC-SHA-256 of the visit's id under the hub's secret, cut to 128 bits. It stands in no
event and no stored reply; it is derived again when needed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading

from events.day import DayOpened
from events.recorded import Recorded
from events.visit import TicketIssued

BYTES = 16


class FollowTokens:
    """Tokens of today's visits, both ways."""

    def __init__(self, secret: bytes, public_url: str) -> None:
        """Remember the secret and the address that the QR begins with."""
        self._secret = secret
        self.public_url = public_url
        self._visits: dict[str, str] = {}
        # Heard of, and not looked for yet: a long day is read without 10,000 hashes.
        self._unlearned: list[str] = []
        self._lock = threading.Lock()

    def token(self, visit: str) -> str:
        """Return a visit's token: 22 letters, digits, - and _."""
        mac = hmac.digest(self._secret, visit.encode(), hashlib.sha256)[:BYTES]
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()

    def url(self, visit: str) -> str:
        """Return the address behind the slip's QR."""
        return f"{self.public_url.rstrip('/')}/t/{self.token(visit)}"

    def visit_of(self, token: str) -> str | None:
        """Return the visit whose token this is, if it is one of today's."""
        with self._lock:
            self._visits.update((self.token(one), one) for one in self._unlearned)
            self._unlearned = []
            return self._visits.get(token)

    def hear(self, recorded: Recorded) -> None:
        """Learn of a new visit; forget yesterday's when a day opens."""
        match recorded.event:
            case DayOpened():
                with self._lock:
                    self._visits, self._unlearned = {}, []
            case TicketIssued(visit=visit):
                with self._lock:
                    self._unlearned.append(visit)
            case _:
                pass
