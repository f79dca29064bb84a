"""The real hub's web with accounts in a folder: clerks, a manager, cheap hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events.ids import new_id
from events.replies import Accepted
from events.settings import ChangeSettings, Clerk, OfficeSettings, Role
from hub.application.accounts import Accounts, Limits
from hub.application.clock import SteadyClock
from hub.application.ports import EventStore
from hub.bootstrap import Core, build_core
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.accounts.hashing import Cost
from hub.store.memory import MemoryEventStore
from hub.web.app import create_server
from hub.web.desk import Desk
from hub.web.server import WebServer
from hub.web.settings import WebSettings
from tests.hub.asking import ask
from tests.hub.rig import wait_until
from tests.hub.web.http_client import Client, Got
from tests.hub.web.open_hub import SITE, ordered

CHEAP = Cost(memory_kib=64, passes=1)
MANAGER, CLERK, OTHER, TECHNICIAN = "QL-01", "NV-01", "NV-02", "KT-01"
STAFF = (
    Clerk(id=MANAGER, role=Role.MANAGER),
    Clerk(id=CLERK),
    Clerk(id=OTHER),
    Clerk(id=TECHNICIAN, role=Role.TECHNICIAN),
)
PINS = {MANAGER: "480215", CLERK: "713906", OTHER: "640281", TECHNICIAN: "305817"}


class Staffed:
    """A running web with accounts, and what a test does to it."""

    def __init__(self, core: Core, web: WebServer, accounts: Accounts) -> None:
        self.core = core
        self.web = web
        self.accounts = accounts

    @property
    def client(self) -> Client:
        """One who asks without a cookie."""
        return Client(self.web.port)

    def settle(self, *clerks: Clerk) -> None:
        """Have the settings name these clerks and no others."""
        revision = self.core.board.state.settings.revision
        change = ChangeSettings(
            settings=OfficeSettings(clerks=clerks), revision=revision
        )
        said = ask(self.core.office, change, id=new_id(), source="/office/hk01/http")
        assert isinstance(said, Accepted), said

    def sign_in(self, clerk: str) -> dict[str, str]:
        """Sign in with the clerk's own PIN; return the headers that say so."""
        got = self.tries(clerk, PINS[clerk])
        assert got.status == 200, got.body
        return {"Cookie": got.headers["set-cookie"].partition(";")[0]}

    def tries(self, clerk: str, pin: str, **headers: str) -> Got:
        """Try a PIN."""
        given = {"clerk": clerk, "pin": pin}
        return self.client.post("/api/v1/sign-in", given, **headers)


@contextmanager
def staffed_hub(
    folder: Path,
    store: EventStore | None = None,
    pins: Mapping[str, str] = PINS,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    hub: Mapping[str, Any] | None = None,
    **office: Any,
) -> Iterator[Staffed]:
    """Run a hub's core and web whose staff sign in, at any hour; no demo."""
    told = {"demo": False, "opens": "00:00", "closes": "23:59", **office}
    site = replace(
        SITE,
        office=replace(SITE.office, **told),
        hub=replace(SITE.hub, **(hub or {})),
    )
    clock, store = SteadyClock(), store or MemoryEventStore()
    core = build_core(site, store, b"s" * 32, clock, "http://127.0.0.1:8080")
    core.start()
    accounts = Accounts(
        SQLiteAccountStore(folder / ACCOUNTS),
        PinHasher(b"p" * 32, CHEAP),
        clock.now,
        lambda: core.board.state.settings.held.clerks,
        limits,
    )
    desk = Desk(core.office, core.devices, core.tokens, clock, ordered)
    settings = WebSettings(site=site, accounts=accounts, now=clock.now)
    web = create_server(desk, core.board, settings)
    staffed = Staffed(core, web, accounts)
    try:
        if not core.board.state.settings.held.clerks:
            staffed.settle(*STAFF)
        for clerk, pin in pins.items():
            accounts.set_pin(clerk, pin)
        web.start()
        wait_until(lambda: core.board.now.day.is_open)
        yield staffed
    finally:
        web.stop()
        core.stop()
        accounts.close()
