"""Whether the parts of a site fit each other: what no single key can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from msgspec import structs

from firmware_config.errors import Problem
from firmware_config.site import (
    Box,
    Dispenser,
    HubSettings,
    ScreenSettings,
    Site,
)
from firmware_config.where import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NEEDED_MM_PER_M = 27
"""Capital height of a called number, for each metre between eye and screen."""

LARGEST_SHARE = 0.255
"""The most of a screen's height that a called number can take."""


def faults(site: Site) -> tuple[Problem, ...]:
    """Return everything that keeps the site from working, in the file's order."""
    return tuple(chain.from_iterable(rule(site) for rule in _RULES))


def warnings(site: Site) -> tuple[str, ...]:
    """Return what works but works badly."""
    return (*_small_screen(site.screen), *_no_name(site.hub))


def _ids_once(site: Site) -> Iterator[Problem]:
    yield from _repeated((("services", n), s.id) for n, s in enumerate(site.services))
    yield from _repeated((("counters", n), c.id) for n, c in enumerate(site.counters))
    yield from _repeated((at, device.id) for at, device in _devices(site))


def _nobody_is_the_hub(site: Site) -> Iterator[Problem]:
    for path, device in _devices(site):
        if device.id == "hub":
            text = '"hub" is the hub\'s own name at the broker. Name the box otherwise.'
            yield Problem((*path, "id"), text)


def _hours(site: Site) -> Iterator[Problem]:
    if site.office.opens >= site.office.closes:
        text = f"the office closes at {site.office.closes}, not after it opens"
        yield Problem(("office", "closes"), f"{text} ({site.office.opens}). Swap them.")


def _known_services(site: Site) -> Iterator[Problem]:
    known = [service.id for service in site.services]
    named = chain(
        ((("counters", n, "serves"), c.serves) for n, c in enumerate(site.counters)),
        ((("dispensers", n, "keys"), d.keys) for n, d in enumerate(site.dispensers)),
    )
    for path, ids in named:
        for strange in [each for each in ids if each not in known]:
            text = f'"{strange}" is not a service of this office ({", ".join(known)}). '
            yield Problem(path, f"{text}Name one of those, or add the service.")


def _every_service_served(site: Site) -> Iterator[Problem]:
    served = {each for counter in site.counters for each in counter.serves}
    for n, service in enumerate(site.services):
        if service.id not in served:
            text = f'no counter serves "{service.id}". Add it to a counter\'s "serves".'
            yield Problem(("services", n), text)


def _known_counters(site: Site) -> Iterator[Problem]:
    known = [counter.id for counter in site.counters]
    for n, box in enumerate(site.boxes):
        if box.counter not in known:
            text = f'"{box.counter}" is not a counter here ({", ".join(known)}). '
            advice = "Name one of those, or add the counter."
            yield Problem(("boxes", n, "counter"), text + advice)


def _pins_once(site: Site) -> Iterator[Problem]:
    for path, device in _devices(site):
        taken: dict[int, str] = {}
        for name, pin in _pins(device):
            if pin in taken:
                text = f"pin {pin} is both {taken[pin]} and {name}. Give one another."
                yield Problem(path, text)
            taken.setdefault(pin, name)


def _faces(site: Site) -> Iterator[Problem]:
    for n, box in enumerate(site.boxes):
        if (count := len(box.face_keys)) not in (0, 3, 5):
            text = f"{count} face(s) cannot be scored. Name three pins, five, or none."
            yield Problem(("boxes", n, "face_keys"), text)


def _reach(site: Site) -> Iterator[Problem]:
    hub = site.hub
    if bool(hub.https_cert) != bool(hub.https_key):
        missing = "https_key" if hub.https_cert else "https_cert"
        text = f"{missing} is missing: a certificate and its key go together. Name both"
        yield Problem(("hub", missing), f"{text}, or neither.")
    if hub.http_host not in LOOPBACK and not hub.https_cert:
        text = f'"{hub.http_host}" is not this machine alone, and there is no TLS. '
        do = 'Set "https_cert" and "https_key", or http_host = "127.0.0.1".'
        yield Problem(("hub", "http_host"), text + do)
    if hub.https_cert and hub.public_url.startswith("http://"):
        text = "with a certificate the web speaks TLS only. Write https://…"
        yield Problem(("hub", "public_url"), text)


def _reserves(site: Site) -> Iterator[Problem]:
    ranges: list[tuple[Path, str, int, int]] = []
    for n, dispenser in enumerate(site.dispensers):
        if dispenser.reserve is not None:
            first, last = map(int, dispenser.reserve.split("-"))
            ranges.append((("dispensers", n, "reserve"), dispenser.id, first, last))
    for path, _, first, last in ranges:
        if not 901 <= first <= last:
            text = f"{first}-{last} is no range. Write one inside 901-999, low to high."
            yield Problem(path, text)
    for (_, other, a, b), (path, _, first, last) in combinations(ranges, 2):
        if a <= last and first <= b:
            text = f"{first}-{last} overlaps {a}-{b} of {other}. Give each its own."
            yield Problem(path, text)


def _key_is_found(site: Site) -> Iterator[Problem]:
    if site.vault.key and not site.vault.key.startswith("/"):
        text = f'"{site.vault.key}" depends on where the hub is started. '
        yield Problem(("vault", "key"), f"{text}Write the whole path, from / on.")


_RULES = (
    _hours,
    _reach,
    _ids_once,
    _nobody_is_the_hub,
    _known_services,
    _every_service_served,
    _known_counters,
    _pins_once,
    _faces,
    _reserves,
    _key_is_found,
)


def _small_screen(screen: ScreenSettings) -> Iterator[str]:
    needed = NEEDED_MM_PER_M * screen.viewing_distance_m
    if needed > LARGEST_SHARE * screen.height_mm:
        can = LARGEST_SHARE * screen.height_mm / screen.viewing_distance_m
        yield (
            f"screen: from {screen.viewing_distance_m:g} m away a number needs "
            f"{NEEDED_MM_PER_M} mm of height per metre; this one can give {can:.0f}. "
            f"Take one at least {needed / LARGEST_SHARE:.0f} mm tall, or hang a second."
        )


def _no_name(hub: HubSettings) -> Iterator[str]:
    if hub.http_host not in LOOPBACK and not hub.public_url:
        yield (
            "hub: without public_url the slip's QR code leads to this machine alone. "
            'Set public_url to what phones open: "https://…".'
        )


def _devices(site: Site) -> Iterator[tuple[Path, Dispenser | Box]]:
    for n, dispenser in enumerate(site.dispensers):
        yield ("dispensers", n), dispenser
    for n, box in enumerate(site.boxes):
        yield ("boxes", n), box


def _pins(device: Dispenser | Box) -> Iterator[tuple[str, int]]:
    """Yield what a device's pins are for, and the pins."""
    if isinstance(device, Box):
        named = {f"keys.{k}": pin for k, pin in structs.asdict(device.keys).items()}
        named |= {f"face_keys[{n}]": p for n, p in enumerate(device.face_keys, 1)}
        if device.display == "tm1637":
            named |= {"display_clk": device.display_clk}
            named |= {"display_dio": device.display_dio}
    else:
        named = {f"keys.{service}": pin for service, pin in device.keys.items()}
        named |= {
            "priority_key": device.priority_key,
            "reprint_key": device.reprint_key,
        }
    lamps = {f"lamps.{k}": pin for k, pin in structs.asdict(device.lamps).items()}
    yield from ((name, pin) for name, pin in (named | lamps).items() if pin is not None)


def _repeated(places: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, name in places:
        if name in seen:
            yield Problem((*path, "id"), f'"{name}" is taken. Give each its own id.')
        seen.add(name)
