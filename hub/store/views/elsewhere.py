"""Catching up as the hub's child: started, waited for, ended with the hub."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.1
MODULE = "hub.store.views.catching_up"


def catch_up_elsewhere(
    data: Path, is_over: threading.Event, log_style: str | None = None
) -> bool:
    """Have a child bring the views up to date; false where it did not.

    The kernel kills the child when the thread that started it ends: this one waits.
    """
    style = () if log_style is None else ("--log", log_style)
    where = ("--data", str(data), "--parent", str(os.getpid()))
    log.info("the views are far behind; catching up in a process of its own")
    try:
        child = subprocess.Popen((sys.executable, "-m", MODULE, *where, *style))
    except OSError as error:
        log.warning("no process could be started to catch up: %s", error)
        return False
    while child.poll() is None:
        if is_over.wait(LOOK_EVERY_S):
            child.kill()
    return child.wait() == 0
