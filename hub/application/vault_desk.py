"""The vault as doors see it: keep, reveal, erase; on a thread of its own.

Beside the event writer, which never waits for it: what is kept here is in no event.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from events.replies import RefusalReply
from events.vault import ErasureReason
from hub.application import door, vault_replies
from hub.application.ports import Clock
from hub.application.screening import Personal, screen
from hub.application.vault import IdReused, Item, Kind, Vault, VaultUnusable
from hub.application.vault_replies import Erased, InVault
from hub.application.vault_values import fault, tidy, warning

log = logging.getLogger(__name__)

# More would only be answered after whoever asked has given up.
MOST_WAITING = 100

T = TypeVar("T")


class VaultBusy(Exception):
    """Too many wait for the vault; nothing was done. Ask again in some seconds."""


class VaultDesk:
    """Keeps, reveals and erases; counts, and never says what."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        """Remember the vault; the thread begins with the first work."""
        self.vault = vault
        self._clock = clock
        self._pool = ThreadPoolExecutor(1, "vault")
        self._waiting = 0
        self._lock = threading.Lock()
        self.refused: Tally[str] = Tally({each.value: 0 for each in Personal})
        self.erased: Tally[str] = Tally({each.value: 0 for each in ErasureReason})
        self.when_erased: Callable[[], None] = lambda: None

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Have something done on the vault's thread, or raise `VaultBusy`."""
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise VaultBusy
            self._waiting += 1
        done = self._pool.submit(work)
        done.add_done_callback(self._is_done)
        return done

    def keep(self, kind: Kind, text: str, asked: str) -> InVault | RefusalReply:
        """Keep a thing, or say why it cannot be kept."""
        if (wrong := fault(text, kind)) is not None:
            return door.refuse("malformed", wrong)
        if kind is Kind.NOTE and (found := screen(text)):
            self.refused.update(each.kind.value for each in found)
            log.info("a note was refused: pieces that look personal: %d", len(found))
            return vault_replies.personal(found)
        text = tidy(text, kind)
        item = Item(kind=kind, text=text, at=self._clock.now(), asked=asked)
        try:
            ref = self.vault.keep(item)
        except IdReused:
            return door.refuse("id-reused")
        except VaultUnusable:
            return vault_replies.unusable()
        return InVault(ref=ref, warning=warning(text, kind))

    def reveal(self, reference: str, kind: str) -> str | None:
        """Return what is kept; None if it is gone, or cannot be looked up now."""
        try:
            return self.vault.reveal(reference, kind)
        except VaultUnusable:
            return None

    def lacks(self, reference: str, kind: str) -> bool:
        """Whether this was never given for such a thing, as far as can be seen."""
        try:
            is_there = self.vault.reveal(reference, kind) is not None
            return not is_there and not self.vault.was_erased(reference)
        except VaultUnusable:
            return False

    def erase(self, reference: str, reason: ErasureReason) -> Erased | RefusalReply:
        """Erase what stands behind a reference; the record of it follows."""
        try:
            count = self.vault.erase((reference,), reason, self._clock.now())
            if not count and not self.vault.was_erased(reference):
                return vault_replies.no_such()
        except VaultUnusable:
            return vault_replies.unusable()
        if count:
            self.erased[reason.value] += count
            log.info("erased 1 thing: %s", reason)
            self.when_erased()
        return Erased(ref=reference)

    def stop(self) -> None:
        """Let go of the file once what is in hand is done."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.vault.close()

    def _is_done(self, _done: Future[T]) -> None:
        with self._lock:
            self._waiting -= 1
