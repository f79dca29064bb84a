"""The vault as doors see it: keep, find, erase; all of it on a thread of its own.

Beside the event writer, which never waits for it: what is kept here is in no event.
A medium that hangs holds this one thread: that is told, and whoever asks from outside
is answered at once then.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter as Tally
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from events.replies import RefusalReply, Sentence
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
# As long as SQLite waits for a lock of its own; all else takes milliseconds.
LATE_S = 5.0

T = TypeVar("T")


class VaultBusy(Exception):
    """Too many wait for the vault; nothing was done. Ask again in some seconds."""


class VaultStuck(VaultBusy):
    """What the vault has in hand takes too long; nothing else was begun."""


class VaultDesk:
    """Keeps, reveals and erases; counts, and never says what."""

    def __init__(self, vault: Vault, clock: Clock, late_s: float = LATE_S) -> None:
        """Remember the vault, and how long a work may take; none is begun yet."""
        self.vault = vault
        self._clock = clock
        self._late_s = late_s
        self._since: float | None = None
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
        done = self._pool.submit(self._do, work)
        done.add_done_callback(self._is_done)
        return done

    def ask(self, work: Callable[[], T]) -> Future[T]:
        """Have something done that somebody waits for; `VaultStuck` where it hangs."""
        if self.stuck_s():
            raise VaultStuck
        return self.submit(work)

    def stuck_s(self) -> float:
        """Return for how long the work in hand has hung, 0 if it goes well."""
        since = self._since
        age = 0.0 if since is None else monotonic() - since
        return age if age > self._late_s else 0.0

    def trouble(self) -> Sentence | None:
        """Return what keeps the vault from being used, None if nothing does."""
        if stuck_s := self.stuck_s():
            return vault_replies.stuck(stuck_s)
        return self.vault.trouble

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

    def found(self, wanted: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is kept, by its reference, of these references and their kinds.

        What is gone is left out, and what cannot be looked up now.
        """
        texts: dict[str, str] = {}
        for ref, kind in wanted.items():
            try:
                text = self.vault.reveal(ref, kind)
            except VaultUnusable:
                if self.vault.trouble is not None:
                    break
                continue  # it alone is spoilt
            if text is not None:
                texts[ref] = text
        return texts

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
        """Let go of the file once what is in hand is done, unless the medium hangs."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self.stuck_s():
            return
        self.vault.close()

    def _do(self, work: Callable[[], T]) -> T:
        self._since = monotonic()
        try:
            return work()
        finally:
            self._since = None

    def _is_done(self, _done: Future[T]) -> None:
        with self._lock:
            self._waiting -= 1
