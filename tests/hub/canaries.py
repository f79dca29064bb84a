"""Texts planted where people's things go in, and every form they could come out in."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct


class Canary(Struct, frozen=True):
    """A text that is planted once, and pieces of it that stand nowhere by chance."""

    kind: str
    text: str
    pieces: tuple[str, ...]


DOSSIER = Canary("dossier-code", "000.77.01.H26-261122-739155", ("261122-739155",))
CONSIGNMENT = Canary("consignment", "EX918273645VN", ("918273645",))
PHONE = Canary("phone", "0987 153 624", ("0987153624", "987 153 624"))
NOTE = Canary("note", "Cổng treo, khách đứng chờ: chim Vẹt Xám 7391", ("Vẹt Xám 7391",))
REFUSED = Canary(
    "refused note",
    "Gọi lại 0978 456 123 cho chim Yến Hồng",
    ("0978 456 123", "Yến Hồng"),
)
ALL = (DOSSIER, CONSIGNMENT, PHONE, NOTE, REFUSED)


def leaks(places: Mapping[str, bytes], canaries: Iterable[Canary] = ALL) -> list[str]:
    """Return where a canary stands, in whichever form."""
    found = []
    for canary in canaries:
        for piece in (canary.text, *canary.pieces):
            for form, written in forms(piece):
                found += [
                    f"{canary.kind} as {form} in {place}"
                    for place, content in places.items()
                    if written in content
                ]
    return found


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield a text as programs write texts down."""
    plain = text.encode()
    yield "plain", plain
    yield "JSON", json.dumps(text)[1:-1].encode()
    yield "repr", repr(plain)[2:-1].encode()
    yield "URL", quote(text).encode()
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "UTF-16 LE", text.encode("utf-16-le")
    yield "UTF-16 BE", text.encode("utf-16-be")
    yield "UTF-32", text.encode("utf-32-le")
    yield "reversed", plain[::-1]
    for shift in range(3):
        yield f"base64 +{shift}", based(plain, shift)
        yield f"base64url +{shift}", based(plain, shift, b"-_")


def based(plain: bytes, shift: int, signs: bytes = b"+/") -> bytes:
    """Return what is left of a text in base64 whatever stands before and after it."""
    whole = base64.b64encode(b"\0" * shift + plain, signs)
    first = (shift * 8 + 5) // 6
    last = ((shift + len(plain)) * 8) // 6
    return whole[first:last]
