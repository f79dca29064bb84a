"""The vault joined to the hub: its file and key, its desk, what erases in time."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from events.replies import Sentence
from firmware_config.site import VaultSettings
from hub.application.mistakes import Mistakes
from hub.application.retention import Retention
from hub.application.vault import Vault
from hub.application.vault_desk import VaultDesk
from hub.application.vault_figures import VaultFigures
from hub.bootstrap.core import MINUTE, Core
from hub.store.vault import SQLiteVault
from hub.store.vault.file import VAULT
from hub.store.vault.key import KEY


class VaultParts(Struct, frozen=True, kw_only=True):
    """What doors and slips ask, and what looks after it each minute."""

    vault: Vault
    desk: VaultDesk
    retention: Retention

    def trouble(self) -> Sentence | None:
        """Return what keeps the vault from being used, None if nothing does."""
        return self.desk.trouble()

    def figures(self) -> VaultFigures:
        """Return how much is kept, and was erased and refused: counts only."""
        return VaultFigures(
            is_usable=self.desk.trouble() is None,
            kept={kind.value: n for kind, n in self.retention.kept.items()},
            erased=dict(self.desk.erased),
            refused=dict(self.desk.refused),
        )

    def stop(self) -> None:
        """Let go of the file."""
        self.desk.stop()


def join_vault(data: Path, settings: VaultSettings, core: Core) -> VaultParts:
    """Join the folder's vault to a core; opened at the first tick, or the first use."""
    key = Path(settings.key) if settings.key else data / KEY
    vault = SQLiteVault(data / VAULT, key)
    desk = VaultDesk(vault, core.clock)
    retention = Retention(desk, core.office, core.clock, settings)
    core.board.subscribe(Mistakes(desk, core.board).hear)
    core.ticker.also(retention.tick, every=MINUTE)
    return VaultParts(vault=vault, desk=desk, retention=retention)
