"""What is asked of the measures: the rows of some days."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from hub.projections.measured.rows import Facts


class Measured(Protocol):
    """The rows that figures are made of; read by any thread or process."""

    def facts(self, first: date, last: date) -> Facts:
        """Return the rows of business days, both included, as of one instant.

        Raises `CannotRead` where the views cannot be read.
        """

    def days(self) -> tuple[date, ...]:
        """Return the business days there are, in order."""


class Loads(Protocol):
    """The rows that an office's load is seen from; few beside all there are."""

    def load(self, first: date, last: date, position: int) -> Facts:
        """Return the days and visits of business days, both included; no other rows.

        Raises `CannotRead` where the views cannot be read, or lack an event up to a
        position.
        """


class CannotRead(Exception):
    """The views could not be read; the text says why and what to do."""
