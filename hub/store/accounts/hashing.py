"""PINs made unreadable with argon2id, at a cost that a Raspberry Pi can bear.

A PIN of six digits is soon guessed from its hash alone. So a secret goes into it first
that stands beside the database: whoever has only accounts.db cannot even begin.
"""

from __future__ import annotations

import hmac
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from msgspec import Struct

from hub.application.accounts import NotTaken
from hub.application.accounts.sentences import NO_KEY


class Cost(Struct, frozen=True, kw_only=True):
    """What one hash takes: 19 MiB, twice over, in one lane; 0.1 s, on a Pi 4 0.3 s."""

    memory_kib: int = 19_456
    passes: int = 2


class PinHasher:
    """argon2id over a PIN and a secret of the machine's."""

    def __init__(self, secret: bytes, cost: Cost = Cost()) -> None:  # noqa: B008  # frozen
        """Remember the secret and the cost."""
        self._secret = secret
        self._argon2 = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=1
        )

    def hash(self, pin: str) -> str:
        """Return a hash of a PIN, different each time."""
        return self._argon2.hash(self._peppered(pin))

    def fits(self, hash: str | None, pin: str) -> bool:
        """Whether the hash is of this PIN; takes as long where there is no hash."""
        try:
            self._argon2.verify(hash or self._nobodys, self._peppered(pin))
        except (Argon2Error, InvalidHashError):
            return False
        return hash is not None

    def mark(self, text: str) -> str:
        """Return what a text is known again by, and nothing else; quick."""
        return hmac.digest(self._secret, b"code\0" + text.encode(), "sha256").hex()

    def is_outdated(self, hash: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(hash)

    @cached_property
    def _nobodys(self) -> str:
        return self.hash("nobody's")

    def _peppered(self, pin: str) -> bytes:
        return hmac.digest(self._secret, b"pin\0" + pin.encode(), "sha256")


class NoHasher:
    """In the place of one whose secret is gone: says so to whoever gives a PIN."""

    def hash(self, pin: str) -> str:
        """Refuse: what would be made could not be told from the others."""
        del pin
        raise NotTaken("pins-unusable", NO_KEY)

    def fits(self, hash: str | None, pin: str) -> bool:
        """Refuse: nobody can say, and nobody is to be locked out for it."""
        del hash, pin
        raise NotTaken("pins-unusable", NO_KEY)

    def mark(self, text: str) -> str:
        """Return one mark for all: none of them is counted."""
        del text
        return ""

    def is_outdated(self, hash: str) -> bool:
        """Return false: it stays as it is."""
        del hash
        return False
