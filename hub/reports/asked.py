"""What a report is made of besides the rows: whose it is, of when, for whom."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.settings import OfficeSettings
from firmware_config.site import Site
from hub.reports.period import Period
from hub.reports.report import Lang
from hub.reports.words import Words, say


class City(Struct, frozen=True, kw_only=True):
    """What the authority says of its own two shares, typed in; never worked out here.

    Hundredths of a percent, and where the manager has them from.
    """

    people: int | None = None
    dossiers: int | None = None
    source: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """A report to be made.

    `settings` are those that hold, with the catalogue that names procedures.
    `proposals` and `notes` are texts; `lost` are proposals that cannot be read any
    more. `until` is the position of the period's last event, where a later day began.
    """

    site: Site
    period: Period
    made: datetime
    settings: OfficeSettings = OfficeSettings()
    lang: Lang = "vi"
    is_internal: bool = False
    proposals: tuple[str, ...] = ()
    lost: int = 0
    notes: tuple[str, ...] = ()
    city: City = City()
    until: int | None = None

    def say(self, words: Words) -> str:
        """Return words in the report's language."""
        return say(words, self.lang)

    def service(self, service: str) -> str:
        """Return how a service's row is headed; a dropped one by its letter alone."""
        for row in self.site.services:
            if row.id == service:
                return f"{service} · {self._named(row.name.vi, row.name.en)}"
        return service

    def level(self, level: str) -> str:
        """Return what a service level is called now, or was."""
        for row in reversed(self.settings.levels):
            if row.id == level:
                return self._named(row.names.vi, row.names.en)
        return level

    def service_of(self, procedure: str) -> str:
        """Return the service that a procedure belongs to, "" if it is not known."""
        for row in reversed(self.settings.procedures):
            if row.id == procedure:
                return row.service
        return ""

    def _named(self, vi: str, en: str) -> str:
        return say((vi, en), self.lang)
