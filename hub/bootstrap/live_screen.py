"""The live manager screen, joined: today's book, and whoever plays days again."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from events.settings import OfficeSettings
from firmware_config.catalogue import catalogue_of
from firmware_config.site import Site
from hub.application.device_book import DeviceBook
from hub.application.live_screen.book import LiveBook
from hub.application.live_screen.lookback import LookHere
from hub.application.live_screen.past import Whose
from hub.application.live_screen.screen import LiveScreen
from hub.application.live_screen.usual import Usual
from hub.application.office import Office
from hub.application.ports import Clock
from hub.application.rights import Rights
from hub.domain.state import Settings
from hub.store.past import PastProcess


def live_screen(
    site: Site, office: Office, devices: DeviceBook, clock: Clock
) -> LiveScreen:
    """Return the screen of an office; it looks back in this process."""
    book = LiveBook(site.office.id, devices.facts, office.store.last_position)
    office.followers.append(book)
    here = LookHere(office.store, whose(site), Usual(None))
    office.live = LiveScreen(book, here, clock)
    return office.live


def past_process(site: Site, data: Path) -> PastProcess:
    """Return who looks back in a process of its own, read only."""
    events, views = str(data / "events.db"), str(data)
    return PastProcess(replace(whose(site), events=events, views=views))


def whose(site: Site) -> Whose:
    """Return whose past it is."""
    return Whose(
        office=site.office.id,
        devices=tuple(sorted(Rights(site).devices)),
        settings=first_settings(site),
    )


def first_settings(site: Site) -> Settings:
    """Return what holds until a manager tells otherwise: the standard catalogue."""
    rows = catalogue_of(site)
    standard = OfficeSettings(levels=rows.levels, procedures=rows.procedures)
    return Settings(held=standard, standard=standard)
