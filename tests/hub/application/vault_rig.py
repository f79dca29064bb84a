"""A vault joined to a rig's core: its thread, its clock, and every erasure recorded."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from events.vault import VaultErased
from firmware_config.site import VaultSettings
from hub.application.mistakes import Mistakes
from hub.application.retention import Retention
from hub.application.vault import Kind, Vault
from hub.application.vault_desk import LATE_S, VaultDesk
from hub.application.vault_replies import InVault
from tests.hub.rig import Rig

CODE = "000.00.01.H26-260930-0012"


class VaultRig:
    """A vault over a core that works; it is looked at when a test says so."""

    def __init__(self, rig: Rig, vault: Vault, late_s: float = LATE_S) -> None:
        self.rig = rig
        self.vault = vault
        self.late_s = late_s
        self.begin()

    def begin(self) -> None:
        """Begin as a hub does that has just started."""
        core = self.rig.core
        self.desk = VaultDesk(self.vault, self.rig.clock, self.late_s)
        self.retention = Retention(
            self.desk, core.office, self.rig.clock, VaultSettings()
        )
        core.board.subscribe(Mistakes(self.desk, core.board).hear)

    def stop(self) -> None:
        """End its thread."""
        self.desk.stop()

    def keep(self, kind: Kind = Kind.DOSSIER_CODE, text: str = CODE) -> str:
        """Keep a thing and return its reference."""
        said = self.desk.keep(kind, text, f"ask-{text}-{kind}")
        assert isinstance(said, InVault), said
        return said.ref

    def look(self) -> None:
        """Look at the vault once, and wait until what came of it is settled."""
        self.retention.tick()
        self.settle()

    def settle(self) -> None:
        """Wait until the vault's thread and the writer have nothing left to do."""
        self.desk.submit(lambda: None).result(10)
        is_done = threading.Event()
        self.rig.core.writer.put_chore(is_done.set)
        assert is_done.wait(10)
        self.desk.submit(lambda: None).result(10)

    def recorded(self) -> list[VaultErased]:
        """Return every erasure that was recorded, in order."""
        bodies: list[Any] = [one.event for one in self.rig.history()]
        return [body for body in bodies if isinstance(body, VaultErased)]

    def goes(self, **by: float) -> None:
        """Let time pass."""
        self.rig.clock.at += timedelta(**by)
