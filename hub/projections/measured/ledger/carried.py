"""What a day takes over from those before it, so that it can be made by itself."""

from __future__ import annotations

from msgspec import Struct

from hub.projections.measured.rows import AlertRow, DeviceRow


class Carried(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How things stood right before a day began.

    `position` is of the last event before it, `teams` the clerks' by pseudonym,
    `devices` the last row of each, `alerts` those that are not over.
    """

    position: int = 0
    teams: dict[str, str] = {}
    devices: dict[str, DeviceRow] = {}
    alerts: dict[str, AlertRow] = {}


NOTHING = Carried()
