"""What one office is: the site file's shape, as hub, boxes and demo all read it.

The technician owns this file. `load.py` reads it and names line and key of any error.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from events.ids import CatalogueId, CounterId, DeviceId, OfficeId, ServiceId
from events.plan import CounterPlan, DayPlan, Names, Rules, ServicePlan

Pin: TypeAlias = Annotated[int, Meta(ge=0, le=27, description="BCM number")]
Clock: TypeAlias = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Direction: TypeAlias = Literal["left", "right", "up", "straight"]


class Office(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The place with the waiting room; `demo` marks every page and slip as invented.

    `hotline` stands on the support slip, for whoever has a question later. `catalogue`
    names a file of procedures, beside this one; empty: those that come with Layso.
    `report_to` is who gets the reports, as their first page says.
    """

    id: OfficeId
    name: Names
    operator: Annotated[str, Meta(min_length=1, max_length=60)]
    phase: Annotated[str, Meta(min_length=1, max_length=60)]
    opens: Clock = "07:30"
    closes: Clock = "17:00"
    hotline: Annotated[str, Meta(max_length=24)] = ""
    catalogue: str = ""
    report_to: Annotated[str, Meta(min_length=1, max_length=80)] = (
        "Trung tâm Phục vụ hành chính công"
    )
    demo: bool = False


class HubSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the hub listens and which broker it uses.

    `broker` is `embedded` (with `mqtt_port`) or `mqtt://host:port` / `mqtts://…`.
    With `mqtts://` each program finds ca.crt and its own certificate and key (named
    `hub`, or as the device) in `tls_folder`. `public_url` is what the slip's QR says;
    empty: the HTTP address itself. Whoever sends more than `flood_burst` messages at
    once, or than `flood_per_s` a second for long, is refused with `flood`; one address
    over HTTP, where all consoles of an office ask, may send 20 times as much.
    `https_cert` and `https_key` are files in PEM; with them the web speaks TLS, as it
    must wherever `http_host` is not this machine alone. Whoever is signed in is locked
    after `idle_lock_s` without an act and signed out `sign_in_s` after signing in.
    """

    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Meta(ge=0, le=65535)] = 8080
    broker: Annotated[str, Meta(pattern=r"^(embedded|mqtts?://[^/\s]+)$")] = "embedded"
    mqtt_port: Annotated[int, Meta(ge=0, le=65535)] = 1883
    tls_folder: str = "/etc/layso"
    public_url: str = ""
    flood_per_s: Annotated[int, Meta(ge=1, le=1_000_000)] = 50
    flood_burst: Annotated[int, Meta(ge=1, le=1_000_000)] = 100
    https_cert: str = ""
    https_key: str = ""
    idle_lock_s: Annotated[int, Meta(ge=3, le=86_400)] = 900
    sign_in_s: Annotated[int, Meta(ge=60, le=604_800)] = 43_200


class VaultSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the vault's key lies, and how long what is in it is kept, in days.

    `key` is a file; empty: `vault.key` in the data folder. It is best on a medium of
    its own, mounted before the hub starts. Whatever is kept goes at the end of the
    business day that many days later: with 0 of the same day, when its books close.
    `code_days` holds for dossier codes and for consignment numbers.
    """

    key: str = ""
    phone_days: Annotated[int, Meta(ge=0, le=7)] = 0
    code_days: Annotated[int, Meta(ge=0, le=730)] = 90
    note_days: Annotated[int, Meta(ge=0, le=730)] = 365


class ScreenSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The waiting-room screen: how far people sit from it, how tall it is."""

    viewing_distance_m: Annotated[float, Meta(ge=1, le=30)] = 5.0
    height_mm: Annotated[int, Meta(ge=100, le=3000)] = 535


class ReportPeriod(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time that reports are made of, such as a pilot; without `last` it goes on."""

    id: CatalogueId
    names: Names
    first: date
    last: date | None = None


class Service(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A service people take a number for."""

    id: ServiceId
    name: Names


class CounterSite(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A counter: what it serves, and which way to it from the screen."""

    id: CounterId
    serves: Annotated[tuple[ServiceId, ...], Meta(min_length=1)]
    direction: Direction = "straight"
    may_pick: bool = False


class Printer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a dispenser's printer is reached, and its paper: 384 or 576 dots wide.

    `where` is host:port (network), a device path (serial, file), vendor:product in hex
    (usb), or a folder that keeps a PNG of every slip (virtual).
    """

    kind: Literal["usb", "serial", "network", "file", "virtual"] = "virtual"
    where: str = ""
    dots: Literal[384, 576] = 576
    baud: Annotated[int, Meta(ge=1200)] = 115_200


class DispenserLamps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pins of a dispenser's lamps."""

    ready: Pin = 5
    pressed: Pin = 6
    staff: Pin = 13
    cut: Pin = 19


class Dispenser(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ticket dispenser: a key per service, a priority key, lamps and a printer.

    `reserve` are the numbers of 901-999 that it alone gives while the hub is away.
    """

    id: DeviceId
    keys: Annotated[dict[ServiceId, Pin], Meta(min_length=1)]
    priority_key: Pin | None = None
    reprint_key: Pin | None = None
    reserve: Annotated[str, Meta(pattern=r"^9[0-9]{2}-9[0-9]{2}$")] | None = None
    lamps: DispenserLamps = DispenserLamps()
    printer: Printer = Printer()


class BoxKeys(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pins of a counter box's four keys."""

    next: Pin = 17
    recall: Pin = 27
    start: Pin = 22
    pause: Pin = 23


class BoxLamps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pins of a counter box's four lamps."""

    pressed: Pin = 5
    accepted: Pin = 6
    refused: Pin = 13
    cut: Pin = 19


class Box(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A counter box: the counter it belongs to, keys, lamps, digits.

    The two display pins are used by a `tm1637` module only. `face_keys` are the pins of
    the visitor's own keys, three or five, from the saddest face to the happiest.
    """

    id: DeviceId
    counter: CounterId
    keys: BoxKeys = BoxKeys()
    face_keys: tuple[Pin, ...] = ()
    lamps: BoxLamps = BoxLamps()
    display: Literal["none", "virtual", "tm1637"] = "none"
    display_clk: Pin = 20
    display_dio: Pin = 21


class Site(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything about one office that a technician sets."""

    office: Office
    hub: HubSettings = HubSettings()
    screen: ScreenSettings = ScreenSettings()
    vault: VaultSettings = VaultSettings()
    rules: Rules = Rules()
    services: Annotated[tuple[Service, ...], Meta(min_length=1)]
    counters: Annotated[tuple[CounterSite, ...], Meta(min_length=1)]
    dispensers: tuple[Dispenser, ...] = ()
    boxes: tuple[Box, ...] = field(default_factory=tuple)
    periods: tuple[ReportPeriod, ...] = ()

    def plan(self) -> DayPlan:
        """Return what the rules of a day need of this."""
        return DayPlan(
            services=tuple(ServicePlan(id=s.id, names=s.name) for s in self.services),
            counters=tuple(
                CounterPlan(id=c.id, serves=c.serves, may_pick=c.may_pick)
                for c in self.counters
            ),
            rules=self.rules,
            devices=(*(d.id for d in self.dispensers), *(b.id for b in self.boxes)),
        )
