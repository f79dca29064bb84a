"""How the hub watches itself: what it sees for /healthz, counts for /metrics."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from events.mqtt_link import MqttLink
from events.program import own_version
from hub.application.health import Signs
from hub.application.writer import Writer
from hub.bootstrap.core import Core
from hub.store.views.follower import Follower
from hub.telemetry.exposition import CONTENT_TYPE, Exposition
from hub.telemetry.queue_now import ViewsNow
from hub.telemetry.sources import Sources
from hub.web.desk import Desk
from hub.web.port import Metrics
from hub.web.settings import WebSettings

# A batch takes milliseconds; a medium that takes so long will not answer any more.
HOPELESS_S = 60.0


class Watch:
    """Looks at the parts that the hub cannot live without, and at its folder."""

    def __init__(
        self, folder: Path, writer: Writer, parts: Mapping[str, Callable[[], bool]]
    ) -> None:
        """Remember the parts; they are looked at once `begun` is set."""
        self._folder = folder
        self._writer = writer
        self._parts = {"writer": lambda: writer.is_alive, **parts}
        self.views: Follower | None = None
        self.begun = False

    def dead(self) -> tuple[str, ...]:
        """Return the parts that have died; the hub must end then."""
        if not self.begun:
            return ()
        return tuple(name for name, lives in self._parts.items() if not lives())

    def is_hopeless(self) -> bool:
        """Whether the writer has been at one batch for longer than anything takes."""
        return self.stuck_s() > HOPELESS_S

    def stuck_s(self) -> float:
        """Return how long the writer has been at its batch, 0 if it waits for one."""
        since = self._writer.busy_since
        return 0.0 if since is None else perf_counter() - since

    def looks_bad(self) -> bool:
        """Whether the folder's disk says itself that it is full or read-only."""
        try:
            disk = os.statvfs(self._folder)
        except OSError:
            return True
        return disk.f_bavail == 0 or bool(disk.f_flag & os.ST_RDONLY)

    def signs(self) -> Signs:
        """Return what is seen; what cannot be looked at is left out."""
        views = self.views
        return Signs(
            views_trouble=None if views is None else views.trouble,
            views_behind=0 if views is None else views.behind,
            views_skipped=0 if views is None else views.skipped,
            dead_parts=self.dead(),
            stuck_s=self.stuck_s(),
            free_bytes=_free(self._folder),
            wal_bytes=_size(self._folder / "events.db-wal"),
        )


def figures(
    core: Core, link: MqttLink, desk: Desk, settings: WebSettings, views: Follower
) -> Callable[[], Metrics]:
    """Return what is scraped, from wherever it is counted."""

    def jump_s() -> float:
        jump = desk.clock_jump()
        return 0.0 if jump is None else jump.total_seconds()

    told = Exposition(
        Sources(
            writer=core.writer,
            visitors=core.office.visitors,
            oddities=core.oddities,
            board=core.board,
            devices=core.devices,
            clock=core.clock,
            streams=settings.streams,
            turned_away=lambda: core.office.turned_away,
            published=lambda: link.published,
            broker_is_up=lambda: link.is_connected,
            clock_jump_s=jump_s,
            version=own_version(),
            vault=desk.vault_figures,
            views=lambda: ViewsNow(
                behind=views.behind, is_usable=views.trouble is None
            ),
        )
    )
    return lambda: Metrics(told.text(), CONTENT_TYPE)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _size(file: Path) -> int:
    try:
        return os.stat(file).st_size
    except OSError:
        return 0
