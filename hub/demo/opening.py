"""What the demo's manager decides before the first visitor: staff, roster, PINs."""

from __future__ import annotations

import logging
from typing import Any

from firmware_config.site import Site
from hub.demo import hands
from hub.demo.house import House
from hub.demo.staff import PINS, ROLES, rostered

log = logging.getLogger(__name__)

EVERY_WEEKDAY = range(1, 8)


def prepare(house: House, *, has_past: bool = False) -> dict[str, str]:
    """Give a new office its staff; return who opens which counter.

    An office that was managed before keeps its settings and its PINs; one that has just
    been given an invented past has settings, and as yet no PINs.
    """
    api = f"{house.url}/api/v1"
    is_managed = bool(hands.look(f"{api}/settings")["revision"])
    if not is_managed:
        wanted = {"settings": office_settings(house.site), "revision": 0}
        _asked(f"{api}/settings", wanted)
    if has_past or not is_managed:
        for clerk, pin in PINS.items():
            _asked(f"{api}/accounts/{clerk}/pin", {"pin": pin})
    return rostered(house.site)


def office_settings(site: Site) -> dict[str, Any]:
    """Return the invented settings; the catalogue is the one that Layso comes with."""
    sits = rostered(site)
    serves = {sits.get(counter.id): counter.serves for counter in site.counters}
    return {
        "services": [{"service": one.id, "usual_min": 12} for one in site.services],
        "clerks": [_clerk(site, clerk, serves.get(clerk, ())) for clerk in PINS],
        "roster": [
            {"weekday": day, "counter": counter, "clerk": clerk}
            for day in EVERY_WEEKDAY
            for counter, clerk in sits.items()
        ],
    }


def _clerk(site: Site, clerk: str, serves: tuple[str, ...]) -> dict[str, Any]:
    """Return a clerk, trained for what the clerk's counter serves."""
    told: dict[str, Any] = {"id": clerk, "role": ROLES.get(clerk, "clerk")}
    if serves and len(serves) < len(site.services):
        told["skills"] = list(serves)
    return told


def _asked(where: str, body: dict[str, Any]) -> None:
    answer = hands.press(where, body)
    if answer and "refusal" in answer:
        log.warning("%s was refused: %s", where, answer["text"]["en"])
