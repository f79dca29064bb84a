"""The hub's core in this process, over a real file: opened, filled, asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from events import topics
from events.counter import OpenCounter
from events.day import OpenDay
from events.ids import new_id
from events.replies import Accepted
from firmware_config.load import load_site
from hub.application.clock import SteadyClock
from hub.bootstrap import Core, build_core
from hub.store.sqlite import SQLiteEventStore
from tests.benchmarks.saying import Refused
from tests.benchmarks.trial_office import OFFICE, Client, a_ticket
from tests.hub.asking import ask

SECRET = b"s" * 32
URL = "http://127.0.0.1:8080"
HTTP = f"/office/{OFFICE}/http"

WITHIN_S = 120
# An idle one takes 2 to 8 ms in a second here, one that still reads 30 to 200.
IDLE_S = 0.025


class OfficeAtWork:
    """A core that works, with the revisions of its counters."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.revisions: dict[str, int] = {}

    def ask(self, command: Any, source: str = HTTP) -> Accepted:
        """Carry out a command; a refusal ends the benchmark."""
        reply = ask(self.core.office, command, id=new_id(), source=source)
        if not isinstance(reply, Accepted):
            raise Refused(f"{command} was answered {reply}")
        return reply

    def open(self, counters: int, waiting: int) -> None:
        """Open day and counters, and fill the room up to so many."""
        self.ask(OpenDay())
        for n in range(1, counters + 1):
            reply = self.ask(OpenCounter(counter=str(n)))
            self.revisions[str(n)] = reply.revision or 0
        here = len(list(self.core.board.now.day.waiting_visits()))
        for n in range(here, waiting):
            self.ask(a_ticket(n))

    def calm_down(self, quiet_s: int) -> None:
        """Wait till the days are read that a hub reads little by little after a start.

        As the processor tells: so many seconds on end in which the office is idle.
        """
        quiet = 0
        for _ in range(WITHIN_S):
            if quiet == quiet_s:
                return
            before = time.process_time()
            time.sleep(1)
            quiet = quiet + 1 if time.process_time() - before < IDLE_S else 0

    def work(self, client: Client) -> None:
        """Carry out a client's next step."""
        step = client.next()
        source = topics.device_source(OFFICE, step.device)
        client.heard(self.ask(step.command, source).revision)


@contextmanager
def at_work(file: Path, site: Path) -> Iterator[OfficeAtWork]:
    """Run a core over an events file."""
    store = SQLiteEventStore(file)
    core = build_core(load_site(site), store, SECRET, SteadyClock(), URL)
    core.start()
    try:
        yield OfficeAtWork(core)
    finally:
        core.stop()
