"""What the web is told by the site file and by whoever starts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec import Struct

from firmware_config.site import Site
from hub.application.accounts import Accounts
from hub.application.exports import Exports
from hub.application.support_slip import SupportSlip
from hub.application.vault_desk import VaultDesk


class DemoLink(NamedTuple):
    """A page of a virtual box that the demo's first page frames."""

    title: str
    url: str


class DemoPin(NamedTuple):
    """A clerk's code and first PIN, as the demo's first page tells them."""

    clerk: str
    pin: str


class Pace(Struct, frozen=True, kw_only=True):
    """How often a quiet stream speaks, and how much a slow reader may owe.

    Seconds; a request's head must be whole within `head_s`, and who asks for an act has
    an answer within `answer_s`. `owed` counts bytes, `resume` is the most events that
    are sent after a gap before the whole state is sent in their place.
    """

    heartbeat_s: float = 10.0
    beat_s: float = 5.0
    phone_s: float = 1.0
    console_s: float = 0.5
    manager_s: float = 1.0
    head_s: float = 30.0
    answer_s: float = 10.0
    owed: int = 512 * 1024
    resume: int = 1_000


def utc_now() -> datetime:
    """Return the time by the machine's clock."""
    return datetime.now(UTC)


def anyone(_address: str) -> bool:
    """Let any address ask as often as it likes."""
    return True


def nothing(_word: str) -> None:
    """Take no note."""


def no_slip(_counter: str, _session: str) -> SupportSlip | None:
    """Know of no session."""
    return None


class WebSettings(Struct, frozen=True, kw_only=True):
    """The office, the demo's boxes, the clock and the pace of the streams.

    `passes` says whether an address may ask for one more act; `on_strange` is told the
    name of each refusal that the web itself gives; `streams` counts the open ones.
    `accounts` are those who sign in; None, nobody can.
    `vault` keeps what must not stand in events; None, nothing is kept.
    `slip` makes the support slip of a counter's session.
    `exports` makes reports; None, there are none.
    """

    site: Site
    demo_links: tuple[DemoLink, ...] = ()
    demo_pins: tuple[DemoPin, ...] = ()
    now: Callable[[], datetime] = utc_now
    pace: Pace = Pace()
    passes: Callable[[str], bool] = anyone
    on_strange: Callable[[str], None] = nothing
    streams: dict[str, int] = {}
    accounts: Accounts | None = None
    vault: VaultDesk | None = None
    slip: Callable[[str, str], SupportSlip | None] = no_slip
    exports: Exports | None = None
