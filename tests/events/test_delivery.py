"""The thread that hands messages to their owner."""

from __future__ import annotations

import threading

import pytest

from events.link import Message
from events.mqtt_link.delivery import MOST_BYTES, MOST_WAITING, Delivery

MESSAGE = Message("t", b"", False)


def test_a_stuck_owner_costs_messages_not_memory(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Beyond 10,000 waiting messages the newest are dropped; the log says so, once."""
    told: list[Message | bool] = []
    is_done = threading.Event()

    def down(is_up: bool) -> None:
        told.append(is_up)
        is_done.set()

    delivery = Delivery(told.append, down)
    for _ in range(MOST_WAITING + 5):
        delivery.put(MESSAGE)
    delivery.put(False)
    delivery.start()

    assert is_done.wait(10)
    delivery.stop()
    assert told == [MESSAGE] * MOST_WAITING + [False]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_large_messages_cost_no_memory_either() -> None:
    """Beyond 16 MiB the newest are dropped, however few; then there is room again."""
    large = Message("t", bytes(65_536), False)
    told: list[Message | bool] = []
    is_done = threading.Event()

    def changed(is_up: bool) -> None:
        told.append(is_up)
        is_done.set()

    delivery = Delivery(told.append, changed)
    for _ in range(MOST_BYTES // 65_536 + 5):
        delivery.put(large)
    delivery.put(True)
    delivery.start()
    assert is_done.wait(10)
    assert told == [large] * (MOST_BYTES // 65_536) + [True]

    is_done.clear()
    delivery.put(large)
    delivery.put(False)
    assert is_done.wait(10)
    delivery.stop()
    assert told[-2:] == [large, False]
