"""The hub without its edges, joined: rules, writer and views over a store."""

from __future__ import annotations

import logging
from datetime import time

from msgspec import Struct

from events.plan import DayPlan
from events.settings import OfficeSettings
from firmware_config.catalogue import catalogue_of
from firmware_config.site import Site
from hub.application.board import Board
from hub.application.device_book import DeviceBook
from hub.application.flood import Allowance, FloodGate
from hub.application.handle import Handler
from hub.application.oddities import Oddities
from hub.application.office import Office
from hub.application.opening import Opening
from hub.application.policies import Hours
from hub.application.ports import Clock, EventStore
from hub.application.probing import Prober
from hub.application.rights import Rights
from hub.application.ticker import Ticker
from hub.application.tokens import FollowTokens
from hub.application.writer import Writer
from hub.domain.settings_gone import gone_counters, gone_services
from hub.domain.state import Settings

MINUTE = 60

log = logging.getLogger(__name__)


class Core(Struct, frozen=True, kw_only=True):
    """The hub without its edges: what doors and tests stand on."""

    office: Office
    board: Board
    devices: DeviceBook
    tokens: FollowTokens
    rights: Rights
    flood: FloodGate
    ticker: Ticker
    clock: Clock
    writer: Writer
    oddities: Oddities
    prober: Prober
    plan: DayPlan

    def start(self) -> None:
        """Read the books, then begin to work."""
        self.devices.begin(self.office.store)
        self.office.start()
        _tell_gone(self.board.state.settings.told, self.plan)
        self.ticker.start()

    def stop(self) -> None:
        """End in reverse."""
        self.ticker.stop()
        self.office.stop()
        self.office.store.close()


def build_core(
    site: Site, store: EventStore, secret: bytes, clock: Clock, public_url: str
) -> Core:
    """Join rules, writer and views over a store."""
    office_id = site.office.id
    tokens = FollowTokens(secret, public_url)
    board = Board(office_id, tokens)
    opening = Opening(hours=_hours(site), plan=site.plan())
    writer = _writer(site, store, clock, opening)
    office = Office(writer, board, tokens, store)
    rights, flood, prober = Rights(site), _flood(site), Prober(writer)
    oddities = Oddities(rights.devices)
    writer.tallies.on_refusal = oddities.refused
    devices = DeviceBook(office_id, rights.devices, office.put)
    writer.listen(devices.on_commit)
    ticker = Ticker(board, office.put, clock, opening)
    board.subscribe(ticker.on_news)
    for part in (devices.tick, oddities.tell, flood.tick, prober.tick):
        ticker.also(part)
    ticker.also(lambda: office.forget_old_answers(clock.now()), every=MINUTE)
    return Core(
        office=office,
        board=board,
        devices=devices,
        tokens=tokens,
        rights=rights,
        flood=flood,
        ticker=ticker,
        clock=clock,
        writer=writer,
        oddities=oddities,
        prober=prober,
        plan=opening.plan,
    )


def _tell_gone(settings: OfficeSettings, plan: DayPlan) -> None:
    """Warn of what settings name and the site file lacks: it comes to nothing."""
    services, counters = gone_services(settings, plan), gone_counters(settings, plan)
    named = [f"service {s}" for s in services] + [f"counter {c}" for c in counters]
    if named:
        log.warning(
            "the settings name what the site file does not have (%s): those rows are "
            "without effect; take them out at /manage",
            ", ".join(named),
        )


def _writer(site: Site, store: EventStore, clock: Clock, opening: Opening) -> Writer:
    handler = Handler(store, opening.plan, opening.plan_on)
    return Writer(store, handler, clock, site.office.id, first_settings(site))


def first_settings(site: Site) -> Settings:
    """Return what holds until a manager tells otherwise: the standard catalogue."""
    rows = catalogue_of(site)
    standard = OfficeSettings(levels=rows.levels, procedures=rows.procedures)
    return Settings(held=standard, standard=standard)


def _flood(site: Site) -> FloodGate:
    return FloodGate(Allowance(per_s=site.hub.flood_per_s, burst=site.hub.flood_burst))


def _hours(site: Site) -> Hours:
    return Hours(
        opens=time.fromisoformat(site.office.opens),
        closes=time.fromisoformat(site.office.closes),
        always=site.office.demo,
    )
