"""The hub without its edges, joined: rules, writer and views over a store."""

from __future__ import annotations

import logging
from datetime import time

from msgspec import Struct

from events.plan import DayPlan
from events.settings import OfficeSettings
from firmware_config.site import Site
from hub.application.alert_watch import URGENT, AlertWatch
from hub.application.board import Board
from hub.application.device_book import DeviceBook
from hub.application.estimator import Estimator
from hub.application.flood import Allowance, FloodGate
from hub.application.handle import Handler
from hub.application.live_screen.screen import LiveScreen
from hub.application.live_waits import LiveWaits
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
from hub.bootstrap.live_screen import first_settings, live_screen
from hub.domain.settings_gone import gone_counters, gone_services

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
    estimator: Estimator
    alerts: AlertWatch
    live: LiveScreen
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
    tokens = FollowTokens(secret, public_url)
    board = Board(site.office.id, tokens)
    opening = Opening(hours=_hours(site), plan=site.plan())
    estimator = Estimator(site.office.id, store)
    handler = Handler(store, opening.plan, opening.plan_on, estimator.at_issue)
    writer = Writer(store, handler, clock, site.office.id, first_settings(site))
    office = Office(writer, board, tokens, store)
    rights, flood, prober = Rights(site), _flood(site), Prober(writer)
    oddities = Oddities(rights.devices)
    devices = DeviceBook(site.office.id, rights.devices, office.put)
    core = Core(
        office=office,
        board=board,
        devices=devices,
        tokens=tokens,
        rights=rights,
        flood=flood,
        ticker=Ticker(board, office.put, clock, opening),
        clock=clock,
        writer=writer,
        oddities=oddities,
        prober=prober,
        estimator=estimator,
        alerts=AlertWatch(board, devices, office.put, clock),
        live=live_screen(site, office, devices, clock),
        plan=opening.plan,
    )
    _join(core)
    return core


def _join(core: Core) -> None:
    """Have the parts told of what is committed, and of every second."""
    ticker, office, devices = core.ticker, core.office, core.devices
    core.writer.tallies.on_refusal = core.oddities.refused
    core.writer.listen(devices.on_commit)
    office.followers += (core.estimator, core.alerts)
    core.alerts.recent = lambda: core.estimator.recent
    core.alerts.counters.usual = lambda: core.live.usual
    core.alerts.counters.advising = core.live.advising
    core.board.subscribe(ticker.on_news)
    for part in (devices.tick, core.oddities.tell, core.flood.tick, core.prober.tick):
        ticker.also(part)
    ticker.also(core.alerts.tick, news=URGENT)
    ticker.also(LiveWaits(core.estimator, core.board, core.writer, core.clock).tick)
    ticker.also(lambda: office.forget_old_answers(core.clock.now()), every=MINUTE)
    ticker.also(core.live.tick)


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


def _flood(site: Site) -> FloodGate:
    return FloodGate(Allowance(per_s=site.hub.flood_per_s, burst=site.hub.flood_burst))


def _hours(site: Site) -> Hours:
    return Hours(
        opens=time.fromisoformat(site.office.opens),
        closes=time.fromisoformat(site.office.closes),
        always=site.office.demo,
    )
