"""The office that is measured: its site file, and clients who work in it for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from msgspec import Struct

from events.visit import CallNext, FinishServing, IssueTicket, StartServing, VisitClass

OFFICE = "hk01"
SERVICES = ("A", "B", "C", "D")
COUNTERS = 4
PER_VISIT = 4  # issue, call, start, finish
PRIORITY_EVERY = 5

HEAD = """
[office]
id = "hk01"
name = { vi = "Điểm đo", en = "Trial office" }
operator = "trial"
phase = "2"
demo = true

# One client here has the speed of a hundred people.
[hub]
flood_per_s = 1_000_000
flood_burst = 1_000_000

[screen]
height_mm = 800
"""
SERVICE = """
[[services]]
id = "{s}"
name = {{ vi = "Việc {s}", en = "Service {s}" }}
"""
EACH = """
[[counters]]
id = "{n}"
serves = ["A", "B", "C", "D"]

[[dispensers]]
id = "dispenser-{n}"
keys = {{ A = 17, B = 27, C = 22, D = 23 }}

[[boxes]]
id = "counter-{n}"
counter = "{n}"
display = "virtual"
"""


def site_file(folder: Path, counters: int = COUNTERS) -> Path:
    """Write a site with so many counters, boxes and dispensers, and say where."""
    file = folder / f"site-{counters}.toml"
    parts = [SERVICE.format(s=s) for s in SERVICES]
    parts += [EACH.format(n=n) for n in range(1, counters + 1)]
    file.write_text(HEAD + "".join(parts), encoding="utf-8")
    return file


class Step(Struct, frozen=True):
    """What is asked next, by which device, and at which counter if at one."""

    device: str
    command: Any
    counter: str | None = None


class Client:
    """Takes a number, calls, starts and finishes, at its counters in turn.

    A visit goes for each that comes, so the number of those waiting stays the same.
    """

    def __init__(self, counters: Sequence[str], revisions: dict[str, int]) -> None:
        self._counters = counters
        self._revisions = revisions
        self._steps = self._ever()
        self._at: str | None = None

    @property
    def devices(self) -> set[str]:
        """The devices that it speaks as."""
        kinds = ("dispenser", "counter")
        return {f"{kind}-{counter}" for kind in kinds for counter in self._counters}

    def next(self) -> Step:
        """Return what it asks next; the answer to the last was heard."""
        step = next(self._steps)
        self._at = step.counter
        return step

    def heard(self, revision: int | None) -> None:
        """Take note of the counter's revision in the answer."""
        if self._at is not None and revision is not None:
            self._revisions[self._at] = revision

    def _ever(self) -> Iterator[Step]:
        for n, counter in enumerate(cycle(self._counters)):
            yield Step(f"dispenser-{counter}", a_ticket(n))
            for act in (CallNext, StartServing, FinishServing):
                revision = self._revisions[counter]
                command = act(counter=counter, revision=revision)
                yield Step(f"counter-{counter}", command, counter)


def a_ticket(n: int) -> IssueTicket:
    """Return the n-th press: services in turn, every fifth visitor has priority."""
    kind = VisitClass.NORMAL if n % PRIORITY_EVERY else VisitClass.PRIORITY
    return IssueTicket(service=SERVICES[n % len(SERVICES)], visit_class=kind)


def clients(number: int, revisions: dict[str, int]) -> list[Client]:
    """Return clients: one alone works at four counters, many at one each."""
    if number == 1:
        return [Client(tuple(map(str, range(1, COUNTERS + 1))), revisions)]
    return [Client((str(n),), revisions) for n in range(1, number + 1)]
