"""Messages as a broken, old or ill-meaning sender makes them: good ones, mangled.

Everything follows from one `Random`, so that a seed tells a whole run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from events.examples import EXAMPLES, as_sent

NASTY: Sequence[Any] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, 2**64, -(2**64), 1e308, 0.5),
    *("", " ", "\0", "\n", "A\n", "\ud800", "\udfff", "é" * 40, "A" * 300, "\u202eA"),
    *("A", "Z", "Đ", "1", "9", "null", "../..", "+", "#", "$SYS", "layso.", "%s", "{}"),
    *("2026-11-22", "2026-11-22T08:00:00", "2026-11-22T08:00:00+07:00", "0000-00-00"),
    *("9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+14:00"),
    *([], [[]], {}, {"": {}}, [None] * 50, {"a": "\0"}, [{"id": "A"}] * 3),
)
TOKENS: Sequence[bytes] = (
    *(b"NaN", b"-Infinity", b"1e999", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf"),
    *(b"\0", b"\\u0000", b"\\ud800", b'"', b",", b"}", b"[" * 3_000, b'{"a":' * 3_000),
)


class Mangler:
    """Makes envelopes and breaks them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._count = 0
        self._ids: list[str] = ["press-0"]

    def envelope(self, name: str, source: str, **data: Any) -> dict[str, Any]:
        """Return a sound envelope with an example body, some members of it changed."""
        return {
            "specversion": "1.0",
            "id": self._id(),
            "source": source,
            "type": f"layso.{name}",
            "datacontenttype": "application/json",
            "dataversion": 1,
            "data": as_sent(EXAMPLES[name]) | data,
        }

    def payload(self, envelope: dict[str, Any]) -> bytes:
        """Return it as JSON: every third as it is, the others mangled."""
        how = self.random.choice((self._sound, self._shaped, self._shaped, self._torn))
        return how(envelope)

    def noise(self) -> bytes:
        """Return bytes that mean nothing."""
        return self.random.randbytes(self.random.choice((0, 1, 10, 100, 1_000)))

    def _id(self) -> str:
        """Return a new id, or now and then one that was there already."""
        if self.random.random() < 0.1:
            return self.random.choice(self._ids[-200:])
        self._count += 1
        self._ids.append(f"press-{self._count}")
        return self._ids[-1]

    def _sound(self, envelope: dict[str, Any]) -> bytes:
        return json.dumps(envelope).encode()

    def _shaped(self, envelope: dict[str, Any]) -> bytes:
        """Change one to three members, of the envelope or of the body."""
        for _ in range(self.random.randint(1, 3)):
            data = envelope.get("data")
            is_inner = isinstance(data, dict) and data and self.random.random() < 0.6
            self._change(data if is_inner and isinstance(data, dict) else envelope)
        return json.dumps(envelope).encode()

    def _change(self, members: dict[str, Any]) -> None:
        key = self.random.choice(list(members) or ["x"])
        changes: Sequence[Callable[[], Any]] = (
            lambda: members.pop(key, None),
            lambda: members.update({key: self.random.choice(NASTY)}),
            lambda: members.update({key: self.random.choice(NASTY)}),
            lambda: members.update({key: self._bent(members.get(key))}),
            lambda: members.update({self.random.choice(("x", "")): members.get(key)}),
        )
        self.random.choice(changes)()

    def _bent(self, value: Any) -> Any:
        """Return something near to what stood there."""
        if isinstance(value, str):
            at = self.random.randint(0, len(value))
            return value[:at] + self.random.choice(("\0", "x", "", "\n", "é")) + value
        if isinstance(value, int):
            return value + self.random.choice((-1, 1, 2**32, -(2**63)))
        return [value]

    def _torn(self, envelope: dict[str, Any]) -> bytes:
        """Tear the bytes: cut, doubled, overwritten, or a strange token put in."""
        raw = json.dumps(envelope, ensure_ascii=self.random.random() < 0.5)
        whole = raw.encode("utf-8", "surrogatepass")
        at, to = sorted(self.random.choices(range(len(whole) + 1), k=2))
        token = self.random.choice(TOKENS)
        torn = (
            whole[:at],
            whole[at:],
            whole[:at] + token + whole[at:],
            whole[:at] + token + whole[to:],
            whole[:to] + whole[at:],
            whole + whole,
            whole.ljust(65_536 + self.random.choice((0, 1, 5_000))),
        )
        return self.random.choice(torn)
