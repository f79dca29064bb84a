"""A hub for the web's tests: in memory, one office, small rules, same port.

It passes `port_contract`, as the real one must.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import structs

from events import codec, counter, day, session, visit
from events.counter import CounterStatus
from events.device import CounterState, ScreenCall, ScreenService, ScreenState
from events.recorded import Recorded
from events.replies import Accepted, WaitRange
from hub.application.alerts import OpenAlerts
from hub.application.console_shown import ConsoleState
from hub.application.device_book import DeviceNow
from hub.application.live_screen.draw import manager_state
from hub.application.live_screen.lookback import Screen
from hub.application.live_screen.seen import Seen
from hub.application.live_screen.shown import ManagerState
from hub.application.managed import Managed, managed
from hub.domain.day import Day
from hub.domain.reports import Reports
from hub.domain.state import State
from hub.web.port import Answer, Metrics, OnCommit, Respond, VisitView
from tests.hub.web.office_examples import DAY, NOON, SITE, called, issued, refused


class FakeHub:
    """A `Hub` and a `Feed` in one, driven by commands or by `commit`."""

    office_id = "hk01"

    def __init__(self, store_id: str = "store-1", now: datetime | None = None) -> None:
        """Begin with an empty history and a closed day."""
        self.store_id = store_id
        self.now = now
        self._subscribers: list[OnCommit] = []
        self._lock = threading.RLock()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget everything but who listens."""
        self.history: list[Recorded] = []
        self.submitted: list[tuple[Any, str, str, datetime | None]] = []
        self.reprinted: list[str] = []
        self.next_answer: Answer | Exception | None = None
        self.visits: dict[str, VisitView] = {}
        self.consoles: dict[str, ConsoleState] = {}
        self.consoles_made = 0
        self.status: dict[str, Any] = {"status": "ok"}
        self.open_alerts = OpenAlerts(alerts=())
        self.live = manager_state(Seen(state=State(day=Day(office="hk01"))), NOON)
        self.screens_drawn = 0
        self.cannot_look: Exception | None = None
        self.looks_last = False
        self.looks: list[Screen] = []
        self._replies: dict[str, Answer] = {}
        self._screen = ScreenState(
            office=self.office_id,
            position=0,
            is_open=False,
            calls=(),
            services=tuple(
                ScreenService(service=one.id, names=one.name, waiting=0)
                for one in SITE.services
            ),
            open_counters=0,
        )

    # ── Hub ──────────────────────────────────────────────────────────────────

    def put(
        self,
        command: Any,
        *,
        id: str,
        source: str,
        expires: datetime | None,
        respond: Respond,
    ) -> None:
        """Do as told once per id; say what was scripted where something was."""
        with self._lock:
            self.submitted.append((command, id, source, expires))
            said, self.next_answer = self.next_answer, None
            if isinstance(said, Exception):
                raise said
            if id not in self._replies:
                self._replies[id] = said or self._carry_out(command)
            respond(self._replies[id])

    def screen(self) -> ScreenState:
        """Return the screen."""
        return self._screen

    def counters(self) -> tuple[CounterState, ...]:
        """Return every counter, idle."""
        return tuple(
            CounterState(
                counter=one.id,
                revision=0,
                state=CounterStatus.IDLE,
                ticket=None,
                since=None,
                waiting=0,
            )
            for one in SITE.counters
        )

    def console(self, counter: str) -> ConsoleState | None:
        """Return the console put there for this counter, and count the asking."""
        self.consoles_made += 1
        return self.consoles.get(counter)

    def alerts(self) -> OpenAlerts:
        """Return what was set."""
        return self.open_alerts

    def reports(self) -> Reports:
        """Nothing is proposed."""
        return Reports()

    def managed(self) -> Managed:
        """Nothing was told, nobody is helped."""
        return managed(State(), DAY)

    def live_screen(self) -> ManagerState:
        """Return what was set, and where in history that is."""
        self.screens_drawn += 1
        return structs.replace(self.live, position=len(self.history), at=self._time())

    def live_screen_at(self, when: datetime) -> Screen:
        """Promise the same of an instant since the first event; None before."""
        screen: Screen = Future()
        self.looks.append(screen)
        if self.looks_last:
            return screen
        if isinstance(self.cannot_look, Exception):
            screen.set_exception(self.cannot_look)
            return screen
        known = [one for one in self.history if one.at <= when]
        if not known:
            screen.set_result(None)
            return screen
        then = structs.replace(self.live, position=known[-1].position, at=when)
        screen.set_result(codec.encode(then))
        return screen

    def devices(self) -> tuple[DeviceNow, ...]:
        """Nobody was heard of."""
        return ()

    def visit_by_token(self, token: str) -> VisitView | None:
        """Return the visit put there under this token."""
        return self.visits.get(token)

    def order_reprint(self, ticket: str) -> Answer:
        """Note the order, if the number was ever given."""
        given = {getattr(one.event, "ticket", None) for one in self.history}
        if ticket not in given:
            return refused("unknown-ticket")
        self.reprinted.append(ticket)
        return Accepted(ticket=ticket)

    def events_after(self, position: int, limit: int) -> list[Recorded]:
        """Return events from the history."""
        return self.history[position : position + limit]

    def last_position(self) -> int:
        """Return how much history there is."""
        return len(self.history)

    def health(self) -> dict[str, Any]:
        """Return what was set."""
        return self.status

    def metrics(self) -> Metrics:
        """Return one figure."""
        return Metrics(b"layso_store_position 1.0\n")

    # ── Feed ─────────────────────────────────────────────────────────────────

    def subscribe(self, callback: OnCommit) -> Callable[[], None]:
        """Call back after each commit."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    # ── What tests drive it with ─────────────────────────────────────────────

    def commit(self, *events: Any, **screen: Any) -> None:
        """Write events down, change the screen so, and tell everyone."""
        with self._lock:
            recorded = tuple(self._recorded(n, e) for n, e in enumerate(events, 1))
            self.history += recorded
            position = len(self.history)
            self._screen = structs.replace(self._screen, position=position, **screen)
            for callback in list(self._subscribers):
                callback(recorded, self._screen)

    def call(self, *tickets: str, to: str = "2", ago: float = 0) -> None:
        """Call tickets to a counter, one after the other, in one commit."""
        at = self._time() - timedelta(seconds=ago)
        calls = self._screen.calls
        for ticket in tickets:
            calls = (self._called(ticket, to, at), *calls)
        self.commit(*(called(ticket, to) for ticket in tickets), calls=calls[:8])

    def recall(self) -> None:
        """Announce the newest call again."""
        first, *rest = self._screen.calls
        again = structs.replace(first, times=first.times + 1, at=self._time())
        event = visit.VisitRecalled(
            visit="v", ticket=first.ticket, counter=first.counter, times=again.times
        )
        self.commit(event, calls=(again, *rest))

    def start_serving(self) -> None:
        """Let the newest call begin to be served."""
        first, *rest = self._screen.calls
        served = structs.replace(first, is_current=False)
        event = visit.ServingStarted(
            visit="v", ticket=first.ticket, counter=first.counter
        )
        self.commit(event, calls=(served, *rest))

    def wait(self, **waiting: int) -> None:
        """Say how many wait, by service."""
        services = tuple(
            structs.replace(one, waiting=waiting.get(one.service, one.waiting))
            for one in self._screen.services
        )
        self.commit(services=services)

    def tell_waits(self, **waits: WaitRange) -> None:
        """Say how long a newcomer would wait, by service."""
        services = tuple(
            structs.replace(one, wait=waits.get(one.service))
            for one in self._screen.services
        )
        self.commit(services=services)

    def stop_numbers(self, service: str) -> None:
        """Have a service give no more numbers."""
        services = tuple(
            structs.replace(one, gives_numbers=one.service != service)
            for one in self._screen.services
        )
        self.commit(services=services)

    def open(self) -> None:
        """Open the day."""
        self._carry_out(day.OpenDay())

    def close(self) -> None:
        """Close the day."""
        books = day.Books(issued={}, served=0, no_show=0, abandoned=0, expired=0)
        self.commit(day.DayClosed(day=DAY, books=books), is_open=False)

    # ── Within ───────────────────────────────────────────────────────────────

    def _carry_out(self, command: Any) -> Answer:
        match command:
            case day.OpenDay():
                opened = day.DayOpened(office=self.office_id, day=DAY, plan=SITE.plan())
                self.commit(opened, is_open=True)
                return Accepted()
            case visit.IssueTicket(service=service):
                return self._issue(service)
            case visit.CallNext(counter=where):
                self.call("A001", to=where)
                return Accepted(
                    ticket="A001", counter=where, revision=len(self.history)
                )
            case counter.OpenCounter(counter=where):
                self.commit(counter.CounterOpened(counter=where))
                return Accepted(counter=where, revision=len(self.history))
            case session.Rate(visit=visit_id):
                return self._rate(visit_id)
            case _:
                return Accepted(revision=len(self.history))

    def _rate(self, id: Any) -> Answer:
        for token, one in self.visits.items():
            if one.id == id and one.may_rate:
                rated = structs.replace(one, may_rate=False, is_rated=True)
                self.visits[token] = rated
                self.commit()
                return Accepted(visit=id, session="s")
        return refused("already-rated")

    def _issue(self, service: str) -> Answer:
        if service not in {one.id for one in SITE.services}:
            return refused("unknown-service")
        given = sum(isinstance(r.event, visit.TicketIssued) for r in self.history)
        ticket = f"{service}{given + 1:03}"
        self.commit(issued(ticket))
        return Accepted(ticket=ticket, visit="v", service=service, ahead=given)

    def _recorded(self, number: int, event: Any) -> Recorded:
        position = len(self.history) + number
        return Recorded(
            stream="hk01/2026-11-22",
            version=position,
            position=position,
            at=self._time(),
            cause=f"cause-{position}",
            by="/office/hk01/http",
            event=event,
        )

    def _called(self, ticket: str, to: str, at: datetime) -> ScreenCall:
        return ScreenCall(
            ticket=ticket,
            counter=to,
            service=ticket[0],
            at=at,
            times=1,
            position=len(self.history) + 1,
            is_current=True,
        )

    def _time(self) -> datetime:
        return self.now or datetime.now(UTC)
