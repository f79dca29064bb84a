"""An independent reading of events.db: by its rows alone, without the hub's own code.

It knows the rules of the queue as a visitor would tell them: one number once and in
order, a visit at one counter, a counter with one visit; and how a history is written:
no position or version left out, time never going back.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter as Tally
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

# From where a visit may come, and where it then is.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "visit-called": (frozenset({"waiting"}), "called"),
    "visit-recalled": (frozenset({"called"}), "called"),
    "serving-started": (frozenset({"called"}), "serving"),
    "visit-served": (frozenset({"serving"}), "departed"),
    "no-show-marked": (frozenset({"called"}), "no-show"),
    "visit-parked": (frozenset({"serving", "called"}), "parked"),
    "visit-returned": (frozenset({"parked", "no-show"}), "waiting"),
    "visit-expired": (frozenset({"waiting", "parked"}), "departed"),
}
AT_A_COUNTER = frozenset({"called", "serving"})
COUNTERS = {"counter-opened", "counter-paused", "counter-resumed", "counter-closed"}
HARMLESS = COUNTERS | {
    "day-closed",
    "office-configured",
    "settings-changed",
    "wait-estimated",
}
SESSIONS = "session-"
ALERTS = "alert-"


class Stay(NamedTuple):
    """Where a visit is, and at which counter if at one."""

    place: str
    counter: str | None = None


@dataclass
class Paper:
    """What a dispenser owes: tickets it was given, and those reported unprinted."""

    issued: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    abandoned: set[str] = field(default_factory=set)

    def faults(self, slips: list[str]) -> list[str]:
        """Return what is wrong with the slips that came out, all being told."""
        printed = Tally(slips)
        twice = [t for t, times in printed.items() if times > 1]
        unasked = sorted(printed.keys() - self.issued.keys())
        told = self.failed | {
            t for t, press in self.issued.items() if press in self.abandoned
        }
        missing = sorted(self.issued.keys() - printed.keys() - told)
        wrong = (
            ("printed twice", twice),
            ("printed unasked", unasked),
            ("unprinted and untold", missing),
        )
        return [f"{what}: {', '.join(which)}" for what, which in wrong if which]


class History:
    """What events.db says so far; `faults` is what is wrong with it."""

    def __init__(self) -> None:
        """Begin before the first event."""
        self.faults: list[str] = []
        self.position = 0
        self.doubled = 0
        self.causes: set[str] = set()
        self.tickets: dict[str, str] = {}
        self.papers: dict[str, Paper] = {}
        self._at = ""
        self._versions: Tally[str] = Tally()
        self._numbers: Tally[str] = Tally()
        self._visits: dict[str, Stay] = {}
        self._counters: dict[str, str] = {}
        self._alerts: set[str] = set()

    def read(self, file: Path) -> None:
        """Read what came since the last reading, and see that nothing has gone."""
        rows = _rows(
            file,
            "SELECT position, originator_id, originator_version, topic, state "
            "FROM events WHERE position>? ORDER BY position",
            self.position,
        )
        for row in rows:
            self._row(*row)
        so_far = "SELECT count(*) FROM events WHERE position<=?"
        ((count,),) = _rows(file, so_far, self.position)
        self._expect(count == self.position, f"{self.position - count} events are gone")

    def _row(
        self, position: int, stream: str, version: int, topic: str, state: bytes
    ) -> None:
        page = json.loads(state)
        self._versions[stream] += 1
        self._expect(
            position == self.position + 1, f"{position} follows {self.position}"
        )
        self._expect(
            version == self._versions[stream], f"version {version} of {stream}"
        )
        self._expect(page["at"] >= self._at, f"time goes back at {position}")
        self.position, self._at = position, page["at"]
        self.causes.add(page["cause"])
        name = topic.partition("/")[0]
        if "/device/" in stream:
            self._fact(stream.rpartition("/")[2], name, page["data"])
        else:
            self._event(name, page["data"], page["cause"])

    def _fact(self, device: str, name: str, data: dict[str, Any]) -> None:
        paper = self.papers.setdefault(device, Paper())
        if name == "print-failed":
            paper.failed.add(data["ticket"])
        elif name == "press-abandoned":
            paper.abandoned.add(data["press"])

    def _event(self, name: str, data: dict[str, Any], cause: str) -> None:
        if name == "day-opened":
            self._numbers.clear()
            self._visits, self._counters, self.tickets = {}, {}, {}
        elif name == "ticket-issued":
            self._issued(data, cause)
        elif name == "action-undone":
            self._undone(data)
        elif name in MOVES:
            self._moved(name, data)
        elif name.startswith(ALERTS):
            self._alert(name, data["alert"])
        else:
            is_known = name in HARMLESS or name.startswith(SESSIONS)
            self._expect(is_known, f"the drill does not know {name}")

    def _alert(self, name: str, alert: str) -> None:
        """An alert opens once, is taken on while it is open, and closes once."""
        is_open = alert in self._alerts
        self._expect(is_open != (name == "alert-opened"), f"{name} of {alert}")
        if name == "alert-opened":
            self._alerts.add(alert)
        elif name == "alert-closed":
            self._alerts.discard(alert)

    def _issued(self, data: dict[str, Any], cause: str) -> None:
        ticket, service = data["ticket"], data["service"]
        self._numbers[service] += 1
        expected = f"{service}{self._numbers[service]:03d}"
        # 901-999 are the dispensers' own; the hub goes on with 1000.
        if self._numbers[service] == 899:
            self._numbers[service] = 999
        self._expect(ticket == expected, f"{ticket} was given, {expected} was next")
        self.doubled += ticket in self.tickets
        self._expect(ticket not in self.tickets, f"{ticket} was given twice")
        self._expect(data["visit"] not in self._visits, f"visit of {ticket} twice")
        self.tickets[ticket] = data["visit"]
        self._visits[data["visit"]] = Stay("waiting")
        if "device" in data:
            paper = self.papers.setdefault(data["device"], Paper())
            paper.issued[ticket] = cause

    def _moved(self, name: str, data: dict[str, Any]) -> None:
        was_in, goes_to = MOVES[name]
        visit, ticket = data["visit"], data["ticket"]
        before = self._visits.get(visit, Stay("nowhere"))
        self._expect(
            before.place in was_in, f"{name} of {ticket}, which was {before.place}"
        )
        if before.place in AT_A_COUNTER:
            at = data["counter"]
            self._expect(
                before.counter == at, f"{ticket} at {before.counter} and at {at}"
            )
        self._stays(visit, Stay(goes_to, data.get("counter")), ticket)

    def _undone(self, data: dict[str, Any]) -> None:
        for one in data["visits"]:
            self._leaves(one["visit"])
        for one in data["visits"]:
            stay = Stay(one["place"]["is"], one["place"].get("counter"))
            self._stays(one["visit"], stay, one["ticket"])
        there = self._counters.get(data["counter"])
        self._expect(
            there == data["restored"].get("visit"), f"undo left {there} at a counter"
        )

    def _stays(self, visit: str, stay: Stay, ticket: str) -> None:
        self._leaves(visit)
        self._visits[visit] = stay
        if stay.place in AT_A_COUNTER and stay.counter is not None:
            there = self._counters.setdefault(stay.counter, visit)
            self._expect(there == visit, f"{ticket} beside another at {stay.counter}")

    def _leaves(self, visit: str) -> None:
        self._counters = {c: v for c, v in self._counters.items() if v != visit}

    def _expect(self, holds: bool, sentence: str) -> None:
        if not holds and len(self.faults) < 20:
            self.faults.append(sentence)


def _rows(file: Path, statement: str, position: int) -> list[Any]:
    line = sqlite3.connect(file.resolve().as_uri() + "?mode=ro", uri=True, timeout=10)
    try:
        return line.execute(statement, (position,)).fetchall()
    finally:
        line.close()
