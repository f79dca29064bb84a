"""Who is in the demo's waiting room: invented visitors, by the number they hold."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Container, Mapping, Sequence

from hub.demo.invented_day import Visitor
from hub.demo.invented_help import Act, Procedure, invent_help
from hub.demo.invented_rating import Rating, invent_rating

UNKNOWN_MIN = 5.0


class Guest:
    """A visitor with a number: what is still to be done, where, and said afterwards."""

    def __init__(
        self, visitor: Visitor, seed: str, procedures: Sequence[Procedure], day: str
    ) -> None:
        """Invent the help and the rating."""
        self.visitor = visitor
        self.help = invent_help(seed, visitor.help_min, procedures, day)
        self.rating: Rating | None = invent_rating(seed)
        self.acts: deque[Act] = deque(self.help.acts)
        self.moves = self.help.moves
        self.counter: str | None = None
        self.session: str | None = None
        self.follow: str | None = None

    def seen_at(self, counter: str, session: str | None) -> None:
        """Take note of where the visitor sits."""
        self.counter, self.session = counter, session

    def left(self) -> None:
        """Take note that the visitor has left the counter."""
        self.counter = None


class Room:
    """The guests; any thread may ask."""

    def __init__(self, seed: int, day: str) -> None:
        """Remember the day's date; `procedures` is what can be filed, by service."""
        self._seed = seed
        self.procedures: Mapping[str, Sequence[Procedure]] = {}
        self._day = day
        self._guests: dict[str, Guest] = {}
        self._lock = threading.Lock()

    def came(self, ticket: str, visitor: Visitor, follow: str | None) -> None:
        """Let a visitor in who has just taken a number."""
        with self._lock:
            self._guests[ticket] = self._guest(ticket, visitor)
            self._guests[ticket].follow = follow

    def guest(self, ticket: str) -> Guest:
        """Return who holds a number; somebody else's hand may have taken it."""
        with self._lock:
            if ticket not in self._guests:
                self._guests[ticket] = self._guest(ticket, _somebody(ticket[0]))
            return self._guests[ticket]

    def to_take_over(self, counter: str, serves: Container[str]) -> Guest | None:
        """Return somebody at another counter with whom a second clerk is to go on."""
        with self._lock:
            for guest in self._guests.values():
                sits_elsewhere = guest.counter not in (None, counter)
                if guest.moves and sits_elsewhere and guest.visitor.service in serves:
                    guest.moves = False
                    return guest
        return None

    def _guest(self, ticket: str, visitor: Visitor) -> Guest:
        procedures = self.procedures.get(visitor.service, ())
        return Guest(visitor, f"{self._seed}-{ticket}", procedures, self._day)


def _somebody(service: str) -> Visitor:
    return Visitor(
        at_min=0.0,
        service=service,
        help_min=UNKNOWN_MIN,
        walk_min=0.5,
        is_priority=False,
        comes=True,
    )
