"""PINs tried and set, and what wrong ones lead to: whoever calls this waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from events.settings import Role
from hub.application.accounts import lock_out, pin, sentences
from hub.application.accounts.kept import Account, AccountStore, Hasher, Misses
from hub.application.accounts.told import NotTaken

log = logging.getLogger(__name__)

PIN_CHANGED = "pin-changed"


class Pins:
    """The PINs of an office; one is to be tried at a time, so that misses count."""

    def __init__(
        self, store: AccountStore, hasher: Hasher, now: Callable[[], datetime]
    ) -> None:
        """Remember where they are kept."""
        self._store = store
        self._hasher = hasher
        self._now = now

    def as_written(self, typed: str) -> str:
        """Return a code as it is kept, however it was typed: nv-07 is NV-07."""
        known = {one.upper(): one for one in self._store.kept().accounts}
        return known.get(typed.upper(), typed.upper())

    def must_be_open(self, clerk: str) -> None:
        """Raise `NotTaken` while a code takes no PIN after wrong ones."""
        at, misses = self._now(), self._store.kept().misses.get(self._counted(clerk))
        if (until := lock_out.locked_until(misses, at)) is not None:
            raise NotTaken("pin-locked", sentences.locked_out(until, at), until)

    def check(self, clerk: str, given: str, may: Callable[[str], bool]) -> None:
        """Take a PIN, or count it as wrong and raise `NotTaken`.

        A code that nobody has is answered as a wrong PIN is, and takes as long.
        """
        kept = self._store.kept()
        misses = kept.misses.get(self._counted(clerk))
        account = kept.accounts.get(clerk)
        fits = self._hasher.fits(account.hash if account else None, given)
        if account is None or not fits or not may(clerk):
            raise self._wrong(misses, clerk)
        if misses is not None:
            self._store.forget_misses(clerk)
        if self._hasher.is_outdated(account.hash):
            self._store.put_account(self._account(clerk, given, account.role))

    def put(self, clerk: str, new: str) -> None:
        """Give a clerk a PIN, or raise `NotTaken`; ends every sign-in of his."""
        if (no := pin.fault(new)) is not None:
            raise NotTaken("weak-pin", no)
        before = self._store.kept().accounts.get(clerk)
        role = before.role if before is not None else None
        self._store.put_account(self._account(clerk, new, role))
        self._store.end(clerk, PIN_CHANGED)
        log.info("%s has a new PIN", clerk)

    def change(self, clerk: str, old: str, new: str) -> None:
        """Put another PIN in place of the one just checked; the same is none."""
        if new == old:
            raise NotTaken("weak-pin", sentences.SAME)
        self.put(clerk, new)

    def follow(self, listed: frozenset[str]) -> None:
        """Drop PINs of codes taken off the list: given again, they are somebody else's.

        The list is kept, so that it is noticed though the hub was killed meanwhile. The
        last PINs stay: without any, nobody would have to sign in.
        """
        kept = self._store.kept()
        if listed == kept.listed:
            return
        gone = [
            one.clerk
            for one in kept.accounts.values()
            if one.clerk in kept.listed - listed and one.role is None
        ]
        if len(gone) < max(len(kept.accounts), 1):
            self._store.put_listed(listed, gone)
            for clerk in gone:
                log.info("%s has no PIN any more", clerk)

    def _counted(self, clerk: str) -> str:
        """Return what misses are counted by: as code, a PIN may have been typed."""
        is_known = clerk in self._store.kept().accounts
        return clerk if is_known else self._hasher.mark(clerk)

    def _account(self, clerk: str, given: str, role: Role | None) -> Account:
        return Account(clerk=clerk, hash=self._hasher.hash(given), role=role)

    def _wrong(self, before: Misses | None, clerk: str) -> NotTaken:
        at = self._now()
        misses = lock_out.after_wrong(before, self._counted(clerk), at)
        self._store.put_misses(misses)
        if misses.until is None:
            left = lock_out.FREE - misses.count
            return NotTaken("wrong-pin", sentences.wrong(left))
        # Not the code: what was typed there may be a PIN.
        log.warning("a code takes no PIN until %s", misses.until.isoformat())
        said = sentences.locked_out(misses.until, at)
        return NotTaken("pin-locked", said, misses.until)
