"""What is kept of accounts, and what keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from events.ids import ClerkId
from events.settings import Role


class Account(Struct, frozen=True, kw_only=True):
    """A clerk's PIN, as a hash; `role` if it was given on the machine itself.

    That role counts only while no manager of the settings has a PIN.
    """

    clerk: ClerkId
    hash: str
    role: Role | None = None


class Misses(Struct, frozen=True, kw_only=True):
    """Wrong PINs in a row for a code, and until when it takes none.

    Of a code that nobody has only the hasher's mark is kept.
    """

    clerk: str
    count: int
    at: datetime
    until: datetime | None = None


class SignIn(Struct, frozen=True, kw_only=True):
    """Somebody signed in: `mark` is the hash of the token that the cookie holds.

    `seen` is the last act that was written down; `locked` when it was locked by hand;
    `ended` says why it is over.
    """

    mark: bytes
    clerk: ClerkId
    began: datetime
    seen: datetime
    locked: datetime | None = None
    ended: str | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """Everything that is kept, at one instant; `listed`: the codes last on the list."""

    accounts: Mapping[str, Account] = {}
    misses: Mapping[str, Misses] = {}
    sign_ins: Mapping[bytes, SignIn] = {}
    listed: frozenset[str] = frozenset()


class AccountStore(Protocol):
    """Keeps accounts durably; any thread may ask. Raises `CannotWrite` if it fails."""

    def kept(self) -> Kept:
        """Return everything; cheap while nothing has changed."""

    def put_account(self, account: Account) -> None:
        """Keep an account in place of the clerk's former one; its misses are over."""

    def put_listed(self, listed: frozenset[str], gone: Sequence[str]) -> None:
        """Keep which codes are on the list; forget all that is kept of who is gone."""

    def put_misses(self, misses: Misses) -> None:
        """Keep the wrong PINs of a code."""

    def forget_misses(self, clerk: str) -> None:
        """Let a code be tried again."""

    def put_sign_in(self, sign_in: SignIn) -> None:
        """Keep a new sign-in, and end all others of this clerk as `elsewhere`."""

    def put_seen(self, seen: Mapping[bytes, datetime]) -> None:
        """Write down the last acts of sign-ins."""

    def lock(self, mark: bytes, at: datetime | None) -> None:
        """Lock a sign-in, or open it again."""

    def end(self, clerk: str, why: str) -> None:
        """End every sign-in of a clerk that is not over."""

    def drop(self, marks: Sequence[bytes]) -> None:
        """Forget sign-ins."""

    def close(self) -> None:
        """Let go of the file."""


class Hasher(Protocol):
    """Makes PINs unreadable, slowly; whoever calls it waits."""

    def hash(self, pin: str) -> str:
        """Return a hash of a PIN, different each time."""

    def fits(self, hash: str | None, pin: str) -> bool:
        """Whether the hash is of this PIN; takes as long where there is no hash."""

    def mark(self, text: str) -> str:
        """Return what a text is known again by, and nothing else; quick."""

    def is_outdated(self, hash: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
