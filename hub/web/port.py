"""What the web needs of the hub, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from events.device import CounterState, ScreenState
from events.ids import CounterId, ServiceId, TicketLabel, VisitId
from events.plan import Names
from events.recorded import Recorded
from events.replies import Accepted, RefusalReply, WaitRange
from hub.application.alerts import OpenAlerts
from hub.application.console_shown import ConsoleState
from hub.application.device_book import DeviceNow
from hub.application.live_screen.lookback import Screen
from hub.application.live_screen.shown import ManagerState
from hub.application.managed import Managed
from hub.domain.reports import Reports

Answer: TypeAlias = Accepted | RefusalReply
Respond: TypeAlias = Callable[[Answer], None]
OnCommit: TypeAlias = Callable[[tuple[Recorded, ...], ScreenState], None]


class VisitPlace(StrEnum):
    """Where a visit stands, as its visitor would ask."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no-show"
    SERVED = "served"
    ABANDONED = "abandoned"
    EXPIRED = "expired"


class VisitView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A visit as the holder of its follow link may see it.

    `since` is when the place was entered: arrival while waiting, the end once served.
    `counter` stands while called, serving, parked or a no-show and once served;
    `ahead` while waiting, and `wait`, rounded as it is shown, where it is known;
    `started` once serving began; `until` for a no-show. Once served, its visitor may
    say how it was, until `is_rated` or the day is closed.
    """

    id: VisitId
    ticket: TicketLabel
    service: ServiceId
    names: Names
    place: VisitPlace
    day: date
    since: datetime
    counter: CounterId | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    started: datetime | None = None
    until: datetime | None = None
    may_rate: bool = False
    is_rated: bool = False


class Metrics(NamedTuple):
    """A text of figures, and the content type it is sent with."""

    text: bytes = b""
    kind: str = "text/plain; charset=utf-8"


class Hub(Protocol):
    """The office's application: asked with commands, read by views."""

    @property
    def office_id(self) -> str:
        """The office whose hub this is."""

    @property
    def store_id(self) -> str:
        """The store's own id: new when its positions begin anew."""

    def put(
        self,
        command: Any,
        *,
        id: str,
        source: str,
        expires: datetime | None,
        respond: Respond,
    ) -> None:
        """Hand a command over and return at once.

        `respond` gets the answer once, after the commit, on any thread; it must return
        at once.
        """

    def screen(self) -> ScreenState:
        """Return what the waiting room sees."""

    def counters(self) -> tuple[CounterState, ...]:
        """Return what each counter shows, in the site's order."""

    def console(self, counter: str) -> ConsoleState | None:
        """Return what the clerk's console of a counter shows; None: not of this day."""

    def managed(self) -> Managed:
        """Return what a manager sees: settings, catalogue, the help that goes on."""

    def reports(self) -> Reports:
        """Return what is proposed in which report, and what was handed in."""

    def alerts(self) -> OpenAlerts:
        """Return what calls for a manager now."""

    def live_screen(self) -> ManagerState:
        """Return what the live manager screen shows."""

    def live_screen_at(self, when: datetime) -> Screen:
        """Promise what it showed at an instant, as JSON; None before the first day.

        Returns at once. May take seconds; where nobody can look back just now, the
        promise ends in `CannotLook`. Whoever does not wait any longer cancels it.
        """

    def devices(self) -> tuple[DeviceNow, ...]:
        """Return every device of the site file: is it there, what does it owe."""

    def visit_by_token(self, token: str) -> VisitView | None:
        """Return the visit whose follow token this is; takes as long if there is none.

        The text is whatever stood in the address and may be anything.
        """

    def order_reprint(self, ticket: str) -> Answer:
        """Order a ticket's slip once more, on the dispenser that gave it."""

    def events_after(self, position: int, limit: int) -> list[Recorded]:
        """Return the first `limit` events past a position, in order, from the store."""

    def last_position(self) -> int:
        """Return the position of the newest committed event, 0 if there is none."""

    def health(self) -> dict[str, Any]:
        """Return how the hub is: `status` is `ok`, `degraded` or `failing`.

        `problems` says what is wrong; a failing hub cannot do its work.
        """

    def metrics(self) -> Metrics:
        """Return what the hub counts of itself, as Prometheus reads it."""


class Feed(Protocol):
    """What the writer tells after each commit."""

    def subscribe(self, callback: OnCommit) -> Callable[[], None]:
        """Have `callback` called after each commit; return how to end that.

        It is called on the writer's thread, commit by commit in order, with the events
        of the commit and the screen as it then is. It must return at once.
        """
