"""The thread that hands messages to their owner."""

from __future__ import annotations

import threading

import pytest

from events.link import Message
from events.mqtt_link.delivery import MOST_WAITING, Delivery

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
