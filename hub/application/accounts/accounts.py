"""Sign-in by clerk code and PIN: who may, who has, and how it ends.

PINs stand in the store, roles in the office's settings. What waits for a hash or for
the disk is called from a thread; `standing` is quick enough for the event loop.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from events.settings import Clerk, Role
from hub.application.accounts import lock_out, sentences
from hub.application.accounts.kept import AccountStore, Hasher, Kept, SignIn
from hub.application.accounts.pins import Pins
from hub.application.accounts.roles import Roles
from hub.application.accounts.standing import (
    ENDED_ELSEWHERE,
    NOBODY,
    Limits,
    Standing,
    Word,
    is_over,
    locked_since,
)
from hub.application.accounts.told import AccountNow, NotTaken, SignedIn

log = logging.getLogger(__name__)

TOKEN_BYTES = 32


class Accounts:
    """The office's accounts; any thread may ask."""

    def __init__(
        self,
        store: AccountStore,
        hasher: Hasher,
        now: Callable[[], datetime],
        clerks: Callable[[], tuple[Clerk, ...]],
        limits: Limits = Limits(),  # noqa: B008  # frozen
    ) -> None:
        """Remember where PINs are kept, who may have one, and the limits."""
        self.limits = limits
        self._store = store
        self._pins = Pins(store, hasher, now)
        self._now = now
        self._clerks = clerks
        self._seen: dict[bytes, datetime] = {}
        self._written: dict[bytes, datetime] = {}
        self._tries: dict[bytes, int] = {}
        # One PIN is hashed at a time: each takes memory, and misses are counted.
        self._one_at_a_time = threading.Lock()

    @property
    def in_force(self) -> bool:
        """Whether some clerk has a PIN: then staff must sign in."""
        return bool(self._store.kept().accounts)

    @property
    def has_manager(self) -> bool:
        """Whether somebody could sign in as a manager."""
        return self._roles(self._store.kept()).has_manager

    def has_manager_among(self, clerks: tuple[Clerk, ...]) -> bool:
        """Whether somebody could, were these the clerks of the settings."""
        return Roles(clerks, self._store.kept().accounts).has_manager

    # ── Who asks ──────────────────────────────────────────────────────────────

    def standing(self, token: str | None) -> Standing:
        """Return who holds this token, or why nobody is signed in by it."""
        if not token:
            return NOBODY
        kept, at = self._store.kept(), self._now()
        sign_in = kept.sign_ins.get(mark_of(token))
        if sign_in is None or is_over(sign_in, at, self.limits):
            return NOBODY
        return self._standing(kept, sign_in, at)

    def acted(self, token: str) -> None:
        """Note an act of whoever holds the token: it keeps from being locked."""
        self._seen[mark_of(token)] = self._now()

    def _standing(self, kept: Kept, sign_in: SignIn, at: datetime) -> Standing:
        role = self._roles(kept).of(sign_in.clerk)
        if sign_in.ended == ENDED_ELSEWHERE and role is not None:
            return Standing(word=Word.ELSEWHERE, clerk=sign_in.clerk)
        if sign_in.ended is not None or role is None:
            return NOBODY
        seen = max(sign_in.seen, self._seen.get(sign_in.mark, sign_in.seen))
        since = locked_since(sign_in, seen, at, self.limits)
        if since is not None:
            looks = role if sign_in.locked is None else None
            word, clerk = Word.LOCKED, sign_in.clerk
            return Standing(word=word, clerk=clerk, since=since, looks=looks)
        who = SignedIn(
            clerk=sign_in.clerk,
            role=role,
            locks_at=seen + self.limits.idle,
            ends_at=sign_in.began + self.limits.whole,
        )
        return Standing(word=Word.SIGNED_IN, who=who, clerk=who.clerk)

    # ── Signing in and out: these wait ────────────────────────────────────────

    def sign_in(self, clerk: str, given: str, before: str | None = None) -> str:
        """Return a new token, or raise `NotTaken`; the one `before` is over then."""
        clerk = self._pins.as_written(clerk)
        with self._one_at_a_time:
            if not self._is_at_home(clerk, before):
                self._pins.must_be_open(clerk)
            self._pins.check(clerk, given, self._may_sign_in)
            at, token = self._now(), secrets.token_urlsafe(TOKEN_BYTES)
            if before:
                self._store.drop([mark_of(before)])
            self._store.put_sign_in(
                SignIn(mark=mark_of(token), clerk=clerk, began=at, seen=at)
            )
        log.info("%s signed in", clerk)
        return token

    def sign_out(self, token: str) -> None:
        """End the sign-in of this token."""
        self._store.drop([mark_of(token)])

    def lock(self, token: str) -> None:
        """Lock the sign-in of this token at once, until the PIN is given again."""
        self._store.lock(mark_of(token), self._now())

    # ── PINs: these wait, too ─────────────────────────────────────────────────

    def set_pin(self, clerk: str, new: str) -> None:
        """Give a clerk of the settings a PIN, or raise `NotTaken`; ends his sign-ins.

        The first PIN is a manager's: nobody could give another one after it.
        """
        kept = self._store.kept()
        role = self._roles(kept).of(clerk)
        if role is None:
            raise NotTaken("unknown-clerk", sentences.UNKNOWN_CLERK)
        if role != Role.MANAGER and not self._roles(kept).has_manager:
            raise NotTaken("manager-first", sentences.MANAGER_FIRST)
        with self._one_at_a_time:
            self._pins.put(clerk, new)

    def change_pin(self, clerk: str, old: str, new: str) -> None:
        """Have a clerk change his own PIN, or raise `NotTaken`; ends his sign-ins."""
        with self._one_at_a_time:
            self._pins.must_be_open(clerk)
            self._pins.check(clerk, old, self._may_sign_in)
            self._pins.change(clerk, old, new)

    def open_again(self, clerk: str) -> None:
        """Let a code be tried again that wrong PINs have locked."""
        if clerk in self._store.kept().misses:
            self._store.forget_misses(clerk)
            log.info("%s may try a PIN again", clerk)

    def _is_at_home(self, clerk: str, token: str | None) -> bool:
        """Whether this clerk is signed in where he asks, be it locked, and may try.

        Others' wrong PINs do not keep him from going on: some tries stay his own.
        """
        mark = mark_of(token or "")
        one = self._store.kept().sign_ins.get(mark)
        if one is None or (one.clerk, one.ended) != (clerk, None):
            return False
        self._tries[mark] = self._tries.get(mark, 0) + 1
        return not is_over(one, self._now(), self.limits) and (
            self._tries[mark] <= lock_out.FREE
        )

    def _may_sign_in(self, clerk: str) -> bool:
        return self._roles(self._store.kept()).of(clerk) is not None

    # ── For the manager, and for the ticker ───────────────────────────────────

    def all(self) -> tuple[AccountNow, ...]:
        """Return every clerk of the settings, and whoever was named on the machine."""
        kept, at = self._store.kept(), self._now()
        roles = self._roles(kept)
        signed_in = {
            s.clerk
            for s in kept.sign_ins.values()
            if self._standing(kept, s, at).who and not is_over(s, at, self.limits)
        }
        return tuple(
            AccountNow(
                clerk=one.id,
                role=one.role,
                is_active=one.is_active,
                has_pin=one.id in kept.accounts,
                is_signed_in=one.id in signed_in,
                locked_until=lock_out.locked_until(kept.misses.get(one.id), at),
            )
            for one in roles.everybody
        )

    def follow(self, clerks: tuple[Clerk, ...]) -> None:
        """Drop the PINs of whoever was taken off the list of clerks."""
        self._pins.follow(frozenset(one.id for one in clerks))

    def tick(self) -> None:
        """Write down who has acted, and forget what is long over, and who has left."""
        self.follow(self._clerks())
        kept, at = self._store.kept(), self._now()
        for mark in [one for one in list(self._seen) if one not in kept.sign_ins]:
            self._seen.pop(mark, None)
            self._written.pop(mark, None)
        for mark in [one for one in list(self._tries) if one not in kept.sign_ins]:
            self._tries.pop(mark, None)
        news = {m: at for m, at in list(self._seen.items()) if self._is_news(m, at)}
        if news:
            self._store.put_seen(news)
            self._written |= news
        signed_in = kept.sign_ins.items()
        old = [m for m, one in signed_in if is_over(one, at, self.limits)]
        if old:
            self._store.drop(old)

    def close(self) -> None:
        """Write down who has acted, and let go of the file."""
        try:
            self.tick()
        finally:
            self._store.close()

    def _is_news(self, mark: bytes, at: datetime) -> bool:
        return self._written.get(mark) != at

    def _roles(self, kept: Kept) -> Roles:
        return Roles(self._clerks(), kept.accounts)


def mark_of(token: str) -> bytes:
    """Return what is kept of a token: from it nobody makes the token again."""
    return hashlib.sha256(token.encode()).digest()
