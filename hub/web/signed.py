"""What a command says of the clerk, filled in by who is signed in."""

from __future__ import annotations

from events import codec
from events.settings import Role
from hub.application.accounts import SignedIn
from hub.web.answers import Refusal
from hub.web.commands import members

# Commands that name a clerk: whoever is signed in, unless they say another.
OF_A_CLERK = frozenset({"open-counter", "acknowledge-alert"})


def as_clerk(name: str, body: bytes, who: SignedIn | None) -> bytes:
    """Return a command's body with the clerk who is signed in, where it names none.

    In another's name only a manager acts.
    """
    if who is None or name not in OF_A_CLERK:
        return body
    given = members(body)
    said = given.setdefault("clerk", who.clerk)
    if said != who.clerk and who.role != Role.MANAGER:
        raise Refusal(
            "not-your-role",
            f"Chỉ quản lý làm được việc này thay người khác. Bạn đang là {who.clerk}.",
            f"Only a manager does this for somebody else. You are {who.clerk}.",
        )
    return codec.encode(given)
