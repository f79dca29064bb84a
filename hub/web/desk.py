"""The application, in the shape that the web asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from events.device import CounterState, PrintSlip, ScreenState
from events.local_time import business_date
from events.recorded import Recorded
from events.replies import Accepted, RefusalReply, Sentence
from events.visit import Waiting
from hub.application import door
from hub.application.alerts import OpenAlerts, open_alerts
from hub.application.console_shown import ConsoleState
from hub.application.consoles import Consoles
from hub.application.device_book import DeviceBook, DeviceNow
from hub.application.health import Health, Signs, problems, status
from hub.application.jobs import Job, Reply
from hub.application.live_screen.lookback import Screen
from hub.application.live_screen.shown import ManagerState
from hub.application.managed import Managed, managed
from hub.application.office import Office
from hub.application.ports import Clock
from hub.application.tokens import FollowTokens
from hub.application.vault_figures import VaultFigures
from hub.domain.calling_rule import ahead
from hub.domain.refusals import UnknownTicket
from hub.domain.reports import Reports
from hub.web.port import Answer, Metrics, Respond, VisitView
from hub.web.visit_view import still_told, visit_view

ORDER_LASTS = timedelta(seconds=60)

Order = Callable[[str, Any, datetime], str]


class Desk:
    """Keeps the promise of `hub.web.port.Hub` over the real application."""

    def __init__(
        self,
        office: Office,
        devices: DeviceBook,
        tokens: FollowTokens,
        clock: Clock,
        order: Order,
    ) -> None:
        """Remember the parts."""
        self._office = office
        self._devices = devices
        self._tokens = tokens
        self._clock = clock
        self._order = order
        self._consoles = Consoles(office.board, clock)
        self.broker_is_up: Callable[[], bool] = lambda: True
        self.clock_jump: Callable[[], timedelta | None] = lambda: None
        self.notice: Callable[[], Sentence | None] = lambda: None
        self.signs: Callable[[], Signs] = Signs
        self.vault_trouble: Callable[[], Sentence | None] = lambda: None
        self.vault_figures: Callable[[], VaultFigures] = VaultFigures
        self.figures: Callable[[], Metrics] = Metrics

    @property
    def office_id(self) -> str:
        """The office whose hub this is."""
        return self._office.board.now.day.office

    @property
    def store_id(self) -> str:
        """The store's own id: new when its positions begin anew."""
        return self._office.store.store_id

    def put(
        self,
        command: Any,
        *,
        id: str,
        source: str,
        expires: datetime | None,
        respond: Respond,
    ) -> None:
        """Hand a command over; `respond` gets the answer after the commit."""

        def answer(reply: Reply) -> None:
            assert isinstance(reply, Accepted | RefusalReply)
            respond(reply)

        self._office.take(
            Job(body=command, id=id, source=source, respond=answer, expires=expires)
        )

    def screen(self) -> ScreenState:
        """Return what the waiting room sees."""
        return self._office.board.now.screen

    def counters(self) -> tuple[CounterState, ...]:
        """Return what each counter shows, in the site's order."""
        return self._office.board.counters()

    def console(self, counter: str) -> ConsoleState | None:
        """Return what the clerk's console of a counter shows; None: not of this day."""
        return self._consoles.of(counter)

    def managed(self) -> Managed:
        """Return what a manager sees: settings, catalogue, the help that goes on."""
        return managed(self._office.board.state, business_date(self._clock.now()))

    def reports(self) -> Reports:
        """Return what is proposed in which report, and what was handed in."""
        return self._office.board.state.reports

    def alerts(self) -> OpenAlerts:
        """Return what calls for a manager now."""
        return open_alerts(self._office.board.state)

    def live_screen(self) -> ManagerState:
        """Return what the live manager screen shows."""
        return self._office.live.now()

    def live_screen_at(self, when: datetime) -> Screen:
        """Promise what it showed at an instant, as JSON; None before the first day."""
        return self._office.live.at(when)

    def devices(self) -> tuple[DeviceNow, ...]:
        """Return every device of the site file as it is now."""
        return self._devices.devices()

    def visit_by_token(self, token: str) -> VisitView | None:
        """Return the visit whose follow token this is."""
        visit_id = self._tokens.visit_of(token)
        state = self._office.board.state
        if visit_id is None or visit_id not in state.day.visits:
            return None
        visit = state.day.visits[visit_id]
        session = state.sessions.for_visit(visit_id)
        wait = self._office.board.waits.of_visit(visit)
        return visit_view(state.day, visit, session, wait)

    def order_reprint(self, ticket: str) -> Answer:
        """Order a ticket's slip once more, on the dispenser that gave it."""
        day = self._office.board.now.day
        visit = day.visit_of(ticket)
        if visit is None:
            no = UnknownTicket(ticket=ticket)
            return RefusalReply(refusal=no.name, text=no.text)
        if visit.device is None:
            return door.refuse("not-printed-here")
        if not self._devices.is_online(visit.device):
            return door.refuse("no-connection")
        slip = PrintSlip(
            visit=visit.id,
            ticket=visit.ticket,
            service=visit.service,
            visit_class=visit.visit_class,
            at=visit.arrived,
            ahead=ahead(day, visit) if isinstance(visit.place, Waiting) else None,
            wait=still_told(visit, self._clock.now()),
            follow=self._tokens.url(visit.id),
        )
        self._order(visit.device, slip, self._clock.now() + ORDER_LASTS)
        return Accepted(ticket=visit.ticket, visit=visit.id, service=visit.service)

    def events_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order."""
        return self._office.store.read_after(position, limit)

    def last_position(self) -> int:
        """Return the position of the newest event that the board shows."""
        return self._office.board.now.position

    def health(self) -> dict[str, Any]:
        """Return how the hub is, and every problem with what to do about it."""
        look, found = self._office.board.now, problems(self._signs())
        health = Health(
            status=status(found),
            problems=found,
            office=look.day.office,
            day=str(look.day.date) if look.day.is_open else None,
            position=look.position,
            broker=self.broker_is_up(),
            time=self._clock.now().isoformat(),
            notice=self.notice(),
        )
        told: dict[str, Any] = to_builtins(health)
        return told

    def metrics(self) -> Metrics:
        """Return what the hub counts of itself."""
        return self.figures()

    def _signs(self) -> Signs:
        jump = self.clock_jump()
        return replace(
            self.signs(),
            store_trouble=self._office.trouble,
            vault_trouble=self.vault_trouble(),
            broker_is_up=self.broker_is_up(),
            clock_jump_s=None if jump is None else jump.total_seconds(),
            devices=self.devices(),
        )
