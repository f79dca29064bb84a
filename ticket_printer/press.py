"""A finger on a service key, and the effects that follow from what is decided."""

from __future__ import annotations

from dataclasses import dataclass

from events.visit import VisitClass


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a service key; its id is the command's id through every retry.

    `at` is this machine's monotonic clock in seconds.
    """

    id: str
    service: str
    visit_class: VisitClass
    at: float
