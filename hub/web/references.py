"""A command carries only references that the vault gave: looked up on the way in.

Where the vault cannot say (unusable, busy, slow) the command goes on: help comes first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from hub.application import vault_replies
from hub.application.vault import Kind
from hub.application.vault_desk import VaultBusy, VaultDesk
from hub.web.answers import Refusal

KINDS: Mapping[str, Kind] = {
    "dossier_ref": Kind.DOSSIER_CODE,
    "consignment_ref": Kind.CONSIGNMENT,
    "note_ref": Kind.NOTE,
}
WITHIN_S = 2.0


async def check(desk: VaultDesk | None, command: Any) -> None:
    """Raise what answers a command with a reference that leads nowhere."""
    for field, kind in KINDS.items():
        ref = getattr(command, field, None)
        if desk is not None and isinstance(ref, str) and await _lacks(desk, ref, kind):
            raise Refusal.of(vault_replies.no_such())


async def _lacks(desk: VaultDesk, ref: str, kind: Kind) -> bool:
    try:
        async with asyncio.timeout(WITHIN_S):
            return await asyncio.wrap_future(desk.ask(lambda: desk.lacks(ref, kind)))
    except (VaultBusy, TimeoutError):
        return False
