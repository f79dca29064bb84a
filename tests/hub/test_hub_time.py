"""What time it is when a hub starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub.bootstrap.hub_time import VOUCHED, hub_clock, spend_word
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

    for _ in range(2):  # a start that failed on the way, and the next
        clock = hub_clock(store, tmp_path, is_demo=False, is_set=lambda: False)
        assert clock.jump is None
    spend_word(tmp_path)
    spend_word(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_word_that_cannot_be_taken_back_is_no_end(tmp_path: Path, caplog) -> None:
    """A folder of that name is somebody's mistake; the log says what it does."""
    (tmp_path / VOUCHED).mkdir()
    spend_word(tmp_path)

    assert "it would count again" in caplog.text


@pytest.mark.parametrize("is_vouched", [False, True])
def test_no_word_helps_against_a_later_record(
    tmp_path: Path, caplog, is_vouched
) -> None:
    """Where the clock stands before the newest record, other things help."""
    store = MemoryEventStore()
    store.save([written(1, at=datetime.now(UTC) + timedelta(days=20))], [])
    if is_vouched:
        (tmp_path / VOUCHED).touch()

    clock = hub_clock(store, tmp_path, is_demo=False)

    assert clock.jump is not None
    assert "keep the hub stopped until that time" in caplog.text
    assert VOUCHED not in caplog.text


@pytest.mark.parametrize("is_set", [False, True])
def test_a_pause_of_months_needs_a_word(tmp_path: Path, caplog, is_set) -> None:
    """Where nothing set the clock, the log says which file vouches for it."""
    store = MemoryEventStore()
    store.save([written(1, at=datetime.now(UTC) - timedelta(days=200))], [])

    clock = hub_clock(store, tmp_path, is_demo=False, is_set=lambda: is_set)

    assert (clock.jump is None) == is_set
    assert (str(tmp_path / VOUCHED) in caplog.text) != is_set
