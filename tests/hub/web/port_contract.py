"""What `hub.web.port` promises, as rules that fake and real hub both keep.

Each takes a fresh hub with nothing committed, and its feed. Run them all with
`for rule in RULES: rule(*make())`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import TypeAlias

from msgspec import json

from events.day import OpenDay
from events.device import ScreenState
from events.ids import new_id
from events.recorded import Recorded
from events.replies import Accepted, RefusalReply
from events.visit import IssueTicket
from hub.application.live_screen.shown import ManagerState
from hub.web.port import Answer, Feed, Hub

Rule: TypeAlias = Callable[[Hub, Feed], None]


def do(hub: Hub, command: object, id: str | None = None) -> Answer:
    """Submit a command as HTTP does."""
    source = f"/office/{hub.office_id}/http"
    said: SimpleQueue[Answer] = SimpleQueue()
    hub.put(command, id=id or new_id(), source=source, expires=None, respond=said.put)
    return said.get(timeout=10)


def an_answer_comes_after_the_commit(hub: Hub, feed: Feed) -> None:
    """What was accepted is in the store by the time the answer is there."""
    del feed
    assert hub.last_position() == 0
    assert isinstance(do(hub, OpenDay()), Accepted)
    said = do(hub, IssueTicket(service="A"))
    assert isinstance(said, Accepted)
    assert said.ticket == "A001"
    assert hub.last_position() >= 2


def the_same_id_gets_the_same_answer(hub: Hub, feed: Feed) -> None:
    """A repeated command is answered again, not done again."""
    del feed
    do(hub, OpenDay())
    command, id = IssueTicket(service="A"), new_id()
    first, position = do(hub, command, id), hub.last_position()
    assert isinstance(first, Accepted)
    again = do(hub, command, id)
    assert isinstance(again, Accepted)
    assert (again.ticket, hub.last_position()) == (first.ticket, position)


def a_refusal_is_an_answer(hub: Hub, feed: Feed) -> None:
    """A rule that stands against it is returned, not raised, and nothing commits."""
    del feed
    do(hub, OpenDay())
    position = hub.last_position()
    said = do(hub, IssueTicket(service="Z"))
    assert isinstance(said, RefusalReply)
    assert said.refusal == "unknown-service"
    assert hub.last_position() == position


def history_reads_in_order(hub: Hub, feed: Feed) -> None:
    """Events come by position, each once, from anywhere on, at most so many."""
    del feed
    do(hub, OpenDay())
    for _ in range(3):
        do(hub, IssueTicket(service="A"))
    every = [one.position for one in hub.events_after(0, 100)]
    assert every == sorted(set(every))
    assert every[-1] == hub.last_position()
    assert [one.position for one in hub.events_after(every[0], 2)] == every[1:3]
    assert hub.events_after(every[-1], 10) == []


def the_feed_tells_every_commit_in_order(hub: Hub, feed: Feed) -> None:
    """Subscribers hear what was committed, with the screen as it then is."""
    heard: list[tuple[tuple[Recorded, ...], ScreenState]] = []
    unsubscribe = feed.subscribe(lambda events, screen: heard.append((events, screen)))
    do(hub, OpenDay())
    do(hub, IssueTicket(service="A"))
    unsubscribe()
    do(hub, IssueTicket(service="A"))
    told = [one.position for events, _ in heard for one in events]
    assert told == [one.position for one in hub.events_after(0, len(told))]
    for events, screen in heard:
        assert not events or screen.position >= events[-1].position
    assert heard[-1][1].is_open
    assert told[-1] < hub.last_position()


def views_speak_of_this_office(hub: Hub, feed: Feed) -> None:
    """Screen, counters and health can be read before anything happened."""
    del feed
    assert hub.screen().office == hub.office_id
    assert not hub.screen().is_open
    assert len({one.counter for one in hub.counters()}) == len(hub.counters())
    assert hub.health()["status"] == "ok"
    assert hub.store_id


def an_unknown_token_has_no_visit(hub: Hub, feed: Feed) -> None:
    """Whatever stands in the address is looked up without a fault."""
    del feed
    for token in ("", "x", "đ", "A" * 200, "../..", "%00"):
        assert hub.visit_by_token(token) is None


def an_unknown_ticket_is_not_reprinted(hub: Hub, feed: Feed) -> None:
    """A reprint of a number nobody got is refused."""
    del feed
    do(hub, OpenDay())
    said = hub.order_reprint("A404")
    assert isinstance(said, RefusalReply)
    assert said.refusal == "unknown-ticket"


def nothing_calls_for_a_manager_at_first(hub: Hub, feed: Feed) -> None:
    """A new hub has no alerts."""
    del feed
    assert hub.alerts().alerts == ()


def the_live_screen_tells_where_it_stands(hub: Hub, feed: Feed) -> None:
    """What a manager sees counts every commit in, and is drawn before there is any."""
    del feed
    assert hub.live_screen().office == hub.office_id
    do(hub, OpenDay())
    assert hub.live_screen().position == hub.last_position()


def the_past_is_what_was_shown(hub: Hub, feed: Feed) -> None:
    """An instant is shown again as it was; before the first day there is nothing."""
    del feed
    do(hub, OpenDay())
    shown = hub.live_screen()
    again = hub.live_screen_at(shown.at).result(10)
    assert again is not None
    assert json.decode(again, type=ManagerState) == shown
    assert hub.live_screen_at(datetime(2020, 1, 1, tzinfo=UTC)).result(10) is None


RULES: tuple[Rule, ...] = (
    an_answer_comes_after_the_commit,
    the_same_id_gets_the_same_answer,
    a_refusal_is_an_answer,
    history_reads_in_order,
    the_feed_tells_every_commit_in_order,
    views_speak_of_this_office,
    an_unknown_token_has_no_visit,
    an_unknown_ticket_is_not_reprinted,
    nothing_calls_for_a_manager_at_first,
    the_live_screen_tells_where_it_stands,
    the_past_is_what_was_shown,
)
