"""The office's accounts, joined: where they are kept, and who may have one."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from events.recorded import Recorded
from events.settings import SettingsChanged
from firmware_config.site import Site
from hub.application.accounts import Accounts, AccountStore, Hasher, Limits
from hub.application.ports import CannotWrite
from hub.bootstrap.core import Core
from hub.domain.state import State
from hub.store.accounts import ACCOUNTS, NoHasher, PinHasher, SQLiteAccountStore
from hub.store.lock import FolderUnusable
from hub.store.secret import pin_secret

log = logging.getLogger(__name__)

# Ticks after which the last acts of whoever is signed in are written down.
SEEN_EVERY = 10


def open_accounts(data: Path, site: Site, core: Core) -> Accounts:
    """Return the accounts of a data folder; roles follow the settings as they change.

    Raises `CannotWrite` where accounts.db cannot be used. A key that is gone or cannot
    be used keeps nobody from the queue: it is told to whoever gives a PIN.
    """
    store = SQLiteAccountStore(data / ACCOUNTS)
    accounts = Accounts(
        store,
        _hasher(data, store),
        core.clock.now,
        lambda: core.board.state.settings.held.clerks,
        Limits(
            idle=timedelta(seconds=site.hub.idle_lock_s),
            whole=timedelta(seconds=site.hub.sign_in_s),
        ),
    )
    core.ticker.also(accounts.tick, every=SEEN_EVERY)
    core.writer.listen(lambda events, state: _follow(accounts, events, state))
    return accounts


def _follow(accounts: Accounts, events: tuple[Recorded, ...], state: State) -> None:
    """Tell the accounts of a new list at once; what fails, the next tick does again."""
    if any(isinstance(one.event, SettingsChanged) for one in events):
        try:
            accounts.follow(state.settings.held.clerks)
        except CannotWrite as error:
            log.error("PINs of who has left stay for now: %s", error)


def _hasher(data: Path, store: AccountStore) -> Hasher:
    try:
        return PinHasher(pin_secret(data, may_make=not store.kept().accounts))
    except FolderUnusable as error:
        log.error("nobody can sign in: %s", error)
        return NoHasher()
