"""Joins every part of a dispenser; the one file that knows them all."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from events.device import DeviceHealth, PrinterHealth
from events.health import read_health
from events.ids import new_id
from events.link import Link
from events.mqtt_link import MqttLink, Tls
from events.outbox import Outbox
from events.presence import Identity, Presence
from events.program import Options, broker_url, own_version, synchronised_clock
from firmware_config.errors import SiteError
from firmware_config.site import Dispenser, Site
from ticket_printer.app import DispenserApp, Senses
from ticket_printer.desk import Desk
from ticket_printer.hands import Hands
from ticket_printer.journal import Journal
from ticket_printer.keys import GpioPanel, VirtualPins
from ticket_printer.line import Line
from ticket_printer.port import PrinterPort
from ticket_printer.printer import EscPosPrinter
from ticket_printer.slip import SlipSite
from ticket_printer.virtual_printer import VirtualPrinter


@dataclass(frozen=True, slots=True)
class Place:
    """Which dispenser of which site, and the folder that is its own."""

    site: Site
    dispenser: Dispenser
    data: Path


@dataclass(frozen=True, slots=True)
class Box:
    """A dispenser ready to run, and what stands on the disk for it."""

    app: DispenserApp
    outbox: Outbox
    journal: Journal
    printer: PrinterPort

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop, then close the files."""
        try:
            self.app.run(stop)
        finally:
            self.outbox.close()
            self.journal.close()


def find_dispenser(site: Site, device: str) -> Dispenser:
    """Return the dispenser of that id, or raise `SiteError` naming those there are."""
    for dispenser in site.dispensers:
        if dispenser.id == device:
            return dispenser
    known = ", ".join(dispenser.id for dispenser in site.dispensers) or "none"
    msg = f"{device!r} is no dispenser of this site; there are: {known}."
    raise SiteError(msg)


def build(
    place: Place,
    new_link: Callable[[], Link],
    pins: VirtualPins | None = None,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> Box:
    """Join the parts; opens the two files, starts nothing."""
    place.data.mkdir(parents=True, exist_ok=True)
    journal = Journal(place.data / "journal.db")
    outbox = Outbox(place.data / "outbox.db")
    outbox.open()
    printer = _printer(place)
    line = Line(_presence(place, monotonic), new_link, outbox)
    settings = place.dispenser.printer
    desk = Desk(printer, journal, SlipSite.of(place.site), settings.dots)
    app = DispenserApp(
        GpioPanel(place.dispenser, pins and pins.factory),
        Hands(line, journal, desk),
        Senses(monotonic, partial(_health, place.data, outbox, monotonic())),
    )
    return Box(app, outbox, journal, printer)


def mqtt_link(site: Site, options: Options) -> Callable[[], Link]:
    """Return how a link to the site's broker is made."""
    hub = site.hub
    url = broker_url(options.broker, hub.broker, hub.mqtt_port)
    tls = Tls.in_folder(hub.tls_folder, options.device)
    return lambda: MqttLink(url, f"{site.office.id}-{options.device}", tls=tls)


def _presence(place: Place, monotonic: Callable[[], float]) -> Presence:
    who = Identity(place.site.office.id, place.dispenser.id, new_id(), own_version())
    return Presence(who, monotonic, synchronised_clock)


def _printer(place: Place) -> PrinterPort:
    settings = place.dispenser.printer
    if settings.kind == "virtual":
        return VirtualPrinter(place.data / (settings.where or "slips"))
    return EscPosPrinter(settings, place.data)


def _health(
    data: Path, outbox: Outbox, began_at: float, printer: PrinterHealth
) -> DeviceHealth:
    return read_health(
        data,
        time.monotonic() - began_at,
        outbox_depth=outbox.depth(),
        outbox_age_s=outbox.age_s(),
        printer=printer,
    )


def enter(data: Path) -> None:
    """Work in the data folder: lgpio leaves pipes where a program was started.

    lgpio fails loudly where gpiozero would fall back to pins that do nothing.
    """
    data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("GPIOZERO_PIN_FACTORY", "lgpio")
    os.chdir(data)
