"""How is each device, and which tickets did it owe the visitor?"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from events.device import (
    DeviceOffline,
    DeviceOnline,
    PaperLoaded,
    PaperLow,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    TicketPrinted,
)
from events.recorded import Recorded

KEPT = 50


class Unprinted(Struct, frozen=True, kw_only=True):
    """A ticket whose slip nobody holds, and the fault that kept it."""

    ticket: str
    fault: str
    at: datetime


class DeviceView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A device as its facts tell: connection, paper, last print, slips still owed."""

    device: str
    connection: str = "unknown"
    since: datetime | None = None
    version: str = ""
    paper: str = "unknown"
    printed_at: datetime | None = None
    abandoned_presses: int = 0
    unprinted: tuple[Unprinted, ...] = ()

    def after(self, recorded: Recorded) -> DeviceView:
        """Return the device as it stands after one more fact."""
        match recorded.event:
            case TicketPrinted(ticket=ticket):
                return replace(
                    self, printed_at=recorded.at, unprinted=self._without(ticket)
                )
            case PrintFailed(ticket=ticket, fault=fault):
                owed = Unprinted(ticket=ticket, fault=fault.value, at=recorded.at)
                return replace(self, unprinted=(*self._without(ticket), owed)[-KEPT:])
            case PressAbandoned():
                return replace(self, abandoned_presses=self.abandoned_presses + 1)
            case DeviceOnline(version=version):
                return replace(
                    self, connection="ready", since=recorded.at, version=version
                )
            case DeviceOffline(how=how):
                return replace(self, connection=how.value, since=recorded.at)
            case _:
                return self._with_paper(recorded)

    def _with_paper(self, recorded: Recorded) -> DeviceView:
        match recorded.event:
            case PaperLow():
                return replace(self, paper="low")
            case PaperOut():
                return replace(self, paper="out")
            case PaperLoaded():
                return replace(self, paper="plenty")
            case _:
                return self

    def _without(self, ticket: str) -> tuple[Unprinted, ...]:
        return tuple(owed for owed in self.unprinted if owed.ticket != ticket)
