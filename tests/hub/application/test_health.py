"""What /healthz names as wrong."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from events.device import DeviceHealth, PrinterHealth
from events.replies import Sentence
from hub.application.device_book import DeviceNow
from hub.application.health import LEAST_FREE, Signs, problems, status
from hub.projections.devices import DeviceView

STANDS_STILL = Sentence(vi="Số liệu không được cập nhật.", en="Reports stand still.")
WELL = DeviceNow(device="d-1", is_online=True, facts=DeviceView(device="d-1"))


def with_printer(**how: Any) -> DeviceNow:
    """Return a dispenser whose printer says that."""
    said: dict[str, Any] = {"online": True, "paper": "plenty", "cover": "closed", **how}
    health = DeviceHealth(uptime_s=1, printer=PrinterHealth(**said))
    return replace(WELL, health=health)


LOST = replace(WELL, is_online=False, facts=DeviceView(device="d-1", connection="lost"))
GONE = replace(LOST, facts=DeviceView(device="d-1", connection="disconnected"))
EMPTY = replace(WELL, facts=DeviceView(device="d-1", paper="out"))


@pytest.mark.parametrize(
    ("signs", "said", "how"),
    [
        (Signs(), [], "ok"),
        (Signs(dead_parts=("writer",)), ["part-dead"], "failing"),
        (Signs(store_trouble="disk full"), ["store-cannot-write"], "failing"),
        (Signs(stuck_s=11), ["writer-stuck"], "failing"),
        (Signs(broker_is_up=False), ["broker-away"], "degraded"),
        (Signs(clock_jump_s=-3_600), ["clock-jumped"], "degraded"),
        (Signs(free_bytes=LEAST_FREE - 1), ["disk-nearly-full"], "degraded"),
        (Signs(free_bytes=LEAST_FREE, wal_bytes=2**26), [], "ok"),
        (Signs(wal_bytes=2**26 + 1), ["wal-large"], "degraded"),
        (Signs(views_trouble=STANDS_STILL), ["views-stand-still"], "degraded"),
        (Signs(views_skipped=1), ["views-incomplete"], "degraded"),
        (Signs(views_behind=5_001), ["views-behind"], "degraded"),
        (Signs(views_behind=5_000), [], "ok"),
        (Signs(devices=(WELL, GONE)), [], "ok"),
        (Signs(devices=(LOST,)), ["device-lost"], "degraded"),
        (Signs(devices=(EMPTY,)), ["printer-faulty"], "degraded"),
        (Signs(devices=(with_printer(),)), [], "ok"),
        (Signs(devices=(with_printer(online=False),)), ["printer-faulty"], "degraded"),
        (Signs(devices=(with_printer(cover="open"),)), ["printer-faulty"], "degraded"),
        (Signs(devices=(with_printer(paper="out"),)), ["printer-faulty"], "degraded"),
    ],
)
def test_each_trouble_has_its_word(signs: Signs, said: list[str], how: str) -> None:
    """Only what stops the work makes the hub a failing one."""
    found = problems(signs)

    assert [each.problem for each in found] == said
    assert status(found) == how


def test_the_gravest_comes_first() -> None:
    """All troubles are told, each in both languages with what to do."""
    signs = Signs(store_trouble="disk full", broker_is_up=False, devices=(LOST,))
    found = problems(signs)

    assert [each.is_grave for each in found] == [True, False, False]
    assert all(each.text.vi and each.text.en for each in found)
    assert "d-1" in found[-1].text.vi
