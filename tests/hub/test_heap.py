"""What a hub has read is no business of the collector any more."""

from __future__ import annotations

import gc

import pytest

from hub.bootstrap.heap import settled


def test_what_was_read_is_set_aside() -> None:
    """While reading the collector rests; afterwards it works on what comes later."""
    read: list[list[int]] = []
    try:
        with settled():
            assert not gc.isenabled()
            read.append([1])

        assert gc.isenabled()
        assert all(one is not read for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_a_start_that_fails_leaves_the_collector_at_work() -> None:
    """Whatever goes wrong while reading, rubbish is collected afterwards."""
    try:
        with pytest.raises(OSError, match="gone"), settled():
            raise OSError("gone")
        assert gc.isenabled()
    finally:
        gc.unfreeze()
