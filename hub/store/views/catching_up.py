"""A process that brings the views of a data folder up to date, then ends.

python -m hub.store.views.catching_up --data DIR --parent PID
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from events import program_log
from hub.application.ports import CannotWrite, Unreadable
from hub.die_with_parent import die_with_parent
from hub.store.views.events_file import EventsFile
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.writing import Damaged, Replaced, Views

PAGE = 5_000
# So few are left to whoever follows.
NEAR = 100
COURTESY = 10

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Catch up; 1 if that did not work, and the hub then does it slowly itself."""
    told = _parser().parse_args(argv)
    die_with_parent(told.parent)
    program_log.set_up("layso-hub", told.log, told.log_level)
    os.nice(COURTESY)
    try:
        catch_up(told.data)
    except (CannotWrite, Unreadable, Damaged, Replaced) as error:
        log.warning("the views could not be caught up: %s", error)
        return 1
    return 0


def catch_up(data: Path) -> int:
    """Follow the events of a folder until next to none are left; return how far."""
    with closing(EventsFile(data)) as events, closing(Views(data / VIEWS)) as views:
        following = Following(events, views)
        following.begin()
        while following.step(PAGE):
            if events.last_position() - following.position < NEAR:
                break
        return following.position


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parent", type=int, required=True)
    program_log.add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
