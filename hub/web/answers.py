"""How the hub's answers look over HTTP: a status and a JSON body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from events import codec
from events.envelope import MAX_BYTES
from events.replies import RefusalReply, Sentence
from hub.application import door
from hub.web.port import Answer

CONFLICT = 409
NO_HTTP = Sentence(
    vi="yêu cầu HTTP không đọc được", en="the HTTP request cannot be read"
)
STATUS: Mapping[str, int] = {
    "malformed": 400,
    "wrong-office": 400,
    "unknown-type": 400,
    "unknown-version": 400,
    "sign-in-needed": 401,
    "locked": 401,
    "signed-in-elsewhere": 401,
    "wrong-pin": 401,
    "wrong-origin": 403,
    "not-your-role": 403,
    "unknown-ticket": 404,
    "unknown-counter": 404,
    "unknown-service": 404,
    "unknown-clerk": 404,
    "unknown-reference": 404,
    "not-found": 404,
    "wrong-method": 405,
    "too-slow": 408,
    "expired": 410,
    "no-length": 411,
    "too-large": 413,
    "not-json": 415,
    "wrong-host": 421,
    "id-reused": 422,
    "personal": 422,
    "weak-pin": 422,
    "pin-locked": 423,
    "flood": 429,
    "internal": 500,
    "hub-cannot-write": 503,
    "hub-busy": 503,
    "vault-unusable": 503,
    "pins-unusable": 503,
    "outcome-unknown": 504,
}


class Refusal(Exception):
    """The request stops at the door; the reply says why and what to do."""

    def __init__(self, refusal: str, vi: str, en: str) -> None:
        """Remember the refusal's name and its sentence in both languages."""
        super().__init__(en)
        self.reply = RefusalReply(refusal=refusal, text=Sentence(vi=vi, en=en))
        self.allow: str | None = None

    @classmethod
    def of(cls, said: RefusalReply) -> Refusal:
        """Return what stops a request with a refusal that is written already."""
        return cls(said.refusal, said.text.vi, said.text.en)


class Reply(NamedTuple):
    """A status and a JSON body, ready to send."""

    status: int
    body: bytes


def reply(answer: Answer) -> Reply:
    """Return the answer as HTTP says it: 200, or the refusal's own status."""
    status = 200
    if isinstance(answer, RefusalReply):
        status = STATUS.get(answer.refusal, CONFLICT)
    return Reply(status, codec.encode(answer))


def malformed(why: Sentence) -> Refusal:
    """Return the refusal of a request that does not fit the contract."""
    return Refusal.of(door.refuse("malformed", why))


def not_found() -> Refusal:
    """Return the refusal of an address that leads nowhere."""
    return Refusal(
        "not-found",
        "Không có trang này. Hãy xem lại địa chỉ.",
        "There is nothing at this address. Check it.",
    )


def wrong_method(allow: str | None = None) -> Refusal:
    """Return the refusal of a method that the address does not take; `allow` it does.

    Flask fills `allow` in by itself.
    """
    refusal = Refusal(
        "wrong-method",
        "Địa chỉ này không nhận cách gửi đó.",
        "This address does not take that method.",
    )
    refusal.allow = allow
    return refusal


def internal() -> Refusal:
    """Return what is said when the hub itself failed."""
    return Refusal(
        "internal",
        "Hệ thống gặp trục trặc. Hãy thử lại; nếu vẫn vậy, báo kỹ thuật viên.",
        "The hub failed at this. Try again; if it stays so, tell the technician.",
    )


def too_large() -> Refusal:
    """Return the refusal of a body past the contract's limit."""
    return Refusal(
        "too-large",
        f"Nội dung quá lớn; nhiều nhất {MAX_BYTES} byte.",
        f"The body is too large; at most {MAX_BYTES} bytes are read.",
    )


def unreadable() -> Refusal:
    """Return the refusal of a request that is no sound HTTP."""
    return malformed(NO_HTTP)
