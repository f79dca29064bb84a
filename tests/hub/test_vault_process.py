"""The vault of a hub as a program: without its key, after a kill, after a restore."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from hub.application.vault_desk import LATE_S
from hub.store.vault import SQLiteVault
from tests.hub.hub_process import DEMO, HubProcess, running
from tests.hub.rig import wait_until

CODE = {"kind": "dossier-code", "text": "000.00.01.H26-260930-0012"}


def kept(hub: HubProcess) -> str:
    """Keep a dossier's code, and return its reference."""
    got = hub.client.post("/api/v1/vault", CODE)
    assert got.status == 200, got.body
    ref: str = got.json["ref"]
    return ref


def erased(hub: HubProcess, ref: str) -> None:
    """Have it erased, as a manager does."""
    assert hub.client.post(f"/api/v1/vault/{ref}/erase", {}).status == 200


def problems(hub: HubProcess) -> dict[str, Any]:
    """Return what /healthz says is wrong, by its word."""
    found = hub.client.get("/healthz").json["problems"]
    return {each["problem"]: each["text"] for each in found}


def recorded(data: Path) -> list[str]:
    """Return the erasures in a folder's events."""
    with closing(sqlite3.connect(data / "events.db")) as reading:
        rows = reading.execute("SELECT state FROM events WHERE topic LIKE 'vault-%'")
        return [bytes(state).decode() for (state,) in rows]


def stands(data: Path, ref: str) -> bool:
    """Whether something is kept behind a reference, in a folder nobody works in."""
    with closing(SQLiteVault(data / "vault.db", data / "vault.key")) as vault:
        return vault.reveal(ref, "dossier-code") is not None


def layso(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command of the hub."""
    command = [sys.executable, "-m", "hub", *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_its_key_the_hub_goes_on(tmp_path: Path) -> None:
    """Degraded and told, tickets are given; nothing in the vault is touched."""
    data = tmp_path / "hub"
    with running(data, DEMO) as hub:
        ref = kept(hub)
        hub.signal(signal.SIGTERM)
    (data / "vault.key").rename(tmp_path / "vault.key")

    with running(data, DEMO) as hub:
        wait_until(lambda: "vault-unusable" in problems(hub))
        assert "Put it back" in problems(hub)["vault-unusable"]["en"]
        assert hub.client.get("/healthz").json["status"] == "degraded"
        assert hub.client.get("/healthz").status == 200
        assert hub.client.post("/api/v1/vault", CODE).json["refusal"] == (
            "vault-unusable"
        )
        assert hub.client.post("/api/v1/tickets", {"service": "A"}).status == 200
        assert not (data / "vault.key").exists()

        (tmp_path / "vault.key").rename(data / "vault.key")
        assert kept(hub) != ref
        assert "vault-unusable" not in problems(hub)
        hub.signal(signal.SIGTERM)
    assert stands(data, ref)


def test_a_medium_that_hangs_is_told_and_delays_nobody(tmp_path: Path) -> None:
    """A key that never comes: degraded, codes refused at once, slips and tickets go."""
    data = tmp_path / "hub"
    data.mkdir()
    os.mkfifo(data / "vault.key")
    with running(data, DEMO) as hub:
        wait_until(lambda: "vault-unusable" in problems(hub), 20)
        assert "has not answered" in problems(hub)["vault-unusable"]["en"]
        assert hub.client.get("/healthz").json["status"] == "degraded"
        begun = perf_counter()
        got = [hub.client.post("/api/v1/vault", CODE) for _ in range(3)]
        assert {one.json["refusal"] for one in got} == {"vault-unusable"}
        assert hub.client.get("/screen").status == 200
        assert perf_counter() - begun < LATE_S / 2

        (data / "vault.key").write_text(f"{'A' * 43}=\n")
        wait_until(lambda: "vault-unusable" not in problems(hub))
        assert kept(hub)
        hub.signal(signal.SIGTERM)


def test_a_kill_right_after_an_erasure_loses_no_record(tmp_path: Path) -> None:
    """What was answered as erased is gone; its record is there at the next start."""
    data = tmp_path / "hub"
    refs = []
    for _ in range(3):
        with running(data, DEMO) as hub:
            refs.append(kept(hub))
            erased(hub, refs[-1])
            hub.signal(signal.SIGKILL)
    with running(data, DEMO) as hub:
        wait_until(lambda: len(recorded(data)) >= 3)
        hub.signal(signal.SIGTERM)

    assert [sum(ref in line for line in recorded(data)) for ref in refs] == [1, 1, 1]
    assert not any(stands(data, ref) for ref in refs)


def test_what_was_erased_is_erased_again_after_a_restore(tmp_path: Path) -> None:
    """Backup, erasure, restore: the first look erases it, and the record says so."""
    data, place = tmp_path / "hub", tmp_path / "backups"
    place.mkdir()
    with running(data, DEMO) as hub:
        gone, stays = kept(hub), kept(hub)
        assert layso("backup", place, "--data", data).returncode == 0
        erased(hub, gone)
        wait_until(lambda: len(recorded(data)) == 1)
        hub.signal(signal.SIGTERM)

    done = layso("restore", place, "--data", data, "--replace")
    assert done.returncode == 0, done.stderr
    assert recorded(data) == []
    assert stands(data, gone)

    with running(data, DEMO) as hub:
        wait_until(lambda: len(recorded(data)) == 1)
        assert "a restore had brought them back" in hub.said()
        hub.signal(signal.SIGTERM)

    assert gone in recorded(data)[0]
    assert "requested" in recorded(data)[0]
    assert not stands(data, gone)
    assert stands(data, stays)
