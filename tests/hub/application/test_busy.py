"""What a hub says when more is asked than it can write."""

from __future__ import annotations

import logging

import pytest

from events.ids import new_id
from events.replies import PASSING
from events.visit import IssueTicket
from hub.application.jobs import Job, Reply
from hub.application.office import MOST_WAITING
from tests.hub.rig import HTTP, Rig, wait_until

ISSUE = IssueTicket(service="A")


def take(rig: Rig, replies: list[Reply], id: str | None = None) -> str:
    """Bring a command to the door without waiting; return its id."""
    id = id or new_id()
    rig.core.office.take(Job(body=ISSUE, id=id, source=HTTP, respond=replies.append))
    return id


def refused(replies: list[Reply]) -> list[str]:
    """Return the names of the refusals among the replies."""
    names = [getattr(reply, "refusal", None) for reply in replies]
    return [name for name in names if name is not None]


def test_too_many_waiting_are_refused_and_may_ask_again(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    """While the disk stands still 2,000 wait; more hear `hub-busy`, told once."""
    rig.open_with()
    rig.trying.gate.clear()
    rig.trying.is_at_gate.clear()
    replies: list[Reply] = []
    take(rig, replies)
    wait_until(rig.trying.is_at_gate.is_set)
    caplog.set_level(logging.INFO)
    for _ in range(MOST_WAITING + 50):
        last = take(rig, replies)

    busy = refused(replies)
    assert set(busy) == {"hub-busy"} <= PASSING
    assert 50 - 1 <= len(busy) == rig.core.office.turned_away <= 50 + 1
    rig.trying.gate.set()
    wait_until(lambda: len(replies) == MOST_WAITING + 51)
    take(rig, replies, last)
    wait_until(lambda: len(replies) == MOST_WAITING + 52)
    assert refused(replies) == busy
    told = [r.getMessage() for r in caplog.records if "office" in r.name]
    assert told == [
        "2000 commands wait; more are refused for now",
        f"the hub keeps up again; {len(busy)} were refused",
    ]


def test_the_hubs_own_commands_are_never_refused(rig: Rig) -> None:
    """What the hub itself records of devices and hours waits, however long the line."""
    rig.open_with()
    rig.trying.gate.clear()
    replies: list[Reply] = []
    for _ in range(MOST_WAITING + 100):
        take(rig, replies)
    own: list[Reply] = []
    rig.core.office.put(Job(body=ISSUE, id="own", source=HTTP, respond=own.append))
    rig.trying.gate.set()

    wait_until(lambda: len(own) == 1)
    assert refused(own) == []
