"""The demo's staff: invented, so that their PINs can stand on the first page."""

from __future__ import annotations

from collections.abc import Mapping

from firmware_config.site import Site

PINS: Mapping[str, str] = {
    "QL-01": "110791",  # the first must be a manager's
    "NV-01": "110701",
    "NV-02": "110702",
    "NV-03": "110703",
    "KT-01": "110781",
}
ROLES: Mapping[str, str] = {"QL-01": "manager", "KT-01": "technician"}


def rostered(site: Site) -> dict[str, str]:
    """Return who sits at which counter, in a demo every day the same."""
    clerks = (clerk for clerk in PINS if clerk not in ROLES)
    return {
        counter.id: clerk for counter, clerk in zip(site.counters, clerks, strict=False)
    }
