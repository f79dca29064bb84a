"""How each device is."""

from functools import reduce
from typing import Any

import pytest

from events.device import (
    Connection,
    DeviceOffline,
    DeviceOnline,
    PaperLoaded,
    PaperLow,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    PrintFault,
    TicketPrinted,
)
from hub.projections.devices import KEPT, DeviceView
from tests.examples import example
from tests.given import given
from tests.history import issued


def seen(*facts: Any) -> DeviceView:
    """Return the device as these facts tell, one a minute."""
    history = given(*facts, since=())
    return reduce(DeviceView.after, history.events, DeviceView(device="dispenser-1"))


def failed(ticket: str, fault: PrintFault = PrintFault.PAPER_OUT) -> PrintFailed:
    """Return the fact that a slip did not come out."""
    return example(PrintFailed, ticket=ticket, fault=fault)


def printed(ticket: str) -> TicketPrinted:
    """Return the fact that a slip came out."""
    return example(TicketPrinted, ticket=ticket)


def test_an_unheard_device_is_unknown() -> None:
    """Before its first fact nothing is known of a device."""
    assert seen() == DeviceView(device="dispenser-1")


def test_a_device_comes_and_goes() -> None:
    """The view tells since when a device is there, or how it left."""
    there = seen(example(DeviceOnline))
    gone = seen(example(DeviceOnline), DeviceOffline(how=Connection.LOST))

    assert (there.connection, there.version) == ("ready", example(DeviceOnline).version)
    assert there.since == given(since=()).now
    assert gone.connection == Connection.LOST.value
    assert gone.since is not None
    assert gone.since > there.since


@pytest.mark.parametrize(
    ("fact", "paper"), [(PaperLow, "low"), (PaperOut, "out"), (PaperLoaded, "plenty")]
)
def test_paper_is_as_last_reported(fact, paper) -> None:
    """The newest word on paper counts."""
    assert seen(example(PaperOut), example(PaperLoaded), example(fact)).paper == paper


def test_a_failed_slip_is_owed() -> None:
    """A ticket whose slip failed is kept with its fault, once."""
    view = seen(failed("A001"), failed("A001", PrintFault.COVER_OPEN))

    assert [(owed.ticket, owed.fault) for owed in view.unprinted] == [
        ("A001", PrintFault.COVER_OPEN.value)
    ]


def test_a_printed_slip_is_owed_no_more() -> None:
    """A reprint settles the ticket it was for, and no other."""
    view = seen(failed("A001"), failed("A002"), printed("A001"))

    assert [owed.ticket for owed in view.unprinted] == ["A002"]
    assert view.printed_at is not None


def test_only_the_newest_slips_are_owed() -> None:
    """The view keeps as many unprinted tickets as staff can settle."""
    view = seen(*(failed(f"A{number:03d}") for number in range(1, KEPT + 3)))

    assert len(view.unprinted) == KEPT
    assert view.unprinted[0].ticket == "A003"


def test_abandoned_presses_are_counted() -> None:
    """Each press that nobody answered before a power cut counts."""
    abandoned = example(PressAbandoned)

    assert seen(abandoned, abandoned).abandoned_presses == 2


def test_what_is_no_fact_of_a_device_changes_nothing() -> None:
    """Tickets and calls say nothing about a device."""
    assert seen(issued("A001")) == seen()
