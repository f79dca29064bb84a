"""The figures' rows joined to the hub: a thread that follows every commit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hub.bootstrap.core import Core
from hub.store.views.elsewhere import catch_up_elsewhere
from hub.store.views.file import VIEWS
from hub.store.views.follower import Follower
from hub.store.views.writing import Views


def join_views(data: Path, core: Core, log_style: str | None) -> Follower:
    """Have the views of a data folder follow a core; begun by its `start`."""
    elsewhere = partial(catch_up_elsewhere, data, log_style=log_style)
    follower = Follower(core.office.store, Views(data / VIEWS), elsewhere)
    core.writer.listen(follower.on_commit)
    return follower
