"""A dispenser issues; a box moves its own counter and says what it saw."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from events import codec
from events.counter import OpenCounter
from events.examples import EXAMPLES
from events.session import Rate
from events.visit import AbandonVisit, CallNext, IssueTicket, ReturnVisit
from hub.application.rights import AT_A_COUNTER, Rights
from tests.hub.rig import SITE

COMMANDS = [EXAMPLES[name] for name in codec.COMMANDS]
NEXT = CallNext(counter="1", revision=3)


def said(device: str, command: object) -> str | None:
    """Return the refusal's name, or None if it may."""
    refusal = Rights(SITE).refusal(device, command)
    return None if refusal is None else refusal.refusal


@pytest.mark.parametrize("command", COMMANDS, ids=codec.wire_name)
def test_a_dispenser_only_issues(command) -> None:
    """Whatever else it asks is not its business."""
    allowed = isinstance(command, IssueTicket)

    assert said("dispenser-1", command) == (None if allowed else "not-allowed")
    assert said("spare-1", command) == (None if allowed else "not-allowed")


@pytest.mark.parametrize("command", COMMANDS, ids=codec.wire_name)
def test_a_box_moves_its_own_counter(command) -> None:
    """Only acts at a counter, and only at its own."""
    if not isinstance(command, AT_A_COUNTER):
        assert said("counter-2", command) == "not-allowed"
        return
    seen = replace(command, counter="2", revision=7)
    if isinstance(seen, Rate):
        seen = replace(seen, visit=UNSET)
    if isinstance(seen, OpenCounter):
        seen = replace(seen, clerk=UNSET)

    assert said("counter-2", seen) is None
    assert said("counter-1", seen) == "not-allowed"
    assert said("dispenser-1", seen) == "not-allowed"


def test_a_box_says_what_it_saw() -> None:
    """Without the revision a late press could call somebody else."""
    assert said("counter-1", CallNext(counter="1")) == "malformed"
    assert said("counter-1", NEXT) is None
    assert said("spare-box-1", NEXT) is None


def test_a_box_rates_for_its_counter_alone() -> None:
    """A box names no visit: whoever was served there last has the word."""
    faces = Rate(counter="1", score=5, revision=7)

    assert said("counter-1", faces) is None
    assert said("counter-1", replace(faces, visit="visit-1")) == "not-allowed"
    assert said("counter-1", replace(faces, revision=UNSET)) == "malformed"


def test_a_box_opens_for_whoever_is_rostered() -> None:
    """Nobody signs in at a box: it cannot say who sits there."""
    opening = OpenCounter(counter="1", revision=7)

    assert said("counter-1", opening) is None
    assert said("counter-1", replace(opening, clerk="NV-02")) == "not-allowed"


def test_a_counter_left_out_is_no_way_round() -> None:
    """A box's return names its own counter."""
    assert said("counter-1", ReturnVisit(ticket="A001")) == "not-allowed"
    assert said("counter-1", AbandonVisit(ticket="A001")) == "not-allowed"


@pytest.mark.parametrize("device", ["", "counter-9", "hub", "dispenser-1 "])
def test_strangers_may_nothing(device: str) -> None:
    """A device that the site file does not name is told so."""
    assert said(device, IssueTicket(service="A")) == "unknown-device"
    assert said(device, NEXT) == "unknown-device"


def test_every_device_is_known() -> None:
    """Dispensers and boxes together are the site's devices."""
    assert Rights(SITE).devices == {
        *("dispenser-1", "spare-1", "spare-box-1"),
        *("counter-1", "counter-2", "counter-3"),
    }


@pytest.mark.parametrize("name", codec.FACTS)
def test_only_a_dispenser_reports_printing(name: str) -> None:
    """Every fact there is so far is a printer's, and a counter box has none."""
    rights = Rights(SITE)
    by_box = rights.fact_refusal("counter-1", EXAMPLES[name])

    assert rights.fact_refusal("dispenser-1", EXAMPLES[name]) is None
    assert by_box is not None
    assert by_box.refusal == "not-allowed"
