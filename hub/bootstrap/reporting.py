"""Reports joined to the hub: who makes them, in processes of their own."""

from __future__ import annotations

from pathlib import Path

from firmware_config.site import Site
from hub.application.ports import Clock
from hub.reports.desk import ExportDesk


def join_reports(site: Site, data: Path, clock: Clock) -> ExportDesk:
    """Return who makes the reports of a folder; starts nothing."""
    return ExportDesk(site, data, clock.now)
