"""Invented past days, so that reports and the manager's page have something to show.

The hub's own rules decide every event of them, at instants of an invented clock.
"""

from hub.demo.past.office import PastOffice
from hub.demo.past.seeding import invent_past, seed_past

__all__ = ["PastOffice", "invent_past", "seed_past"]
