"""The vault in memory keeps the promise, and fails when it is told to."""

from __future__ import annotations

import pytest

from hub.application.vault import VaultUnusable
from hub.store.vault import MemoryVault
from tests.hub.store.vault_contract import VaultContract, item


@pytest.fixture
def vault() -> MemoryVault:
    """An empty one."""
    return MemoryVault()


class TestMemoryVault(VaultContract):
    """`MemoryVault` is a `Vault`."""


def test_a_broken_vault_says_so(vault: MemoryVault) -> None:
    """Told to fail it does nothing and says why; told to work it goes on."""
    vault.is_broken = True
    with pytest.raises(VaultUnusable):
        vault.keep(item())
    assert vault.trouble is not None

    vault.is_broken = False
    assert vault.reveal(vault.keep(item()), "dossier-code") is not None
