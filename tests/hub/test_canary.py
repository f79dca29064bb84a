"""Canaries of every kind go through a whole session, and are found nowhere outside.

A hub as a process, a listener on every topic of its broker, all of its log, every page
and stream of others, every file it writes and every backup. The same places are shown
to give a clerk's code away, which does stand in events: so the search finds.
"""

from __future__ import annotations

import base64
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from events.ids import new_id
from events.mqtt_link import MqttLink
from tests.hub import canaries
from tests.hub.canaries import CONSIGNMENT, DOSSIER, NOTE, PHONE, REFUSED, Canary, leaks
from tests.hub.hub_process import DEMO, HubProcess, running
from tests.hub.rig import wait_until

CLERK = Canary("clerk", "NV-LEAK7391", ())


class House:
    """A hub that has served one visit, and everything that it has said."""

    def __init__(self, hub: HubProcess, folder: Path) -> None:
        self.hub = hub
        self.places: dict[str, bytes] = {}
        self.heard = bytearray()
        self.folder = folder
        self.asked: dict[str, str] = {}

    def ask(self, path: str, body: Any = None) -> Any:
        """Ask as a clerk's console does, and be let."""
        got = self.hub.client.post(path, body or {})
        assert got.status == 200, (path, got.status, got.body)
        return got.json

    def keep(self, canary: Canary) -> str:
        """Put a canary into the vault, and return its reference."""
        body = {"kind": canary.kind, "text": canary.text}
        ref: str = self.ask("/api/v1/vault", body)["ref"]
        return ref

    def note(self, canary: Canary) -> str:
        """Note a difficulty in free words."""
        ref: str = self.ask("/api/v1/notes", {"text": canary.text})["ref"]
        return ref

    def listen(self) -> MqttLink:
        """Hear every message of the broker, retained ones too."""
        link = MqttLink(
            f"mqtt://127.0.0.1:{self.hub.options['mqtt-port']}", f"spy-{new_id()}"
        )

        def hear(message: Any) -> None:
            self.heard += repr(message).encode() + message.payload + b"\n"

        link.start(subscribe=("#",), on_message=hear, on_change=lambda _: None)
        wait_until(lambda: link.is_connected)
        return link

    def serve(self) -> None:
        """Serve one visit through everything that a session can hold."""
        self.ask("/api/v1/counters/1/open", {"clerk": CLERK.text})
        follow = self.ask("/api/v1/tickets", {"service": "A"})["follow"]
        self.ask("/api/v1/counters/1/call-next")
        session = self.ask("/api/v1/counters/1/start")["session"]
        acts = f"/api/v1/sessions/{session}"
        self.ask(f"{acts}/describe", {"visitor": "citizen", "mode": "guided"})
        self.ask(f"{acts}/step", {"step": "submit"})
        filed = {"procedure": "temporary-residence", "level": "full"}
        self.ask(f"{acts}/submission", {**filed, "dossier_ref": self.keep(DOSSIER)})
        paid = {"kind": "postage", "amount_vnd": 26_000, "is_online": False}
        self.ask(f"{acts}/payment", paid)
        way = {"way": "post", "consignment_ref": self.keep(CONSIGNMENT)}
        self.ask(f"{acts}/return", way)
        self.ask(f"{acts}/difficulty", {"kind": "portal", "note_ref": self.note(NOTE)})
        phone = self.keep(PHONE)
        refused = self.hub.client.post("/api/v1/notes", {"text": REFUSED.text})
        assert refused.json["refusal"] == "personal"
        self.places["refusal"] = refused.body
        again = self.keep(DOSSIER)
        self.ask(f"/api/v1/vault/{again}/erase", {"reason": "entered-by-mistake"})
        self.look("before the end")
        self.ask(f"{acts}/complete", {"outcome": "submitted"})
        token = follow.rpartition("/")[2]
        self.ask(f"/t/{token}/rating", {"score": 1, "reasons": ["extra-cost"]})
        self.ask("/api/v1/difficulties", {"kind": "other", "note_ref": self.note(NOTE)})
        self.asked = {"phone": phone, "token": token, "session": session}

    def look(self, when: str) -> None:
        """Read everything that others can read over HTTP."""
        for name, path in (
            ("state", "/api/v1/state"),
            ("metrics", "/metrics"),
            ("health", "/healthz"),
            ("console", "/api/v1/counters/1/console"),
            ("console of another", "/api/v1/counters/2/console"),
            ("alerts", "/api/v1/alerts"),
            ("settings", "/api/v1/settings"),
            ("screen", "/screen"),
            ("first page", "/"),
            ("contract", "/api/v1/openapi.json"),
        ):
            got = self.hub.client.get(path)
            key = f"{name} {when}" if name in self.places else name
            self.places[key] = self.places.get(name, b"") + got.body
        self.places[f"events {when}"] = self.events()

    def events(self) -> bytes:
        """Return the stream of all events, from the first on."""
        state = self.hub.client.get("/api/v1/state").json
        found, newest = bytearray(), f"{state['store']}:{state['position']}"
        path = f"/api/v1/events?after={state['store']}:0"
        with self.hub.client.stream(path) as frames:
            for frame in frames:
                found += repr(frame).encode()
                found += str(frame.data).encode()
                if frame.id == newest:
                    return bytes(found)
        return bytes(found)

    def phone_page(self) -> None:
        """Read the visitor's own page, which shows nothing of the vault either."""
        got = self.hub.client.get(f"/t/{self.asked['token']}")
        self.places["phone page"] = got.body

    def copy(self, name: str) -> None:
        """Read every file of the data folder as it is now, logs of SQLite too."""
        for file in sorted(self.hub.data.rglob("*")):
            if file.is_file():
                self.places[f"{name} {file.name}"] = file.read_bytes()

    def back_up(self) -> None:
        """Make a backup while the hub runs, and read all of it."""
        target = self.folder / "backups"
        target.mkdir()
        words = ["backup", str(target), "--data", str(self.hub.data)]
        done = subprocess.run(
            [sys.executable, "-m", "hub", *words], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        self.places["backup's words"] = done.stdout + done.stderr
        for file in sorted(target.rglob("*")):
            if file.is_file():
                self.places[f"backup {file.name}"] = file.read_bytes()


@pytest.fixture(scope="module", params=["json", "human"])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Everything that a hub let out while it served one visit with all canaries."""
    folder = tmp_path_factory.mktemp("canary")
    options = {"log": request.param, "log-level": "debug"}
    with running(folder / "hub", DEMO, **options) as hub:
        wait_until(lambda: hub.client.get("/healthz").json["broker"])
        house = House(hub, folder)
        link = house.listen()
        house.serve()
        house.look("at the end")
        house.phone_page()
        wait_until(lambda: b"rating-given" in house.heard)
        house.copy("running")
        house.back_up()
        late = house.listen()
        wait_until(lambda: house.heard.count(b"/screen") > 2)
        link.stop()
        late.stop()
        hub.signal(signal.SIGKILL)
        house.copy("killed")
        house.places["mqtt"] = bytes(house.heard)
        house.places["log"] = hub.said().encode()
        yield house
    shutil.rmtree(folder)


def test_no_canary_is_found_anywhere(house: House) -> None:
    """No message, event, log line, page, figure, file or backup holds one."""
    assert leaks(house.places) == []


def test_the_search_looked_everywhere(house: House) -> None:
    """What does stand in events is found wherever events go."""
    found = {each.partition(" in ")[2] for each in leaks(house.places, [CLERK])}

    assert {"mqtt", "console", "events at the end", "backup events.db"} <= found
    assert {"killed events.db-wal", "running events.db-wal"} & found
    for name in ("log", "metrics", "phone page", "refusal", "contract", "alerts"):
        assert house.places[name]
    assert {"running vault.db", "killed vault.db-wal", "backup vault.db"} <= set(
        house.places
    )
    assert b"vault-erased" in house.places["mqtt"]
    assert b"note_ref" in house.places["events at the end"]


def test_the_key_is_in_its_file_alone(house: House) -> None:
    """Neither a backup nor the database holds it, in any form."""
    written = house.places["killed vault.key"].strip()
    forms = {"base64": written, "raw": base64.b64decode(written)}
    forms["hex"] = forms["raw"].hex().encode()
    found = [
        f"{form} in {place}"
        for form, key in forms.items()
        for place, content in house.places.items()
        if key in content
    ]

    assert set(found) == {"base64 in killed vault.key", "base64 in running vault.key"}


@pytest.mark.parametrize("canary", canaries.ALL, ids=lambda canary: canary.kind)
@pytest.mark.parametrize("form", [name for name, _ in canaries.forms("x" * 9)])
def test_a_planted_leak_is_found(canary: Canary, form: str) -> None:
    """In every form, with anything before and behind it: the search can fail."""
    for piece in (canary.text, *canary.pieces):
        written = dict(canaries.forms(piece))[form]
        places = {"clean": b"nothing", "leaking": b"\x00abc" + written + b"def"}

        found = leaks(places, [canary])

        assert f"{canary.kind} as {form} in leaking" in found
        assert not [each for each in found if "clean" in each]


@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"xyz"])
def test_a_leak_in_base64_is_found_wherever_it_begins(before: bytes) -> None:
    """A text in the middle of a longer one that is encoded whole is found too."""
    whole = base64.b64encode(b'{"code":"' + before + DOSSIER.text.encode() + b'"}')

    assert leaks({"log": b"body " + whole}, [DOSSIER])
