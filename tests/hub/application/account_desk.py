"""Accounts over a file, of a manager and a clerk, for who tries to sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from events.settings import Clerk, Role
from hub.application.accounts import Accounts, NotTaken, Word
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.accounts.hashing import Cost
from tests.hub.rig import SetClock

MANAGER = Clerk(id="QL-01", role=Role.MANAGER)
CLERK = Clerk(id="NV-01")
PIN, OTHER_PIN = "480215", "713906"
CHEAP = Cost(memory_kib=64, passes=1)


class Desk:
    """Accounts over a file, with a clock and settings that a test changes."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock()
        self.clerks: tuple[Clerk, ...] = (MANAGER, CLERK)
        self.folder = folder
        self.begin()

    def begin(self, cost: Cost = CHEAP) -> None:
        """Open the file, as at the hub's start."""
        self.hasher = PinHasher(b"p" * 32, cost)
        self.store = SQLiteAccountStore(self.folder / ACCOUNTS)
        self.accounts = Accounts(
            self.store, self.hasher, self.clock.now, lambda: self.clerks
        )

    def restart(self, cost: Cost = CHEAP) -> None:
        """Close, and open again."""
        self.accounts.close()
        self.begin(cost)

    def refuses(self, act: Callable[[], object]) -> str:
        """Return the name of the refusal that an act meets."""
        with pytest.raises(NotTaken) as no:
            act()
        assert no.value.text.vi
        assert no.value.text.en
        return no.value.refusal

    def misses(self, clerk: str, times: int) -> list[str]:
        """Give wrong PINs; return what each is told."""
        return [
            self.refuses(lambda: self.accounts.sign_in(clerk, "999111"))
            for _ in range(times)
        ]

    def word(self, token: str) -> Word:
        """Return how whoever holds the token stands."""
        return self.accounts.standing(token).word


@contextmanager
def desk_of_two(folder: Path) -> Iterator[Desk]:
    """A manager and a clerk, both with a PIN."""
    desk = Desk(folder)
    desk.accounts.set_pin(MANAGER.id, PIN)
    desk.accounts.set_pin(CLERK.id, OTHER_PIN)
    yield desk
    desk.accounts.close()
