"""Rating through the real hub: from phone or box to record, alarm and thanks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from events import codec
from events.alert import AlertOpened
from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.ids import new_id
from events.recorded import Recorded
from events.replies import Accepted, RefusalReply
from events.session import Rate, RatingChannel, RatingGiven
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    ParkVisit,
    StartServing,
)
from hub.application.jobs import Reply
from hub.bootstrap import Core
from hub.store.memory import MemoryEventStore
from tests.hub.asking import ask
from tests.hub.web.http_client import Client
from tests.hub.web.open_hub import open_hub
from tests.hub.web.staffed_hub import CLERK as STAFF
from tests.hub.web.staffed_hub import MANAGER, staffed_hub

CLERK = "NV-07"
STRANGER = "Nokia-Canary/1.0"


@dataclass
class Office:
    """An open day with counter 1, and what can be done in it."""

    core: Core
    client: Client

    def do(self, command: object) -> Reply:
        """Ask as somebody does over HTTP."""
        source = f"/office/{self.core.office.board.now.day.office}/http"
        return ask(self.core.office, command, id=new_id(), source=source)

    def done(self, command: object) -> Accepted:
        """Ask, and be let."""
        reply = self.do(command)
        assert isinstance(reply, Accepted), reply
        return reply

    def refused(self, command: object) -> str:
        """Ask, and return the name of the refusal."""
        reply = self.do(command)
        assert isinstance(reply, RefusalReply), reply
        return reply.refusal

    def serve(self) -> str:
        """Let somebody take a number and be served; return the path of their page."""
        ticket = self.done(IssueTicket(service="A"))
        for act in (CallNext, StartServing, FinishServing):
            self.done(act(counter="1"))
        return self.path(ticket)

    def path(self, ticket: Accepted) -> str:
        """Return the path of a ticket's page."""
        return f"/t/{self.core.tokens.token(ticket.visit or '')}"

    def rate(self, path: str, **rating: object) -> tuple[int, str]:
        """Rate from the page; return the status and the refusal's name."""
        got = self.client.post(f"{path}/rating", rating, User_Agent=STRANGER)
        return got.status, got.json.get("refusal", "")

    def recorded(self, kind: type) -> list[Recorded]:
        """Return the events of a kind."""
        history = self.core.office.store.read_after(0, 10_000)
        return [one for one in history if isinstance(one.event, kind)]


@pytest.fixture
def office() -> Iterator[Office]:
    """An office whose counter 1 is open."""
    with open_hub(MemoryEventStore()) as (core, web):
        office = Office(core, Client(web.port))
        if not core.office.board.now.day.is_open:
            office.done(OpenDay())
        office.done(OpenCounter(counter="1", clerk=CLERK))
        yield office


def test_a_visitor_rates_once(office: Office) -> None:
    """The page asks, takes one rating, and thanks from then on."""
    page = office.serve()
    assert "Quý khách có hài lòng không?" in office.client.get(page).body.decode()
    assert office.rate(page, score=5) == (200, "")
    assert office.rate(page, score=1) == (409, "already-rated")
    assert "Quý khách đã đánh giá" in office.client.get(page).body.decode()
    (given,) = office.recorded(RatingGiven)
    assert (given.event.score, given.event.channel) == (5, RatingChannel.PHONE)


def test_a_rating_waits_for_the_end(office: Office) -> None:
    """While the visit goes on there is nothing to rate."""
    ticket = office.done(IssueTicket(service="A"))
    page = office.path(ticket)
    assert office.rate(page, score=5) == (409, "nothing-to-rate")
    office.done(CallNext(counter="1"))
    office.done(StartServing(counter="1"))
    assert office.rate(page, score=5) == (409, "nothing-to-rate")


def test_who_was_not_served_has_nothing_to_rate(office: Office) -> None:
    """A visit that was set aside and given up is not asked about."""
    ticket = office.done(IssueTicket(service="A"))
    for act in (CallNext, StartServing, ParkVisit):
        office.done(act(counter="1"))
    office.done(AbandonVisit(ticket=ticket.ticket or ""))
    page = office.path(ticket)
    assert "Quý khách có hài lòng không?" not in office.client.get(page).body.decode()
    assert office.rate(page, score=1) == (409, "nothing-to-rate")


def test_ratings_end_with_the_day(office: Office) -> None:
    """Until the day closes a visitor may rate; then the page asks no more."""
    page = office.serve()
    office.done(CloseDay())
    assert "Quý khách có hài lòng không?" not in office.client.get(page).body.decode()
    assert office.rate(page, score=1) == (409, "day-not-open")
    assert office.recorded(RatingGiven) == []


def test_a_counter_s_faces_rate_whoever_was_served_there(office: Office) -> None:
    """One press counts; the phone of that visitor then thanks as well."""
    page = office.serve()
    revision = office.core.office.board.counters()[0].revision
    assert office.core.office.board.counters()[0].rate_until is not None
    office.done(Rate(counter="1", score=3, revision=revision))
    assert office.core.office.board.counters()[0].rate_until is None
    again = Rate(counter="1", score=1, revision=revision)
    assert office.refused(again) == "already-rated"
    assert "Quý khách đã đánh giá" in office.client.get(page).body.decode()
    (given,) = office.recorded(RatingGiven)
    assert (given.event.score, given.event.channel) == (3, RatingChannel.BOX)


def test_a_stale_press_rates_nobody(office: Office) -> None:
    """A face pressed for the one before must not be counted for the next."""
    office.serve()
    before = office.core.office.board.counters()[0].revision
    office.serve()
    assert office.refused(Rate(counter="1", score=1, revision=before))
    assert office.recorded(RatingGiven) == []


def test_extra_money_calls_the_manager(office: Office) -> None:
    """The alarm is in the same commit, is listed in words, and can be taken on."""
    page = office.serve()
    assert office.rate(page, score=1, reasons=["extra-cost"]) == (200, "")
    (given,) = office.recorded(RatingGiven)
    (opened,) = office.recorded(AlertOpened)
    assert opened.cause == given.cause
    assert opened.position == given.position + 1
    (alert,) = office.client.get("/api/v1/alerts").json["alerts"]
    assert alert["kind"] == "extra-cost"
    assert alert["text"]["vi"] == "Khách báo bị đòi thêm tiền"
    assert (alert["severity"], "taken_by" in alert) == ("serious", False)
    path = f"/api/v1/alerts/{alert['alert']}/acknowledge"
    assert office.client.post(path, {"clerk": "QL-01"}).status == 200
    (taken,) = office.client.get("/api/v1/alerts").json["alerts"]
    assert taken["taken_by"] == "QL-01"
    other = office.client.post(path, {"clerk": "QL-02"})
    assert (other.status, other.json["refusal"]) == (409, "alert-taken")


def test_alarms_are_told_as_they_come(office: Office) -> None:
    """Whoever reads the stream of events hears of an alarm like of any event."""
    page = office.serve()
    with office.client.stream("/api/v1/events") as frames:
        next(frames)
        office.rate(page, score=2, reasons=["extra-cost"])
        told = [next(frames).event for _ in range(2)]
    assert told == ["rating-given", "alert-opened"]


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_only_money_is_a_serious_alarm(office: Office, score: int) -> None:
    """One or two of five is a warning; three and more calls nobody."""
    office.rate(office.serve(), score=score, reasons=["attitude", "waiting"])

    alerts = office.client.get("/api/v1/alerts").json["alerts"]
    told = [(one["kind"], one["severity"]) for one in alerts]
    assert told == ([("bad-rating", "warning")] if score <= 2 else [])


def test_a_rating_is_anonymous(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of the visitor's device, and no clerk, is in record, stream or log."""
    caplog.set_level(logging.DEBUG)
    page = office.serve()
    token = page.rpartition("/")[2]
    with office.client.stream("/api/v1/events") as frames:
        next(frames)
        office.rate(page, score=1, reasons=["extra-cost"])
        told = str([next(frames).data for _ in range(2)])
    rated = [*office.recorded(RatingGiven), *office.recorded(AlertOpened)]
    kept = " ".join(f"{one} {codec.encode(one.event).decode()}" for one in rated)
    for secret in (CLERK, STRANGER, "127.0.0.1", token):
        assert secret not in kept
        assert secret not in told
    assert all(one.by == "/office/hk01/http" for one in rated)
    for secret in (STRANGER, "127.0.0.1", token):
        assert secret not in caplog.text


def test_a_rating_names_no_clerk_who_is_signed_in(tmp_path: Path) -> None:
    """Sent from a browser of the office, it is still nobody's; an alarm is a manager's.

    A visitor needs no sign-in, and neither does the phone of somebody far away.
    """
    with staffed_hub(tmp_path) as staffed:
        office = Office(staffed.core, staffed.client)
        office.done(OpenCounter(counter="1", clerk=STAFF))
        page, cookie = office.serve(), staffed.sign_in(STAFF)
        rating = {"score": 1, "reasons": ["extra-cost"]}
        assert office.client.post(f"{page}/rating", rating, **cookie).status == 200
        for one in (*office.recorded(RatingGiven), *office.recorded(AlertOpened)):
            assert one.by == "/office/hk01/http"
            assert STAFF not in codec.encode(one.event).decode()
        assert office.client.get("/api/v1/alerts", **cookie).status == 403
        (alert,) = office.client.get("/api/v1/alerts", **staffed.sign_in(MANAGER)).json[
            "alerts"
        ]
        assert alert["kind"] == "extra-cost"
