"""What is read at the start stays for the day: the collector need not look at it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """Read without the collector; then set aside for good whatever is there.

    Nothing that is read is garbage. A full collection over modules and a day of 40,000
    events stops every thread for 55 ms; over what comes later, for next to nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
