"""The office's accounts, joined: where they are kept, and who may have one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from firmware_config.site import Site
from hub.application.accounts import Accounts, Limits
from hub.bootstrap.core import Core
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.secret import pin_secret

# Ticks after which the last acts of whoever is signed in are written down.
SEEN_EVERY = 10


def open_accounts(data: Path, site: Site, core: Core) -> Accounts:
    """Return the accounts of a data folder; roles follow the settings as they change.

    Raises `CannotWrite` where accounts.db cannot be used, `FolderUnusable`
    where its key cannot.
    """
    accounts = Accounts(
        SQLiteAccountStore(data / ACCOUNTS),
        PinHasher(pin_secret(data)),
        core.clock.now,
        lambda: core.board.state.settings.held.clerks,
        Limits(
            idle=timedelta(seconds=site.hub.idle_lock_s),
            whole=timedelta(seconds=site.hub.sign_in_s),
        ),
    )
    core.ticker.also(accounts.tick, every=SEEN_EVERY)
    return accounts
