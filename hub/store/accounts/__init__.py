"""Accounts beside the events, never among them: PIN hashes and sign-ins."""

from __future__ import annotations

from hub.store.accounts.hashing import NoHasher, PinHasher
from hub.store.accounts.sqlite import ACCOUNTS, SQLiteAccountStore

__all__ = ["ACCOUNTS", "NoHasher", "PinHasher", "SQLiteAccountStore"]
