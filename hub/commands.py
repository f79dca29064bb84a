"""Which word after `layso-hub` is a command of its own, and where that stands."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "backup": "hub.cli_backup",
    "restore": "hub.cli_backup",
    "copy": "hub.cli_backup",
    "pin": "hub.cli_accounts",
    "replay": "hub.cli_replay",
    "report": "hub.cli_report",
    "figures": "hub.cli_figures",
    "rebuild": "hub.cli_views",
}
