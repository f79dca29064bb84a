"""The store in memory keeps the promise, and fails when it is told to."""

from __future__ import annotations

import pytest

from hub.application.ports import CannotWrite
from hub.store.memory import MemoryEventStore
from tests.hub.store.contract import EventStoreContract
from tests.hub.written import written


@pytest.fixture
def store() -> MemoryEventStore:
    """An empty one."""
    return MemoryEventStore()


class TestMemoryEventStore(EventStoreContract):
    """`MemoryEventStore` is an `EventStore`."""


def test_a_broken_one_keeps_nothing(store: MemoryEventStore) -> None:
    """Told to fail it writes nothing; told to work it goes on."""
    store.is_broken = True
    with pytest.raises(CannotWrite):
        store.save([written(1)], [])
    with pytest.raises(CannotWrite):
        store.probe()
    assert store.last_position() == 0

    store.is_broken = False
    store.save([written(1)], [])
    assert store.last_position() == 1
