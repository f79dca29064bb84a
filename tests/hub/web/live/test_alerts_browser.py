"""Alerts in a real browser: every figure in them is one that stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from events.alert import AlertKind, RaiseAlert
from events.counter import CloseCounter, OpenCounter, PauseCounter
from events.topics import hub_source
from events.visit import CallNext, IssueTicket, ParkVisit, ReturnVisit, StartServing
from tests.hub.rig import OFFICE, Rig

pytestmark = pytest.mark.journey

PASSED = "đã qua, tự đóng sau ít phút"


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A core with two that wait for A, three for D, and counters 1 and 3 open."""
    rig = Rig()
    rig.open_with("1", "3", waiting=2)
    for _ in range(3):
        rig.accepted(IssueTicket(service="D"))
    yield rig
    rig.stop()


def raised(rig: Rig, page: Page, kind: AlertKind, **about: str) -> Locator:
    """Have the hub raise an alert; return its row."""
    rig.accepted(RaiseAlert(kind=kind, **about), source=hub_source(OFFICE))
    row = page.locator("#alerts li:not(.none)")
    expect(row).to_have_count(1)
    return row


def test_an_idle_counter_counts_whom_it_may_call(rig: Rig, page: Page) -> None:
    """Not the whole office; once nobody is left for it, the matter has passed."""
    row = raised(rig, page, AlertKind.IDLE_COUNTER, counter="1")

    expect(row).to_contain_text("Quầy 1 trống trong khi 2 người chờ quầy này")
    expect(row).not_to_contain_text(PASSED)
    rig.accepted(CallNext(counter="1"))
    expect(row).to_contain_text("Quầy 1 trống trong khi có khách chờ")
    expect(row).to_contain_text(PASSED)


def test_a_long_wait_is_of_who_waits_longest_now(rig: Rig, page: Page) -> None:
    """Of who came back it counts from then; nobody over the limit: it has passed."""
    rig.clock.goes(minutes=31)
    row = raised(rig, page, AlertKind.LONG_WAIT, service="A")

    expect(row).to_contain_text("A001 đã chờ 31 phút, quá giới hạn 30")
    for command in (CallNext, StartServing, ParkVisit, CallNext):
        rig.accepted(command(counter="1"))
    rig.accepted(ReturnVisit(ticket="A001"))
    expect(row).to_contain_text("có khách chờ quá 30 phút")
    expect(row).to_contain_text(PASSED)
    expect(row).not_to_contain_text("A001")


def test_a_crowd_is_told_by_counters_at_work(rig: Rig, page: Page) -> None:
    """A counter on a break is none; with enough at work the crowd has passed."""
    rig.accepted(PauseCounter(counter="3"))
    for _ in range(2):
        rig.accepted(IssueTicket(service="D"))
    row = raised(rig, page, AlertKind.CROWDED)

    expect(row).to_contain_text("7 người chờ, 1 quầy đang làm việc: quá đông")
    rig.accepted(OpenCounter(counter="2"))
    expect(row).to_contain_text("Quá nhiều khách so với số quầy đang mở")
    expect(row).to_contain_text(PASSED)


def test_a_service_that_a_counter_takes_is_served(rig: Rig, page: Page) -> None:
    """The alert says that it has passed as soon as somebody opens for it."""
    rig.accepted(CloseCounter(counter="3"))
    row = raised(rig, page, AlertKind.NOBODY_SERVES, service="D")

    expect(row).to_contain_text("chưa quầy nào mở")
    expect(row).not_to_contain_text(PASSED)
    rig.accepted(OpenCounter(counter="2"))
    expect(row).to_contain_text(PASSED)


FEW = {"kind": "few-counters", "text": {"vi": "Ít quầy mở"}}
LONG = {"kind": "long-service", "counter": "1", "ticket": "A001", "text": {"vi": ""}}
LOST = {"kind": "device-lost", "device": "d", "text": {"vi": ""}}
OWED = {"kind": "print-failed", "device": "d", "ticket": "A001", "text": {"vi": ""}}
FULL = {"kind": "disk-full", "text": {"vi": "Ổ đĩa sắp đầy"}}
AT_DESK = {"state": "serving", "ticket": "A001"}
WORDS = """
  async (all) => {
    const { alertWords, stands } = await import("/static/live_alert_words.js");
    return all.map(([one, facts]) => [stands(one, facts), alertWords(one, facts)]);
  }
"""
# An alert, what the screen shows, whether the matter still stands, and the sentence.
CASES: tuple[tuple[Any, Any, bool, str], ...] = (
    (FEW, {"waiting": 1, "open": 2, "advice": {"needed": 4}}, True, "thường cần 4"),
    (FEW, {"waiting": 1, "open": 4, "advice": {"needed": 4}}, False, "Ít quầy mở"),
    (FEW, {"waiting": 0, "open": 2, "advice": {"needed": 4}}, False, "Ít quầy mở"),
    (FEW, {"waiting": 1, "open": 2, "advice": None}, True, "Ít quầy mở"),
    (LONG, {"desk": AT_DESK}, True, "A001 lâu bất thường"),
    (LONG, {"desk": {**AT_DESK, "ticket": "A002"}}, False, "A001 lâu bất thường"),
    (LONG, {"desk": {**AT_DESK, "state": "called"}}, False, "A001 lâu bất thường"),
    (
        LOST,
        {"device": "Máy 1", "machine": {"connection": "lost"}},
        True,
        "mất liên lạc",
    ),
    (LOST, {"device": "Máy 1", "machine": {"connection": "ready"}}, False, "mất liên"),
    (OWED, {"device": "Máy 1", "machine": {"owed": 1}}, True, "A001 không in được"),
    (OWED, {"device": "Máy 1", "machine": {"owed": 0}}, False, "A001 không in được"),
    (FULL, {}, True, "Ổ đĩa sắp đầy"),
)


def test_what_has_passed_is_told_of_every_kind_that_shows(page: Page) -> None:
    """By what the screen has beside it; of the other kinds the hub alone knows."""
    told = page.evaluate(WORDS, [[one, facts] for one, facts, _, _ in CASES])

    assert [stands for stands, _ in told] == [stands for _, _, stands, _ in CASES]
    assert all(case[3] in words for case, (_, words) in zip(CASES, told, strict=True))
