"""The views beside a hub that runs, is killed, is rebuilt under, is restored."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.application.measured import CannotRead
from hub.store import backup
from hub.store.views.file import VIEWS
from hub.store.views.reading import SQLiteMeasured
from tests.hub.hub_process import HubProcess, running
from tests.hub.rig import wait_until

pytestmark = pytest.mark.journey
ISSUE = {"service": "A"}


def issue(hub: HubProcess) -> None:
    """Take a number."""
    assert hub.client.post("/api/v1/tickets", ISSUE).status == 200


def follow(hub: HubProcess) -> int:
    """Return how many visits the views hold once they have caught up."""
    wait_until(lambda: figure(hub, "layso_views_lag_events") == 0)
    assert figure(hub, "layso_views_usable") == 1
    measured = SQLiteMeasured(hub.data)
    position = int(hub.client.get("/healthz").json["position"])
    wait_until(lambda: _position(measured) == position)
    (day,) = measured.days()
    return len(measured.facts(day, day).visits)


def _position(measured: SQLiteMeasured) -> int:
    """Return how far the views are; not at all while they are made anew."""
    try:
        return measured.place().position
    except CannotRead:
        return 0


def figure(hub: HubProcess, name: str) -> float:
    """Return a metric that has no labels."""
    found = re.search(
        rf"^{name} (\S+)$", hub.client.get("/metrics").body.decode(), re.M
    )
    assert found, name
    return float(found[1])


def rebuild(data: Path, *words: str) -> tuple[int, str]:
    """Run `layso-hub rebuild`; return its exit code and what it says."""
    command = (sys.executable, "-m", "hub", "rebuild", "--data", str(data), *words)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_views_go_with_the_hub(tmp_path: Path) -> None:
    """Killed, restarted, rebuilt while it works: no row is lost and none doubled."""
    data = tmp_path / "hub"
    with running(data) as hub:
        issue(hub)
        assert follow(hub) == 1
        issue(hub)
        hub.signal(signal.SIGKILL)
        hub.start()
        assert follow(hub) == 2

        code, said = rebuild(data)
        assert (code, "Made anew" in said) == (0, True), said
        issue(hub)
        assert follow(hub) == 3
        assert rebuild(data, "--check")[0] == 0

        hub.signal(signal.SIGTERM)
        (data / VIEWS).write_bytes(b"spoilt" * 5_000)
        hub.start()
        assert follow(hub) == 3
        assert "making them anew" in hub.said()
        assert "Traceback" not in hub.said()


def test_a_restore_leaves_no_views_of_what_is_lost(tmp_path: Path) -> None:
    """A backup holds no views; what stood there goes aside with the rest."""
    data, kept = tmp_path / "hub", tmp_path / "backups"
    kept.mkdir()
    with running(data) as hub:
        issue(hub)
        assert follow(hub) == 1
        made = backup.back_up(data, kept, datetime.now(UTC)).backup
        issue(hub)
        assert follow(hub) == 2
        hub.signal(signal.SIGTERM)
        assert not (made.folder / VIEWS).exists()

        backup.restore(made, data, datetime.now(UTC), backup.How(replace=True))
        assert not (data / VIEWS).exists()
        hub.start()
        assert follow(hub) == 1
