"""The vault: things about people, encrypted, kept for a time and then really gone."""

from hub.store.vault.memory import MemoryVault
from hub.store.vault.sqlite_vault import SQLiteVault

__all__ = ["MemoryVault", "SQLiteVault"]
