"""A core over a file that helps visitors, session after session, in its own process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from events.session import (
    CompleteSession,
    CompleteStep,
    Outcome,
    RecordSubmission,
    Step,
)
from events.visit import CallNext, StartServing
from tests.benchmarks.office_at_work import at_work
from tests.benchmarks.trial_office import COUNTERS, SERVICES, a_ticket

STEPS = (Step.ADVICE, Step.ACCOUNT, Step.PREPARE, Step.SUBMIT)
# Start, four steps, a submission, the end.
PER_SESSION = 1 + len(STEPS) + 1 + 1


class SessionWorker:
    """An office that works for as long as this process lives."""

    def __init__(self, file: str, site: str, waiting: int, quiet_s: int) -> None:
        self._stays = at_work(Path(file), Path(site))
        self._office = self._stays.__enter__()
        self._office.open(COUNTERS, waiting)
        self._office.calm_down(quiet_s)
        self._done = 0
        held = self._office.core.board.state.settings.held
        self._filed = {
            service: next(one for one in held.procedures if one.service == service)
            for service in SERVICES
        }

    def do(self, sessions: int) -> dict[str, float]:
        """Carry out so many; return seconds and processor seconds of one command."""
        seconds = cpu_s = 0.0
        for _ in range(sessions):
            counter = str(self._done % COUNTERS + 1)
            self._office.ask(a_ticket(self._done))
            called = self._office.ask(CallNext(counter=counter))
            assert called.ticket is not None
            cpu, began = time.process_time(), time.perf_counter()
            for command in self._session(counter, called.ticket):
                self._office.ask(command)
            seconds += time.perf_counter() - began
            cpu_s += time.process_time() - cpu
            self._done += 1
        commands = sessions * PER_SESSION
        return {"seconds": seconds / commands, "cpu_s": cpu_s / commands}

    def _session(self, counter: str, ticket: str) -> Iterator[Any]:
        yield StartServing(counter=counter)
        session = self._started(ticket)
        filed = self._filed[ticket[0]]
        for step in STEPS:
            yield CompleteStep(session=session, step=step)
        yield RecordSubmission(session=session, procedure=filed.id, level=filed.level)
        yield CompleteSession(session=session, outcome=Outcome.SUBMITTED)

    def _started(self, ticket: str) -> str:
        state = self._office.core.board.state
        visit = state.day.visit_of(ticket)
        assert visit is not None
        session = state.sessions.for_visit(visit.id)
        assert session is not None
        return session.id


session = SessionWorker
