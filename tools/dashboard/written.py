"""The dashboard as it is written down."""

from __future__ import annotations

import json

from tools.dashboard.model import dashboard
from tools.dashboard.of_the_house import DEVICES, HUB
from tools.dashboard.of_the_waits import NOW, WAITS
from tools.dashboard.of_the_work import COUNTERS, SESSIONS

ROWS = (NOW, WAITS, COUNTERS, SESSIONS, DEVICES, HUB)


def text() -> str:
    """Return the file's text."""
    return json.dumps(dashboard(ROWS), ensure_ascii=False, indent=1) + "\n"
