"""Who signs in: accounts with a PIN, lock-out, and how long a sign-in lasts."""

from __future__ import annotations

from hub.application.accounts.accounts import Accounts
from hub.application.accounts.kept import (
    Account,
    AccountStore,
    Hasher,
    Kept,
    Misses,
    SignIn,
)
from hub.application.accounts.standing import Limits, Standing, Word
from hub.application.accounts.told import AccountNow, NotTaken, SignedIn

__all__ = [
    "Account",
    "AccountNow",
    "AccountStore",
    "Accounts",
    "Hasher",
    "Kept",
    "Limits",
    "Misses",
    "NotTaken",
    "SignIn",
    "SignedIn",
    "Standing",
    "Word",
]
