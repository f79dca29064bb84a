"""Old bodies, lifted one version at a time.

An upcaster takes the body of version n (plain JSON data) and returns that of n + 1.
Nothing has been raised yet: every body is at version 1. The first row goes here, and
its old line into `tests/events/history/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Body], Body]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}


def lift(
    name: str,
    version: int,
    body: Body,
    to: int,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Body:
    """Return the body raised from `version` to `to`; KeyError if a step is missing."""
    for step in range(version, to):
        body = upcasters[name, step](body)
    return body
