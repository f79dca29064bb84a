"""What is sent and told where somebody signs in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from events.ids import ClerkId, OfficeId
from events.replies import Sentence
from events.settings import Role
from events.unfit import UNREADABLE, why
from hub.application.accounts import AccountNow, Accounts, Standing, Word
from hub.web.answers import malformed
from hub.web.asgi import Header, Scope
from hub.web.doorkeeper import cookie_name

B = TypeVar("B", bound=Struct)

Pin = Annotated[str, Meta(max_length=64, description="6 to 12 digits.")]


class PinGiven(Struct, frozen=True, kw_only=True):
    """Somebody signs in."""

    clerk: ClerkId
    pin: Pin


class NewPin(Struct, frozen=True, kw_only=True):
    """A manager gives a clerk a PIN."""

    pin: Pin


class OwnPin(Struct, frozen=True, kw_only=True):
    """A clerk changes his own PIN."""

    pin: Pin
    new: Pin


class Me(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is signed in here; `word` says how things stand if nobody is.

    Without an act the sign-in is locked at `locks_at` (`idle_s` after the last one);
    `locked_at` is when that has come. `needs_sign_in` is false where anybody may act.
    """

    office: OfficeId
    needs_sign_in: bool
    word: Word
    now: datetime
    clerk: ClerkId | None = None
    role: Role | None = None
    idle_s: float | None = None
    locks_at: datetime | None = None
    ends_at: datetime | None = None
    locked_at: datetime | None = None


class AllAccounts(Struct, frozen=True, kw_only=True):
    """Every account as a manager sees it."""

    accounts: tuple[AccountNow, ...]


class RefusedUntil(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sign-in or PIN was not taken; `until` is when a locked code is free again."""

    refusal: str
    text: Sentence
    until: datetime | None = None


def asked(body: bytes, kind: type[B]) -> B:
    """Return a body as what it should be, or raise the refusal that answers it."""
    try:
        return msgspec.json.decode(body or b"{}", type=kind)
    except UNREADABLE as error:
        raise malformed(why(error)) from error


def me(
    office: str,
    standing: Standing,
    accounts: Accounts | None,
    now: datetime,
    *,
    is_open: bool,
) -> Me:
    """Return what somebody is told of himself."""
    told = Me(
        office=office,
        needs_sign_in=not is_open,
        word=standing.word,
        now=now,
        clerk=standing.clerk,
        idle_s=accounts.limits.idle.total_seconds() if accounts else None,
        locked_at=standing.since,
    )
    who = standing.who
    if who is None:
        return told
    return replace(told, role=who.role, locks_at=who.locks_at, ends_at=who.ends_at)


def cookie(scope: Scope, token: str, lasts: timedelta | None) -> Header:
    """Return the header that gives a token, or takes it back."""
    age = 0 if lasts is None else int(lasts.total_seconds())
    secure = "; Secure" if scope["scheme"] == "https" else ""
    rules = f"Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}"
    return (b"set-cookie", f"{cookie_name(scope)}={token}; {rules}".encode())
