"""What a box can tell of itself: uptime, heat, room on its card, its clock."""

from __future__ import annotations

import os
from pathlib import Path

from events.device import DeviceHealth, PrinterHealth
from events.machine_clock import is_clock_set

HEAT = Path("/sys/class/thermal/thermal_zone0/temp")


def read_health(
    folder: Path,
    uptime_s: float,
    *,
    outbox_depth: int = 0,
    outbox_age_s: float = 0,
    printer: PrinterHealth | None = None,
) -> DeviceHealth:
    """Return the box's health; what this machine cannot tell is left out."""
    return DeviceHealth(
        uptime_s=int(uptime_s),
        outbox_depth=outbox_depth,
        outbox_age_s=int(outbox_age_s),
        clock_synchronised=is_clock_set(),
        temperature_c=_temperature(HEAT),
        disk_free_mib=_free_mib(folder),
        printer=printer,
    )


def _temperature(file: Path) -> float | None:
    try:
        return int(file.read_text("ascii")) / 1000
    except (OSError, ValueError):
        return None


def _free_mib(folder: Path) -> int | None:
    try:
        room = os.statvfs(folder)
    except OSError:
        return None
    return room.f_bavail * room.f_frsize // 2**20
