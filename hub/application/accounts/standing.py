"""How a sign-in stands at an instant (pure): it holds, is locked, or is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from events.settings import Role
from hub.application.accounts.kept import SignIn
from hub.application.accounts.told import SignedIn


class Limits(Struct, frozen=True, kw_only=True):
    """How long a sign-in lasts without an act, and how long at most."""

    idle: timedelta = timedelta(minutes=15)
    whole: timedelta = timedelta(hours=12)


class Word(StrEnum):
    """How whoever asks stands, as a refusal calls it."""

    SIGNED_IN = "signed-in"
    NEEDED = "sign-in-needed"
    LOCKED = "locked"
    ELSEWHERE = "signed-in-elsewhere"


class Standing(Struct, frozen=True, kw_only=True):
    """Who asks, or why nobody is signed in; `clerk` and `since` tell of a lock.

    One locked for want of an act may still look at what hangs on a wall, as `looks`.
    """

    word: Word = Word.NEEDED
    who: SignedIn | None = None
    clerk: str | None = None
    since: datetime | None = None
    looks: Role | None = None


NOBODY = Standing()
ENDED_ELSEWHERE = "elsewhere"


def locked_since(
    sign_in: SignIn, seen: datetime, at: datetime, limits: Limits
) -> datetime | None:
    """Return when a sign-in was locked, by hand or for want of an act; None if not."""
    if sign_in.locked is not None:
        return sign_in.locked
    idle_at = seen + limits.idle
    return idle_at if idle_at <= at else None


def is_over(sign_in: SignIn, at: datetime, limits: Limits) -> bool:
    """Whether a sign-in has lasted as long as one may."""
    return sign_in.began + limits.whole <= at
