"""A console gets its whole state at once, and again when something touches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from events.counter import CounterPaused, PauseReason
from events.day import CloseDay
from events.session import SessionDescribed, StepCompleted
from events.session.terms import Intent, Mode, Step, StepResult, VisitorType
from events.visit import TicketIssued, VisitHandedOver
from hub.application.console import before_any_day
from hub.application.console_shown import ConsoleState
from hub.application.consoles import Consoles
from hub.bootstrap import Core
from hub.web.console_stream import touches
from hub.web.server import WebServer
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client, Frame
from tests.hub.web.office_examples import issued
from tests.hub.web.open_hub import open_hub

PATH = "/api/v1/counters/{}/console"


@pytest.fixture(scope="module")
def real() -> Iterator[tuple[Core, WebServer]]:
    """A real hub's core and web, for all tests here."""
    with open_hub() as (core, web):
        yield core, web


@pytest.fixture
def client(real: tuple[Core, WebServer]) -> Client:
    """One who asks it, with the day open and counter 2 open and free."""
    client = Client(real[1].port)
    client.post("/api/v1/day/open", {})
    client.post("/api/v1/counters/2/finish", {})
    client.post("/api/v1/counters/2/open", {})
    return client


def states(frames: Iterator[Frame]) -> Iterator[Any]:
    """The states among the frames."""
    return (one.data for one in frames if one.event == "state")


def until(frames: Iterator[Any], **wanted: Any) -> Any:
    """Return the first state with these members."""
    return next(s for s in frames if all(s[k] == v for k, v in wanted.items()))


def test_the_console_can_be_read_once(client: Client) -> None:
    """The same state as on the stream is there for a single reading."""
    got = client.get(PATH.format("2"))
    assert got.status == 200
    assert got.headers["cache-control"] == "no-store"
    assert got.json["counter"] == "2"
    with client.stream(PATH.format("2") + "/stream") as frames:
        assert next(states(frames)).keys() == got.json.keys()


@pytest.mark.parametrize("path", [PATH, PATH + "/stream", "/counter/{}"])
def test_an_unknown_counter_has_no_console(client: Client, path: str) -> None:
    """A wrong number in the address is told, not shown as an empty desk."""
    assert client.get(path.format("99")).status == 404


def test_a_counter_has_a_console_before_the_first_day(
    server: WebServer, hub: FakeHub
) -> None:
    """A new office's consoles stand closed until its first day opens."""
    del hub
    got = Client(server.port).get(PATH.format("2"))
    assert (got.status, got.json["state"], got.json["is_day_open"]) == (
        200,
        "closed",
        False,
    )


def test_an_act_of_the_counter_is_shown_at_once(client: Client) -> None:
    """Box and console mirror each other: what one does the other shows."""
    with client.stream(PATH.format("2") + "/stream") as frames:
        seen = states(frames)
        until(seen, state="idle")
        began = datetime.now(UTC)
        client.post("/api/v1/counters/2/pause", {})
        assert until(seen, state="paused")["act"]["act"] == "counter-paused"
        client.post("/api/v1/counters/2/resume", {})
        until(seen, state="idle")
        assert (datetime.now(UTC) - began).total_seconds() < 0.5


def test_a_step_of_the_help_is_shown(client: Client) -> None:
    """What is recorded of the session comes back with the counter's state."""
    client.post("/api/v1/tickets", {"service": "A", "channel": "clerk"})
    client.post("/api/v1/counters/2/call-next", {})
    with client.stream(PATH.format("2") + "/stream") as frames:
        seen = states(frames)
        client.post("/api/v1/counters/2/start", {})
        session = until(seen, state="serving")["session"]["session"]
        path = f"/api/v1/sessions/{session}"
        client.post(f"{path}/step", {"step": "advice"})
        assert next(s for s in seen if s["session"]["steps"])
        client.post(f"{path}/complete", {"outcome": "tracked"})
        ended = until(seen, state="idle")
        assert ended["last"]["outcome"] == "tracked"


def test_who_comes_and_goes_is_shown_soon(client: Client) -> None:
    """A queue that moved is drawn anew within half a second or so."""
    with client.stream(PATH.format("2") + "/stream") as frames:
        seen = states(frames)
        before = next(seen)["waiting"]
        client.post("/api/v1/tickets", {"service": "A"})
        assert next(seen)["waiting"] == before + 1


def test_the_hub_s_time_comes_first(client: Client) -> None:
    """The page counts by the hub's clock from its first frame on."""
    with client.stream(PATH.format("2") + "/stream") as frames:
        first = next(frames)
    assert first.event == "beat"
    assert datetime.fromisoformat(first.data["time"]).tzinfo is not None


def test_a_crowd_at_the_dispenser_costs_consoles_little(
    server: WebServer, hub: FakeHub
) -> None:
    """A hundred tickets in one go are drawn once or twice, not a hundred times."""
    client = Client(server.port)
    hub.consoles["2"] = before_any_day("2")
    with client.stream(PATH.format("2") + "/stream") as frames:
        next(states(frames))
        made = hub.consoles_made
        for n in range(1, 101):
            hub.commit(issued(f"A{n:03}"))
        beats = (one for one in frames if one.event == "beat")
        next(beats)
        assert hub.consoles_made - made < 20


def test_a_flood_of_own_acts_is_drawn_at_a_pace(
    server: WebServer, hub: FakeHub
) -> None:
    """Of a hundred acts at once a few are drawn, and the last one always."""
    client = Client(server.port)
    hub.consoles["2"] = before_any_day("2")
    with client.stream(PATH.format("2") + "/stream") as frames:
        seen = states(frames)
        next(seen)
        made = hub.consoles_made
        for n in range(1, 101):
            hub.consoles["2"] = replace(before_any_day("2"), revision=n)
            hub.commit(CounterPaused(counter="2", reason=PauseReason.BREAK))
        until(seen, revision=100)
        assert hub.consoles_made - made < 20


def test_nobody_watching_costs_nothing(server: WebServer, hub: FakeHub) -> None:
    """Without an open console no state is made."""
    del server
    made = hub.consoles_made
    hub.commit(issued("A001"))
    hub.wait(A=3)
    assert hub.consoles_made == made


def described(session: str) -> SessionDescribed:
    """Somebody said who came."""
    return SessionDescribed(
        session=session,
        visitor=VisitorType.CITIZEN,
        intent=Intent.FILE,
        mode=Mode.GUIDED,
    )


def test_an_event_touches_its_own_console_only(
    real: tuple[Core, WebServer], client: Client
) -> None:
    """The counter, its visit and its help; a day or new settings touch everybody."""
    client.post("/api/v1/tickets", {"service": "A"})
    client.post("/api/v1/counters/2/call-next", {})
    client.post("/api/v1/counters/2/start", {})
    here = console_now(real[0])
    assert here.session is not None
    session = here.session.session
    step = StepCompleted(session=session, step=Step.ADVICE, result=StepResult.DONE)
    pause = CounterPaused(counter="2", reason=PauseReason.BREAK)
    over = VisitHandedOver(visit="v", ticket="A001", counter="1", to_counter="2")
    assert all(touches(one, here) for one in (step, pause, over, CloseDay()))
    assert touches(described(session), here)
    assert not touches(described("another"), here)
    assert not touches(CounterPaused(counter="1", reason=PauseReason.BREAK), here)
    assert not touches(issued("A009"), here)


def console_now(core: Core) -> ConsoleState:
    """The console of counter 2."""
    shown = Consoles(core.board, core.clock).of("2")
    assert shown is not None
    return shown


def test_a_number_is_taken_for_a_visitor_by_a_clerk(
    real: tuple[Core, WebServer], client: Client
) -> None:
    """The history says that a clerk took it; a page cannot say it was a button."""
    client.post("/api/v1/tickets", {"service": "A", "channel": "clerk"})
    last = real[0].office.store.read_after(0, 100_000)[-1].event
    assert isinstance(last, TicketIssued)
    assert last.channel == "clerk"
    said = client.post("/api/v1/tickets", {"service": "A", "channel": "button"})
    assert said.status == 400
