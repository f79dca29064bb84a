"""The stream of events loses nothing, doubles nothing, and never waits for a reader."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import pytest

from events.envelope import unseal
from hub.web.event_stream import position_of
from hub.web.owed import Backlog, Told
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, Frame
from tests.hub.web.office_examples import issued

PATH = "/api/v1/events"


def told(frames: Iterator[Frame], count: int) -> list[Frame]:
    """The next frames that say something."""
    return list(islice((one for one in frames if one.event), count))


def test_a_new_reader_is_greeted(client: Client, hub: FakeHub) -> None:
    """A first connection learns where it stands, then hears what is new."""
    with client.stream(PATH) as frames:
        (hello,) = told(frames, 1)
        assert (hello.event, hello.id) == ("hello", "store-1:1")
        assert hello.data == {"store": "store-1", "position": 1}
        hub.commit(issued("A001"))
        (one,) = told(frames, 1)
    assert (one.event, one.id) == ("ticket-issued", "store-1:2")


def test_an_event_comes_in_its_envelope(client: Client, hub: FakeHub) -> None:
    """Integrators get CloudEvents: who, when, because of what."""
    hub.commit(issued("A001"))
    with client.stream(PATH + "?after=store-1:1") as frames:
        (one,) = told(frames, 1)
    recorded = hub.history[1]
    assert one.data["id"] == "store-1:2"
    assert one.data["source"] == "/office/hk01/hub"
    assert one.data["type"] == "layso.ticket-issued"
    assert one.data["causationid"] == recorded.cause
    sealed = unseal(str(one.data).replace("'", '"').encode())
    assert (sealed.time, sealed.body()) == (recorded.at, recorded.event)


def test_a_reader_resumes_without_a_gap(client: Client, hub: FakeHub) -> None:
    """What was missed comes first, then what is new, each once."""
    hub.commit(*(issued(f"A{n:03}") for n in range(1, 6)))
    with client.stream(PATH, Last_Event_ID="store-1:3") as frames:
        missed = told(frames, 3)
        hub.commit(issued("A006"))
        new = told(frames, 1)
    assert [one.id for one in missed + new] == [f"store-1:{n}" for n in (4, 5, 6, 7)]


@pytest.mark.parametrize("after", ["store-1:2", "2"])
def test_a_reader_may_resume_by_its_address(
    client: Client, hub: FakeHub, after: str
) -> None:
    """`after` does what the header does, with or without the store's id."""
    hub.commit(issued("A001"), issued("A002"))
    with client.stream(f"{PATH}?after={after}") as frames:
        assert told(frames, 1)[0].id == "store-1:3"


@pytest.mark.parametrize("wanted", ["store-0:1", "store-1:99", "nonsense", "store-1:x"])
def test_a_reader_of_another_history_begins_anew(
    client: Client, hub: FakeHub, wanted: str
) -> None:
    """An id that is not of this store's past gets the whole state, then what is new."""
    with client.stream(PATH, Last_Event_ID=wanted) as frames:
        (reset,) = told(frames, 1)
        hub.commit(issued("A001"))
        (one,) = told(frames, 1)
    assert (reset.event, reset.id) == ("reset", "store-1:1")
    assert reset.data["screen"]["office"] == "hk01"
    assert one.id == "store-1:2"


def test_too_much_missed_is_told_as_state(client: Client, hub: FakeHub) -> None:
    """Past a thousand events the state is sent in their place; a thousand are sent."""
    hub.commit(*(issued(f"A{n}") for n in range(100, 1100)))
    with client.stream(PATH, Last_Event_ID="store-1:1") as frames:
        assert [one.id for one in told(frames, 1000)][-1] == "store-1:1001"
    with client.stream(PATH, Last_Event_ID="store-1:0") as frames:
        assert told(frames, 1)[0].event == "reset"


def test_nothing_is_lost_while_the_writer_runs(client: Client, hub: FakeHub) -> None:
    """A reader that comes amid commits, or falls behind and comes back, misses none."""

    def write() -> None:
        for n in range(100, 500):
            hub.commit(issued(f"A{n}"))

    writer = threading.Thread(target=write)
    writer.start()
    ids = ["store-1:1"]
    while len(ids) < 401:
        with client.stream(PATH, Last_Event_ID=ids[-1]) as frames:
            ids += [one.id for one in told(frames, 401 - len(ids))]
    writer.join()
    assert ids == [f"store-1:{n}" for n in range(1, 402)]


def test_a_quiet_stream_beats(client: Client) -> None:
    """A comment now and then keeps the line alive."""
    with client.stream(PATH) as frames:
        assert next(one for one in frames if not one.event).comment == "beat"


def test_a_stalled_reader_is_closed(client: Client, hub: FakeHub) -> None:
    """Who does not read is let go, the others go on; it returns to the whole state."""
    with socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        stalled.connect(("127.0.0.1", client.port))
        stalled.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        stalled.recv(10)
        with client.stream(PATH) as frames:
            told(frames, 1)
            for n in range(1000, 9000):
                hub.commit(issued(f"A{n}"))
                if n % 100 == 99:
                    assert len(told(frames, 100)) == 100
        stalled.settimeout(10)
        taken = b"".join(until_cut(stalled))
    # It ended, and well short of the 3 MB that were to be told.
    assert len(taken) < 1_000_000
    last_id = re.findall(rb"id: (\S+)", taken)[-1].decode()
    with client.stream(PATH, Last_Event_ID=last_id) as frames:
        (again,) = told(frames, 1)
    assert (again.event, again.id) == ("reset", "store-1:8001")


def until_cut(line: socket.socket) -> Iterator[bytes]:
    """What still comes over a line until its end, in good order or not."""
    with suppress(ConnectionResetError):
        while got := line.recv(65536):
            yield got


def test_who_falls_behind_is_let_go_and_owes_nothing() -> None:
    """Past its bytes a reader's stay ends, and what waited for it is dropped."""

    async def fall_behind() -> None:
        backlog = Backlog(100)
        backlog.tell([Told(b"x" * 60, 1)], 60)
        assert not backlog.stay.is_over
        backlog.tell([Told(b"x" * 60, 2)], 60)
        assert backlog.stay.is_over
        assert await backlog.take() == []

    asyncio.run(fall_behind())


@pytest.mark.parametrize(
    ("wanted", "position"),
    [
        ("s:7", 7),
        ("7", None),
        ("other:7", None),
        ("s:-1", None),
        ("s:", None),
        ("", None),
        ("s:²", None),
        ("s:" + "9" * 5000, 10**18 - 1),
    ],
)
def test_how_an_id_is_read(wanted: str, position: int | None) -> None:
    """An id is a store and a position; anything else is no place in this history."""
    assert position_of(wanted, "s") == position


def test_a_store_id_may_hold_colons() -> None:
    """The position stands after the last colon."""
    assert position_of("a:b:7", "a:b") == 7
