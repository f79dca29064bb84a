"""The whole hub: the core with its edges, started in order and stopped in reverse."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from events.device import HubStatus
from firmware_config.site import Site
from hub.application.accounts import Accounts
from hub.application.clock import SteadyClock
from hub.application.flood import Allowance, FloodGate, Passage
from hub.application.support_slip import SlipDesk
from hub.bootstrap.core import Core, build_core
from hub.bootstrap.heap import settled
from hub.bootstrap.hub_time import hub_clock, spend_word
from hub.bootstrap.live_screen import past_process
from hub.bootstrap.reporting import join_reports
from hub.bootstrap.signing_in import open_accounts
from hub.bootstrap.tied import inbox_of, link_of, outbox_of
from hub.bootstrap.vault import join_vault
from hub.bootstrap.views import join_views
from hub.bootstrap.watching import Watch, figures
from hub.mqtt.broker_process import BrokerProcess
from hub.mqtt.outbox import Outbox
from hub.mqtt.rivalry import Rivalry, Verdict
from hub.store import soundness
from hub.store.backup.lineage import notice, origins
from hub.store.lock import FolderLock
from hub.store.secret import hub_secret
from hub.store.sqlite import SQLiteEventStore
from hub.web.app import create_server
from hub.web.desk import Desk
from hub.web.server import WebServer
from hub.web.settings import DemoLink, DemoPin, WebSettings

log = logging.getLogger(__name__)

# One address over HTTP speaks for all consoles of an office, a device for itself.
HTTP_SHARES = 20


class HubConfig(Struct, frozen=True, kw_only=True):
    """What a hub is started with: its site, its folder, the demo's panels.

    `log` is the style that its log was told to have, for the broker to have it too.
    """

    site: Site
    data: Path
    demo_links: tuple[DemoLink, ...] = ()
    demo_pins: tuple[DemoPin, ...] = ()
    demo_is_fast: bool = False
    log: str | None = None


class Hub:
    """Every part of a hub, started in order and stopped in reverse."""

    def __init__(self, config: HubConfig) -> None:
        """Join the parts; `failed` is set with a sentence if the hub must stop."""
        self.config = config
        self.failed: str | None = None
        self.ended = threading.Event()
        site = config.site
        self._lock = FolderLock(config.data)
        self._lock.take()
        self.broker = _broker(config)
        self._link = link_of(site)
        store = _store(config.data / "events.db")
        secret = hub_secret(config.data)
        clock = hub_clock(store, config.data, is_demo=site.office.demo)
        self._core = core = build_core(site, store, secret, clock, _public_url(site))
        self._outbox = outbox_of(site.office.id, self._link, core)
        self._inbox = inbox_of(site, core, self._outbox)
        self._inbox.on_other_hub = self._heard_hub
        self._rivalry = Rivalry(self._outbox.epoch, monotonic)
        desk = _desk(core, self._outbox)
        self.watch = self._watch()
        self._views = join_views(config.data, core, config.log)
        self.watch.views = self._views
        self._show_machine(clock)
        core.live.lookback = self._past = past_process(site, config.data)
        self._vault = join_vault(config.data, site.vault, core)
        self._show_health(desk, clock)
        self._accounts = open_accounts(config.data, site, core)
        self._reports = join_reports(site, config.data, clock)
        settings = self._web_settings()
        desk.figures = figures(core, self._link, desk, settings, self._views)
        self.web: WebServer = create_server(desk, core.board, settings)

    def _web_settings(self) -> WebSettings:
        """Return what the web is told of the parts."""
        core = self._core
        return replace(
            _web_settings(self.config, core, self._accounts),
            vault=self._vault.desk,
            slip=SlipDesk(lambda: core.board.state).slip,
            exports=self._reports,
        )

    def _show_machine(self, clock: SteadyClock) -> None:
        """Have the disk and the clock of this machine watched."""
        core = self._core
        core.prober.looks_bad = self.watch.looks_bad
        core.estimator.goes_by_today = self.config.demo_is_fast
        core.alerts.is_clock_off = lambda: clock.jump is not None
        core.alerts.free_bytes = lambda: self.watch.signs().free_bytes

    def _show_health(self, desk: Desk, clock: SteadyClock) -> None:
        """Have the desk told how the parts are, and tell of a restore."""
        desk.signs = self.watch.signs
        desk.broker_is_up = lambda: self._link.is_connected
        desk.clock_jump = lambda: clock.jump
        desk.vault_trouble = self._vault.trouble
        desk.vault_figures = self._vault.figures
        restores = origins(self.config.data)
        desk.notice = lambda: notice(restores, clock.now())
        if (said := desk.notice()) is not None:
            log.warning("%s", said.en)

    def start(self) -> None:
        """Start every part: books, broker, MQTT, web."""
        self._past.start()
        self._reports.clear()
        with settled():
            self._core.start()
        if self.broker is not None:
            self.broker.start()
        self._outbox.start()
        self._link.start(
            subscribe=self._inbox.filters,
            on_message=self._inbox.hear,
            on_change=self._outbox.on_change,
            will=self._outbox.will,
        )
        self.web.start()
        if not self.config.site.hub.public_url:
            self._core.tokens.public_url = self.web.url
        self._views.start()
        self.watch.begun = True
        spend_word(self.config.data)

    def look(self) -> None:
        """End where a part has died that the hub cannot live without."""
        dead = self.watch.dead()
        if dead and self.failed is None:
            self._fail(f"A part of the hub has died ({', '.join(dead)}); see the log.")

    def stop(self) -> None:
        """Stop every part in reverse; what is in hand is finished."""
        _stop(self.web.stop)
        _stop(self._past.stop)
        _stop(self._reports.stop)
        _stop(lambda: self._outbox.stop(is_last=self.failed is None))
        _stop(self._link.stop)
        if self.broker is not None:
            _stop(self.broker.stop)
        _stop(self._views.stop)
        _stop(self._core.stop)
        _stop(self._accounts.close)
        _stop(self._vault.stop)
        self._lock.release()

    def _heard_hub(self, status: HubStatus) -> None:
        """Give way to another hub of this office, or tell it that we are here."""
        verdict = self._rivalry.heard(status.epoch)
        if verdict is Verdict.ANSWER:
            self._outbox.beat()
        if verdict is not Verdict.GIVE_WAY or self.failed is not None:
            return
        self._fail(
            f"Another hub is alive for office {self.config.site.office.id} on this "
            "broker. Stop one of the two, or give this one another office id."
        )

    def _fail(self, sentence: str) -> None:
        self.failed = sentence
        log.critical("%s", sentence)
        self.ended.set()

    def _watch(self) -> Watch:
        parts = {
            "outbox": lambda: self._outbox.is_alive,
            "ticker": lambda: self._core.ticker.is_alive,
            "link": lambda: self._link.is_alive,
            "web": lambda: self.web.is_alive,
        }
        return Watch(self.config.data, self._core.writer, parts)


def _broker(config: HubConfig) -> BrokerProcess | None:
    where = config.site.hub
    if where.broker != "embedded":
        return None
    return BrokerProcess(where.mqtt_port, log_style=config.log)


def _store(events: Path) -> SQLiteEventStore:
    soundness.check_there(events)
    return SQLiteEventStore(events)


def _web_settings(config: HubConfig, core: Core, accounts: Accounts) -> WebSettings:
    where = config.site.hub
    allowance = Allowance(
        per_s=where.flood_per_s * HTTP_SHARES, burst=where.flood_burst * HTTP_SHARES
    )
    gate = FloodGate(allowance)
    core.ticker.also(gate.tick)
    return WebSettings(
        site=config.site,
        demo_links=config.demo_links,
        demo_pins=config.demo_pins,
        now=core.clock.now,
        accounts=accounts,
        passes=lambda address: gate.passage(address, "http") is Passage.FREE,
        on_strange=lambda word: core.oddities.strange(word, "http"),
    )


def _desk(core: Core, outbox: Outbox) -> Desk:
    return Desk(core.office, core.devices, core.tokens, core.clock, _order(outbox))


def _order(outbox: Outbox) -> Callable[[str, Any, datetime], str]:
    def order(device: str, body: Any, expires: datetime) -> str:
        return outbox.order(device, body, expires=expires)

    return order


def _stop(part: Callable[[], None]) -> None:
    try:
        part()
    except Exception:
        log.exception("a part did not stop in good order; the others are stopped")


def _public_url(site: Site) -> str:
    where = site.hub
    return where.public_url or f"http://{where.http_host}:{where.http_port}"
