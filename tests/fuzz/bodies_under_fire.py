"""The codec: bytes become a body, or one of its three plain errors."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from events import codec
from events.codec import BadBody, UnknownType, UnknownVersion
from events.envelope import Malformed, unseal
from tests.fuzz.mangling import Mangler

PLAIN = (Malformed, UnknownType, UnknownVersion, BadBody)
NAMES = (*codec.WIRE, "", "no-such-name")


class Bodies:
    """Envelopes and bodies, read as programs read them."""

    def __init__(self, random: Random) -> None:
        self.fed = 0
        self.understood = 0
        self.payload = b""
        self._random = random
        self._mangler = Mangler(random)

    def fire(self, count: int) -> None:
        """Read so many, each as an envelope and as a bare body."""
        for _ in range(count):
            name = self._random.choice(tuple(codec.WIRE))
            envelope = self._mangler.envelope(name, "/office/hk01/hub")
            bare = dict(envelope["data"])
            self.payload = self._mangler.payload(envelope)
            self._open(self.payload)
            self.payload = self._mangler.payload(bare)
            self._decode(self.payload)
            self.fed += 1

    def _open(self, payload: bytes) -> None:
        with suppress(*PLAIN):
            envelope = unseal(payload)
            again = unseal(codec.encode(envelope))
            assert again.body() == envelope.body()
            self.understood += 1

    def _decode(self, payload: bytes) -> None:
        name, version = self._random.choice(NAMES), self._random.choice((1, 1, 0, 2))
        with suppress(*PLAIN):
            body = codec.decode(name, version, payload)
            assert codec.decode(name, version, codec.encode(body)) == body
