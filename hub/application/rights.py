"""Which device may ask for what: a dispenser issues, a box moves its own counter."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from events.counter import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from events.device import (
    PaperLoaded,
    PaperLow,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    TicketIssuedOffline,
    TicketPrinted,
)
from events.replies import RefusalReply
from events.session import Rate
from events.unfit import missing
from events.visit import (
    CallNext,
    CallTicket,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ParkVisit,
    Recall,
    ReturnVisit,
    StartServing,
    TransferVisit,
    Undo,
)
from firmware_config.site import Site
from hub.application import door

AT_A_COUNTER = (
    OpenCounter,
    PauseCounter,
    ResumeCounter,
    CloseCounter,
    CallNext,
    CallTicket,
    Recall,
    StartServing,
    FinishServing,
    MarkNoShow,
    ReturnVisit,
    ParkVisit,
    TransferVisit,
    Undo,
    Rate,
)

AT_A_DISPENSER = (
    PaperLoaded,
    PaperLow,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    TicketIssuedOffline,
    TicketPrinted,
)


class Rights:
    """The site file's devices and what each may do."""

    def __init__(self, site: Site) -> None:
        """Remember who is a dispenser, and whose counter each box is."""
        self.dispensers = frozenset(d.id for d in site.dispensers)
        self.boxes = {box.id: box.counter for box in site.boxes}

    @property
    def devices(self) -> frozenset[str]:
        """Every device that the site file names."""
        return self.dispensers | self.boxes.keys()

    def refusal(self, device: str, command: Any) -> RefusalReply | None:
        """Return why this device may not ask for that, or None if it may."""
        if device in self.dispensers:
            allowed = isinstance(command, IssueTicket)
            return None if allowed else door.refuse("not-allowed")
        if device not in self.boxes:
            return door.refuse("unknown-device")
        return self._box(device, command)

    def fact_refusal(self, device: str, fact: Any) -> RefusalReply | None:
        """Return why this device may not report that: only dispensers print."""
        if device not in self.devices:
            return door.refuse("unknown-device")
        is_its_own = device in self.dispensers and isinstance(fact, AT_A_DISPENSER)
        return None if is_its_own else door.refuse("not-allowed")

    def _box(self, device: str, command: Any) -> RefusalReply | None:
        is_own = getattr(command, "counter", None) == self.boxes[device]
        if not isinstance(command, AT_A_COUNTER) or not is_own:
            return door.refuse("not-allowed")
        if isinstance(command, Rate) and command.visit is not UNSET:
            return door.refuse("not-allowed")  # a box knows its counter, not people
        if isinstance(command, OpenCounter) and command.clerk is not UNSET:
            return door.refuse("not-allowed")
        if not isinstance(command.revision, int):
            return door.refuse("malformed", missing("revision"))
        return None
