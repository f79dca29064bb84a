"""`layso-hub pin`: the first manager, on the machine itself, beside a running hub."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from firmware_config.load import PROFILES
from hub.store.accounts import ACCOUNTS, PinHasher, SQLiteAccountStore
from hub.store.secret import PIN_SECRET, pin_secret
from tests.hub.hub_process import HubProcess, running

PIN = "480215"
GIVEN = {"clerk": "QL-01", "pin": PIN}


def pin(*words: object, said: str = f"{PIN}\n") -> subprocess.CompletedProcess[str]:
    """Run the command, with this on its input."""
    return subprocess.run(
        [sys.executable, "-m", "hub", "pin", *map(str, words)],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def no_demo(folder: Path, *hub: str) -> Path:
    """Write the demo's site file for an office that is none, with keys of [hub]."""
    text = (PROFILES / "demo.toml").read_text(encoding="utf-8")
    named = {line.partition(" ")[0] for line in hub} | {"demo"}
    kept = [line for line in text.splitlines() if line.partition(" ")[0] not in named]
    file = folder / "site.toml"
    said = "\n".join(kept).replace("[hub]", "\n".join(("[hub]", *hub)))
    file.write_text(said, encoding="utf-8")
    return file


def test_a_pin_is_set_before_the_hub_has_ever_run(tmp_path: Path) -> None:
    """The file is the owner's alone, and the hash fits."""
    done = pin("QL-01", "--role", "manager", "--data", tmp_path)
    store = SQLiteAccountStore(tmp_path / ACCOUNTS)
    account = store.kept().accounts["QL-01"]
    store.close()

    assert done.returncode == 0, done.stderr
    assert "may sign in as manager" in done.stdout
    assert PinHasher(pin_secret(tmp_path)).fits(account.hash, PIN)
    assert oct((tmp_path / ACCOUNTS).stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    ("words", "said", "why"),
    [
        (("QL-01",), "123456\n", "too easy"),
        (("QL-01",), "753197\n", "equal steps, also past 0"),
        (("QL-01",), "12\n", "6 to 12 digits"),
        (("QL-01",), "", "6 to 12 digits"),
        (("a name",), f"{PIN}\n", "no clerk code"),
        (("QL-01", "--role", "clerk"), f"{PIN}\n", "manager"),
    ],
)
def test_what_is_not_taken(
    tmp_path: Path, words: tuple[str, ...], said: str, why: str
) -> None:
    """One sentence, and nothing is kept."""
    done = pin(*words, "--data", tmp_path, said=said)

    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """It is not made: a PIN in the wrong place would help nobody."""
    done = pin("QL-01", "--data", tmp_path / "none")

    assert done.returncode == 2
    assert "Name the hub's data folder with --data" in done.stderr


def test_the_first_manager_beside_a_running_hub(tmp_path: Path) -> None:
    """From that moment on staff sign in; a restart changes nothing of it."""
    site, data = no_demo(tmp_path), tmp_path / "data"
    with running(data, site) as hub:
        assert hub.client.get("/api/v1/settings").status == 200
        assert pin("QL-01", "--role", "manager", "--data", data).returncode == 0
        assert hub.client.get("/api/v1/settings").status == 401
        got = hub.client.post("/api/v1/sign-in", GIVEN)
        assert got.json["role"] == "manager"
        cookie = {"Cookie": got.headers["set-cookie"].partition(";")[0]}
        hub.process.terminate()  # type: ignore[union-attr]  # it runs
        assert hub.ends() == 0
        hub.start()
        assert hub.client.get("/api/v1/settings", **cookie).status == 200
        assert pin("QL-01", "--data", data, said="713906\n").returncode == 0
        assert hub.client.get("/api/v1/settings", **cookie).status == 401
        assert PIN not in hub.said()


def test_a_key_that_is_gone_is_told_and_none_made_in_its_place(tmp_path: Path) -> None:
    """The queue goes on; whoever gives a PIN hears why it cannot be checked."""
    site, data = no_demo(tmp_path), tmp_path / "data"
    data.mkdir()
    assert pin("QL-01", "--role", "manager", "--data", data).returncode == 0
    kept = (data / PIN_SECRET).rename(tmp_path / "kept.key")
    again = pin("QL-01", "--data", data, said="713906\n")
    assert (again.returncode, "Put it back" in again.stderr) == (2, True)
    with running(data, site) as hub:
        got = hub.client.post("/api/v1/sign-in", GIVEN)
        assert (got.status, got.json["refusal"]) == (503, "pins-unusable")
        assert "accounts.key" in got.json["text"]["en"]
        assert hub.client.get("/api/v1/settings").status == 401
        assert "nobody can sign in" in hub.said()
    assert not (data / PIN_SECRET).exists()
    (data / PIN_SECRET).write_bytes(b"torn")
    with running(data, site) as hub:
        assert hub.client.post("/api/v1/sign-in", GIVEN).status == 503
        assert "accounts.key is damaged" in hub.said()
    kept.rename(data / PIN_SECRET)
    with running(data, site) as hub:
        assert hub.client.post("/api/v1/sign-in", GIVEN).status == 200


def test_beyond_this_machine_a_hub_without_a_manager_does_not_start(
    tmp_path: Path,
) -> None:
    """It says which command to give; nobody stands before an open door meanwhile."""
    cert, key = tmp_path / "hub.crt", tmp_path / "hub.key"
    subprocess.run(
        (
            *("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-subj"),
            *("/CN=localhost", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-addext", "subjectAltName=DNS:localhost", "-days", "2"),
            *("-keyout", str(key), "-out", str(cert)),
        ),
        check=True,
        capture_output=True,
    )
    keys = (
        'http_host = "0.0.0.0"',
        f'https_cert = "{cert}"',
        f'https_key = "{key}"',
        'public_url = "https://localhost"',
    )
    site, data = no_demo(tmp_path, *keys), tmp_path / "data"
    hub = HubProcess(data, site)
    assert "layso-hub pin CODE --role manager" in hub.refuses()
    assert pin("QL-01", "--role", "manager", "--data", data).returncode == 0
    with running(data, site) as started:
        assert "web at https://127.0.0.1" in started.said()
