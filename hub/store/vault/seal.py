"""How a thing is sealed: AES-256-GCM, bound to its reference and kind.

A sealed thing moved behind another reference, or called by another kind, does not open.
Texts are filled up to a multiple of 32 bytes, so that a length tells little.
"""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
BLOCK = 32
FILL = b"\0"
CHECK = "check"


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        """Remember the key, and one derived from it for marks."""
        self._cipher = AESGCM(key)
        self._mark_key = hashlib.blake2b(b"mark", key=key, digest_size=32).digest()

    def close(self, reference: str, kind: str, text: str) -> bytes:
        """Return a text sealed for this reference and kind."""
        plain = text.encode()
        filled = plain + FILL * (-len(plain) % BLOCK)
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, filled, bound(reference, kind))

    def open(self, reference: str, kind: str, sealed: bytes) -> str | None:
        """Return the text, or None if it is not what was sealed for these."""
        nonce, rest = sealed[:NONCE], sealed[NONCE:]
        try:
            filled = self._cipher.decrypt(nonce, rest, bound(reference, kind))
        except (InvalidTag, ValueError):
            return None
        return filled.rstrip(FILL).decode()

    def mark(self, kind: str, text: str) -> bytes:
        """Return what tells one thing from another, and nothing without the key."""
        told = f"{kind}\0{text}".encode()
        return hashlib.blake2b(told, key=self._mark_key, digest_size=16).digest()

    def sign(self) -> bytes:
        """Return what only this key opens, to know it again by."""
        return self.close(CHECK, CHECK, CHECK)

    def knows(self, sign: bytes) -> bool:
        """Whether a sign was made with this key."""
        return self.open(CHECK, CHECK, sign) == CHECK


def bound(reference: str, kind: str) -> bytes:
    """Return what a sealed thing is bound to."""
    return f"layso-vault/1\0{kind}\0{reference}".encode()
