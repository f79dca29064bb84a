"""What time it is when a hub starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.bootstrap.hub_time import VOUCHED, hub_clock
from hub.store.memory import MemoryEventStore
from tests.hub.written import written

MINUTE = timedelta(minutes=1)


def test_without_records_the_machine_is_believed(tmp_path: Path) -> None:
    """A new office has nothing to hold the clock against."""
    clock = hub_clock(MemoryEventStore(), tmp_path, is_demo=False)

    assert abs(clock.now() - datetime.now(UTC)) < MINUTE


def test_time_goes_on_from_a_later_record(tmp_path: Path) -> None:
    """In a demo too."""
    store, newest = MemoryEventStore(), datetime.now(UTC) + timedelta(days=365)
    store.save([written(1, at=newest)], [])

    for is_demo in (True, False):
        clock = hub_clock(store, tmp_path, is_demo=is_demo)
        assert newest <= clock.now() < newest + MINUTE
        assert clock.jump is not None


def test_a_demo_may_lie_for_months(tmp_path: Path) -> None:
    """Its laptop's clock is believed."""
    store = MemoryEventStore()
    store.save([written(1, at=datetime.now(UTC) - timedelta(days=200))], [])

    assert hub_clock(store, tmp_path, is_demo=True).jump is None


def test_a_word_for_the_clock_holds_for_one_start(tmp_path: Path) -> None:
    """The file is gone afterwards, and the clock was believed."""
    store = MemoryEventStore()
    store.save([written(1, at=datetime.now(UTC) - timedelta(days=200))], [])
    (tmp_path / VOUCHED).touch()

    clock = hub_clock(store, tmp_path, is_demo=False)

    assert clock.jump is None
    assert list(tmp_path.iterdir()) == []
