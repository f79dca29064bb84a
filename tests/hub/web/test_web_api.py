"""The API asks the hub what a device would ask, and says what it answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events import codec
from events.replies import Accepted
from events.visit import Channel, IssueTicket, Why, WhyRule
from hub.web.answers import STATUS
from hub.web.commands import COUNTER_ACTS, SESSION_ACTS
from tests.hub.web.fake_hub import FakeHub
from tests.hub.web.http_client import Client
from tests.hub.web.office_examples import refused

MORE = {
    "call-ticket": {"ticket": "A001", "reason": "quick"},
    "transfer": {"to_service": "B"},
    "take-over": {"session": "s", "from_counter": "1"},
}
OF_SESSIONS = {
    "describe": {"visitor": "citizen"},
    "step": {"step": "advice"},
    "submission": {"procedure": "temporary-residence", "level": "full"},
    "payment": {"kind": "state-fee", "amount_vnd": 50_000, "is_online": True},
    "return": {"way": "post"},
    "difficulty": {"kind": "portal"},
    "withdraw": {"entry": 20},
    "complete": {"outcome": "submitted"},
    "reassign": {"clerk": "NV-03"},
}


def test_a_ticket_is_issued(client: Client, hub: FakeHub) -> None:
    """A ticket taken over HTTP is one taken on the web; the answer is the reply."""
    got = client.post("/api/v1/tickets", {"service": "A", "class": "priority"})
    assert got.status == 200
    assert got.json == {"ticket": "A001", "visit": "v", "service": "A", "ahead": 0}
    asked = hub.submitted[-1][0]
    assert isinstance(asked, IssueTicket)
    assert (asked.visit_class, asked.channel) == ("priority", Channel.WEB)


def test_the_source_is_http(client: Client, hub: FakeHub) -> None:
    """What comes over HTTP is recorded as coming from there."""
    client.post("/api/v1/tickets", {"service": "A"})
    assert hub.submitted[-1][2] == "/office/hk01/http"


def test_the_idempotency_key_is_the_command_id(client: Client, hub: FakeHub) -> None:
    """The same key twice is one ticket, answered twice."""
    first = client.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key="press-1")
    again = client.post("/api/v1/tickets", {"service": "A"}, Idempotency_Key="press-1")
    assert first.json == again.json
    assert [id for _, id, _, _ in hub.submitted] == ["press-1", "press-1"]


def test_without_a_key_every_request_is_its_own(client: Client, hub: FakeHub) -> None:
    """A request without a key gets a fresh id."""
    for _ in range(2):
        client.post("/api/v1/tickets", {"service": "A"})
    assert len({id for _, id, _, _ in hub.submitted}) == 2


def test_a_command_may_expire(client: Client, hub: FakeHub) -> None:
    """`Expires-At` travels with the command."""
    at = "2026-11-22T08:00:00+07:00"
    client.post("/api/v1/tickets", {"service": "A"}, Expires_At=at)
    assert hub.submitted[-1][3] == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def test_a_command_expires_with_its_answer(client: Client, hub: FakeHub) -> None:
    """Without `Expires-At` a command is good while its answer is waited for."""
    before = datetime.now(UTC)
    client.post("/api/v1/tickets", {"service": "A"})
    expires = hub.submitted[-1][3]
    assert expires is not None
    assert before < expires - timedelta(seconds=10) < datetime.now(UTC)


@pytest.mark.parametrize("act", COUNTER_ACTS)
def test_every_act_of_a_counter(client: Client, hub: FakeHub, act: str) -> None:
    """Each act is the command of the contract, for the counter in the address."""
    body = {"revision": 7, **MORE.get(act, {})}
    assert client.post(f"/api/v1/counters/2/{act}", body).status == 200
    asked = hub.submitted[-1][0]
    assert codec.wire_name(asked) == COUNTER_ACTS[act]
    assert (asked.counter, asked.revision) == ("2", 7)


@pytest.mark.parametrize("act", SESSION_ACTS)
def test_every_act_of_a_session(client: Client, hub: FakeHub, act: str) -> None:
    """Each act is the command of the contract, for the session in the address."""
    got = client.post(f"/api/v1/sessions/help-1/{act}", OF_SESSIONS[act])
    assert got.status == 200
    asked = hub.submitted[-1][0]
    assert codec.wire_name(asked) == SESSION_ACTS[act]
    assert asked.session == "help-1"


def test_a_difficulty_of_the_office_belongs_to_no_session(
    client: Client, hub: FakeHub
) -> None:
    """What stood in the way of everybody is noted without a session."""
    assert client.post("/api/v1/difficulties", {"kind": "network"}).status == 200
    asked = hub.submitted[-1][0]
    assert codec.wire_name(asked) == "note-difficulty"
    assert not isinstance(asked.session, str)


def test_a_counter_needs_no_body(client: Client, hub: FakeHub) -> None:
    """The address says enough for `call-next`."""
    assert client.post("/api/v1/counters/2/call-next").json["ticket"] == "A001"
    assert hub.submitted[-1][0].counter == "2"


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("tickets/A001/return", None, "return-visit"),
        ("tickets/A001/abandon", {}, "abandon-visit"),
        (
            "tickets/A001/class",
            {"class": "priority", "reason": "manager"},
            "change-class",
        ),
        ("day/open", None, "open-day"),
        ("day/close", None, "close-day"),
    ],
)
def test_acts_on_tickets_and_days(
    client: Client, hub: FakeHub, path: str, body: object, name: str
) -> None:
    """Tickets and days have their acts too."""
    assert client.post(f"/api/v1/{path}", body).status == 200
    assert codec.wire_name(hub.submitted[-1][0]) == name


def test_an_answer_is_whole(client: Client, hub: FakeHub) -> None:
    """An accepted call says which ticket, the new revision and why this one."""
    why = Why(rule=WhyRule.LONGEST_WAIT, minutes=12)
    hub.next_answer = Accepted(ticket="A001", counter="2", revision=9, why=why)
    got = client.post("/api/v1/counters/2/call-next")
    assert got.json["why"] == {"rule": "longest-wait", "minutes": 12}
    assert got.json["revision"] == 9


def test_a_slip_is_ordered_again(client: Client, hub: FakeHub) -> None:
    """A reprint is ordered for a number that was given, and refused for another."""
    client.post("/api/v1/tickets", {"service": "A"})
    assert client.post("/api/v1/tickets/A001/reprint").json == {"ticket": "A001"}
    assert client.post("/api/v1/tickets/A404/reprint").status == 404
    assert client.post("/api/v1/tickets/nix/reprint").status == 400
    assert hub.reprinted == ["A001"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tickets", b"{"),
        ("tickets", b"\xff\xfe"),
        ("tickets", b"[]"),
        ("tickets", b"null"),
        ("tickets", b"[" * 5000),
        ("tickets", {}),
        ("tickets", {"service": "AA"}),
        ("tickets", {"service": "A", "class": "vip"}),
        ("tickets", {"service": "A", "channel": "button"}),
        ("counters/2/call-next", {"counter": "3"}),
        ("counters/2/call-next", {"revision": "7"}),
        ("counters/-/call-next", {}),
        ("tickets/a1/abandon", {}),
    ],
)
def test_what_does_not_fit_is_malformed(
    client: Client, hub: FakeHub, path: str, body: object
) -> None:
    """A body or address outside the contract is answered in both languages."""
    got = client.post(f"/api/v1/{path}", body)
    assert got.status == 400
    assert got.json["refusal"] == "malformed"
    assert set(got.json["text"]) == {"vi", "en"}
    assert not hub.submitted


@pytest.mark.parametrize(
    "headers",
    [
        {"Idempotency_Key": "no spaces here"},
        {"Idempotency_Key": "x" * 65},
        {"Expires_At": "soon"},
        {"Expires_At": "2026-11-22T08:00:00"},
    ],
)
def test_a_bad_header_is_malformed(
    client: Client, hub: FakeHub, headers: dict[str, str]
) -> None:
    """A key that is no id and a time without a zone are refused."""
    assert client.post("/api/v1/tickets", {"service": "A"}, **headers).status == 400
    assert not hub.submitted


def test_unknown_fields_are_passed_over(client: Client) -> None:
    """A newer client's extra fields do no harm."""
    assert client.post("/api/v1/tickets", {"service": "A", "new": 1}).status == 200


@pytest.mark.parametrize(("name", "status"), [*STATUS.items(), ("nobody-waiting", 409)])
def test_every_refusal_has_its_status(
    client: Client, hub: FakeHub, name: str, status: int
) -> None:
    """A refusal's name says the status; what is not listed is a conflict."""
    hub.next_answer = refused(name)
    got = client.post("/api/v1/counters/2/call-next")
    assert (got.status, got.json["refusal"]) == (status, name)
    assert ("retry-after" in got.headers) == (status in (429, 503))


@pytest.mark.parametrize(
    "path", ["/api/v1/nix", "/api/v1/counters/2/nix", "/nix", "/api/v1/day/nix"]
)
def test_an_unknown_address_is_answered_in_json(client: Client, path: str) -> None:
    """An address that leads nowhere is said so in JSON."""
    assert client.post(path, {}).status in (404, 405)
    got = client.get(path)
    assert got.status in (404, 405)
    assert got.json["refusal"] in ("not-found", "wrong-method")


def test_a_wrong_method_is_named(client: Client) -> None:
    """The answer says which methods there are."""
    got = client.get("/api/v1/tickets")
    assert (got.status, got.json["refusal"]) == (405, "wrong-method")
    assert "POST" in got.headers["allow"]


def test_a_fault_is_one_sentence(client: Client, hub: FakeHub) -> None:
    """A fault of ours shows no trace of the program, and the next request works."""
    hub.next_answer = RuntimeError("secret detail")
    got = client.post("/api/v1/tickets", {"service": "A"})
    assert (got.status, got.json["refusal"]) == (500, "internal")
    assert b"secret" not in got.body
    assert client.post("/api/v1/tickets", {"service": "A"}).status == 200


def test_the_state_of_the_office(client: Client, hub: FakeHub) -> None:
    """The whole state can be read, with its place in history."""
    state = client.get("/api/v1/state").json
    assert (state["store"], state["office"]) == ("store-1", "hk01")
    assert state["position"] == hub.last_position() == 1
    assert state["screen"]["is_open"] is True
    assert [one["counter"] for one in state["counters"]] == ["1", "2", "3", "12"]


def test_health_says_when_it_is_not(client: Client, hub: FakeHub) -> None:
    """503 is for a hub that cannot do its work, not for one that goes on."""
    for said, status in (("ok", 200), ("degraded", 200), ("failing", 503)):
        hub.status = {"status": said}
        got = client.get("/healthz")
        assert (got.status, got.json) == (status, {"status": said})


def test_metrics_are_text_that_nobody_keeps(client: Client) -> None:
    """Prometheus is told what the hub counts, as plain text."""
    got = client.get("/metrics")
    assert (got.status, got.body) == (200, b"layso_store_position 1.0\n")
    assert got.headers["content-type"].startswith("text/plain")
    assert got.headers["cache-control"] == "no-store"
