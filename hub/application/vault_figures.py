"""What is told of the vault in figures: how much, never what."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class VaultFigures(Struct, frozen=True, kw_only=True):
    """How many things are kept by kind, were erased by reason, refused by likeness."""

    is_usable: bool = False
    kept: Mapping[str, int] = {}
    erased: Mapping[str, int] = {}
    refused: Mapping[str, int] = {}
