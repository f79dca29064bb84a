"""What the doors turn away: counted, and told without a flood."""

from __future__ import annotations

import logging

import pytest

from events.ids import new_id
from events.replies import RefusalReply
from events.visit import IssueTicket
from hub.application import door
from hub.application.jobs import Job
from hub.application.oddities import Oddities

CANARY = "0912345678"


class Minutes:
    """Monotonic time that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        """Return it."""
        return self.at


@pytest.fixture
def minutes() -> Minutes:
    """Where the time stands."""
    return Minutes()


@pytest.fixture
def oddities(minutes: Minutes, caplog: pytest.LogCaptureFixture) -> Oddities:
    """Nothing odd yet, two devices known, everything logged."""
    caplog.set_level(logging.INFO)
    return Oddities(("dispenser-1", "counter-1"), minutes)


def refusal(device: str | None = "counter-1", source: str = "counter-1") -> Job:
    """Return a job that was refused."""
    return Job(
        body=IssueTicket(service="Z"),
        id=new_id(),
        source=f"/office/hk01/{source}",
        respond=lambda _: None,
        device=device,
    )


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int]]:
    """Return each line's level and its count."""
    return [(r.levelname, r.__dict__["count"]) for r in caplog.records]


def test_a_flood_is_a_line_a_minute(oddities, minutes, caplog) -> None:
    """The first is told at once, the others by their number, each is counted."""
    for _ in range(1_000):
        oddities.strange("malformed", "mqtt", "dispenser-1")
    minutes.at += 59
    oddities.tell()
    assert said(caplog) == [("WARNING", 1)]

    minutes.at += 1
    oddities.tell()
    assert said(caplog) == [("WARNING", 1), ("WARNING", 999)]
    assert "999 more in 60 s" in caplog.text
    assert oddities.counts()[0] == {("malformed", "mqtt"): 1_000}


def test_a_flood_is_left_to_its_gate(oddities, minutes, caplog) -> None:
    """The gate tells when it begins and when it ends; here it is only counted."""
    for _ in range(5_000):
        oddities.strange("flood", "mqtt", "dispenser-1")
    minutes.at += 60
    oddities.tell()

    assert caplog.records == []
    assert oddities.counts()[0] == {("flood", "mqtt"): 5_000}


def test_a_quiet_minute_ends_it(oddities, minutes, caplog) -> None:
    """Who was quiet for a minute is told at once again; nothing is kept of it."""
    oddities.strange("malformed", "mqtt", "dispenser-1")
    minutes.at += 60
    oddities.tell()
    oddities.strange("malformed", "mqtt", "dispenser-1")

    assert said(caplog) == [("WARNING", 1), ("WARNING", 1)]


def test_each_sender_and_kind_is_told(oddities, caplog) -> None:
    """One device's flood hides no other's first word."""
    for device in ("dispenser-1", "counter-1"):
        for kind in ("malformed", "expired"):
            oddities.strange(kind, "mqtt", device)

    assert len(caplog.records) == 4


def test_strangers_are_one(oddities, caplog) -> None:
    """A name that the site file does not have is neither told nor kept."""
    for number in range(50):
        oddities.strange("unknown-device", "mqtt", f"{CANARY}{number}")

    assert len(caplog.records) == 1
    assert CANARY not in caplog.text
    assert "from unknown" in caplog.text


@pytest.mark.parametrize(
    ("device", "source", "door_", "sender"),
    [
        ("counter-1", "device/counter-1", "mqtt", "counter-1"),
        (None, "http", "http", "http"),
        (None, "hub", "hub", "hub"),
    ],
)
def test_a_refusal_says_who_asked_what(
    oddities, caplog, device, source, door_, sender
) -> None:
    """Word, command, door and sender; not what the command held."""
    reply = door.refuse("malformed", CANARY)
    assert isinstance(reply, RefusalReply)

    oddities.refused(refusal(device, source), reply)

    [line] = caplog.records
    assert line.levelname == "INFO"
    assert line.getMessage() == f"refused issue-ticket from {sender}: malformed"
    assert (line.door, line.sender, line.command) == (door_, sender, "issue-ticket")
    assert oddities.counts()[1] == {("malformed", door_): 1}
