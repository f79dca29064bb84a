"""A slip takes its codes out of the vault, and waits neither long nor for others.

Eight slips are more than the threads that pages share on a small machine.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from msgspec.structs import replace

from hub.application.clock import SteadyClock
from hub.application.vault import Item, Kind
from hub.application.vault_desk import VaultDesk
from hub.store.vault import MemoryVault
from hub.web.slip import WITHIN_S
from tests.hub.rig import NINE, wait_until
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.slips import CODE, FULL

SLIPS = 8
PATH = "/counter/2/slip/full"


@pytest.fixture
def desk() -> Iterator[VaultDesk]:
    """The desk of a vault in memory."""
    desk = VaultDesk(MemoryVault(), SteadyClock())
    yield desk
    desk.stop()


@pytest.fixture
def client(desk: VaultDesk) -> Iterator[Client]:
    """One who asks an office for a slip whose first code is in that vault."""
    ref = desk.vault.keep(Item(kind=Kind.DOSSIER_CODE, text=CODE, at=NINE))
    filed = replace(FULL.filed[0], ref=ref, code=None)
    slip = replace(FULL, filed=(filed,))
    with open_hub(vault=desk, slip=lambda _counter, _session: slip) as (_, web):
        yield Client(web.port)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a vault's thread hangs at; open at the end, however that comes."""
    gate = threading.Event()
    yield gate
    gate.set()


def took(client: Client, path: str) -> float:
    """Return how many seconds a page takes."""
    begun = perf_counter()
    assert client.get(path).status == 200
    return perf_counter() - begun


def test_a_slip_has_its_code_out_of_the_vault(client: Client) -> None:
    """Found by its reference at the moment of showing."""
    page = client.get(PATH).body.decode()

    assert CODE in page
    assert page.count("<svg") == 1


def test_a_vault_that_hangs_delays_slips_a_little_and_no_other_page(
    client: Client, desk: VaultDesk, gate: threading.Event
) -> None:
    """Slips come without their codes; the waiting room's page is there meanwhile."""
    desk.submit(gate.wait)
    took(client, "/screen")
    with ThreadPoolExecutor(SLIPS) as asking:
        slips = [asking.submit(took, client, PATH) for _ in range(SLIPS)]
        wait_until(lambda: desk._waiting >= SLIPS)
        assert took(client, "/screen") < WITHIN_S / 2
        assert not any(slip.done() for slip in slips)
        assert max(slip.result(30) for slip in slips) < 2 * WITHIN_S
    assert CODE not in client.get(PATH).body.decode()

    gate.set()
    wait_until(lambda: CODE in client.get(PATH).body.decode())


def test_a_vault_known_to_hang_is_not_waited_for(gate: threading.Event) -> None:
    """Once its work is late, slips, notes and commands are answered at once."""
    desk = VaultDesk(MemoryVault(), SteadyClock(), 0.05)
    slip = replace(FULL, consignment_ref="parcel", consignment=None)
    with open_hub(vault=desk, slip=lambda _counter, _session: slip) as (_, web):
        client = Client(web.port)
        desk.submit(gate.wait)
        wait_until(lambda: desk.stuck_s() > 0)

        begun = perf_counter()
        assert client.get(PATH).status == 200
        note = client.post("/api/v1/notes", {"text": "x"})
        assert (note.status, note.json["refusal"]) == (503, "vault-unusable")
        ref = "6f1c2d3e-0000-4000-8000-000000000001"
        body = {"procedure": "birth", "level": "full", "dossier_ref": ref}
        got = client.post("/api/v1/sessions/help-1/submission", body)
        assert got.json["refusal"] == "unknown-session"
        assert perf_counter() - begun < WITHIN_S
    gate.set()
    desk.stop()
