"""The timer that keeps the hub's data."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from firmware_config.load import PROFILES, load_site
from firmware_config.render.systemd import units

SITES = ("demo", "raspberry-pi")


def made(site: str) -> dict[str, str]:
    """Return the units of a profile."""
    return units(load_site(PROFILES / f"{site}.toml"))


def test_the_data_of_the_hub_are_kept() -> None:
    """The service copies the folder that the hub's unit works in, as the same user."""
    files = made("raspberry-pi")

    service, hub = files["layso-backup.service"], files["layso-hub.service"]
    assert "--data /var/lib/layso/hub --keep 8 --keep-days 14\n" in service
    assert "--data /var/lib/layso/hub\n" in hub
    assert "User=layso\n" in service
    assert "User=layso\n" in hub


def test_a_backup_gives_way_to_the_hub() -> None:
    """It takes processor and disk only when nobody else wants them."""
    service = made("demo")["layso-backup.service"]

    assert "Type=oneshot\n" in service
    assert "Nice=10\n" in service
    assert "IOSchedulingClass=idle\n" in service


def test_it_is_made_up_for() -> None:
    """A time that passed while the machine was off is made up for at the next start."""
    timer = made("demo")["layso-backup.timer"]

    assert "OnCalendar=*:0/15\n" in timer
    assert "Persistent=true\n" in timer
    assert "WantedBy=timers.target\n" in timer


@pytest.mark.parametrize("site", SITES)
def test_systemd_understands_every_unit(site: str, tmp_path: Path) -> None:
    """`systemd-analyze verify` finds nothing to say, where it is installed."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:  # a machine without systemd takes no units either
        return
    files = made(site)
    for name, text in files.items():
        here = text.replace("/opt/layso/.venv/bin/layso-", "/bin/true layso-")
        here = here.replace("/usr/sbin/mosquitto", "/bin/true")
        (tmp_path / name).write_text(here, encoding="utf-8")

    done = subprocess.run(
        [analyze, "verify", "--man=no", *(tmp_path / name for name in files)],
        capture_output=True,
        text=True,
        check=False,
    )

    ours = [line for line in done.stderr.splitlines() if "layso" in line]
    assert ours == []
