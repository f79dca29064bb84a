"""A day that people play at random over a real core, seen every minute or so."""

from __future__ import annotations

from random import Random
from typing import Any

from events.counter import CloseCounter, OpenCounter, PauseCounter, ResumeCounter
from events.day import CloseDay, OpenDay
from events.device import DeviceOnline, PaperLow, TicketPrinted
from events.ids import new_id
from events.session import CompleteSession, CompleteStep, Outcome, Rate, Step
from events.settings import ChangeSettings, OfficeSettings, Targets
from events.topics import hub_source
from events.visit import (
    AbandonVisit,
    CallNext,
    FinishServing,
    IssueTicket,
    MarkNoShow,
    ParkVisit,
    Recall,
    ReturnVisit,
    StartServing,
    TransferVisit,
    Undo,
    VisitClass,
)
from hub.application.device_book import device_stream
from hub.application.jobs import Job
from hub.application.live_screen.shown import ManagerState
from tests.hub.rig import OFFICE, Rig

SERVICES = "AABCD"
AT_A_COUNTER = (
    *(CallNext, CallNext, StartServing, StartServing, FinishServing, Recall),
    *(MarkNoShow, ParkVisit, Undo, PauseCounter, ResumeCounter, OpenCounter),
)


class PlayedDay:
    """Plays days over a rig; `seen` is the screen as it was, at ever later instants."""

    def __init__(self, rig: Rig, seed: int) -> None:
        self.rig = rig
        self.chance = Random(seed)
        self.seen: list[ManagerState] = []

    def play_morning(self, acts: int) -> None:
        """Open the day and its counters, and play so many acts."""
        self._do(OpenDay())
        for counter in "123":
            self._do(OpenCounter(counter=counter))
        for _ in range(acts):
            self._act()

    def play(self, acts: int) -> None:
        """Play a morning, and close it all."""
        self.play_morning(acts)
        for counter in "123":
            for kind in (StartServing, FinishServing, ResumeCounter, CloseCounter):
                self._do(kind(counter=counter))
        self._do(CloseDay())

    def _act(self) -> None:
        kind = self.chance.randrange(10)
        counter = self.chance.choice("123")
        if kind < 3:
            self._come()
        elif kind < 7:
            self._do(self.chance.choice(AT_A_COUNTER)(counter=counter))
        elif kind == 7:
            self._help(counter)
        elif kind == 8:
            self._about_a_ticket()
        else:
            self._elsewhere()

    def _come(self) -> None:
        visit_class = self.chance.choice([*VisitClass, VisitClass.NORMAL])
        service = self.chance.choice(SERVICES)
        self._do(IssueTicket(service=service, visit_class=visit_class))

    def _help(self, counter: str) -> None:
        state = self.rig.core.board.state
        visit = state.day.visit_at(counter)
        session = visit and state.sessions.for_visit(visit.id)
        if session:
            step = self.chance.choice(list(Step))
            self._do(CompleteStep(session=session.id, step=step))
            outcome = self.chance.choice(list(Outcome))
            self._do(CompleteSession(session=session.id, outcome=outcome))
        self._do(Rate(counter=counter, score=self.chance.randint(1, 5)))

    def _about_a_ticket(self) -> None:
        tickets = sorted(self.rig.core.board.state.day.tickets)
        if not tickets:
            return
        ticket = self.chance.choice(tickets)
        self._do(AbandonVisit(ticket=ticket))
        self._do(ReturnVisit(ticket=ticket))
        self._do(TransferVisit(counter="2", to_service=self.chance.choice(SERVICES)))

    def _elsewhere(self) -> None:
        """Things that are no visit's: a printer, a manager's new targets."""
        fact: Any = self.chance.choice(
            [PaperLow(), DeviceOnline(version="1", boot="b"), None]
        )
        if fact is None:
            revision = self.rig.core.board.state.settings.revision
            within = self.chance.choice([5, 10, 15])
            targets = Targets(called_within_min=within)
            settings = OfficeSettings(targets=targets)
            self._do(ChangeSettings(settings=settings, revision=revision))
        else:
            self._tell(fact)
            self._tell(TicketPrinted(visit="v", ticket="A001"))

    def _tell(self, fact: Any) -> None:
        """Have a dispenser report a fact, and wait until it is written."""
        position = self.rig.store.last_position()
        self.rig.clock.goes(seconds=0.3)  # it may be written before the clock goes on
        self.rig.core.office.put(
            Job(
                body=fact,
                id=new_id(),
                source=hub_source(OFFICE),
                respond=lambda _: None,
                device="dispenser-1",
                stream=device_stream(OFFICE, "dispenser-1"),
            )
        )
        self._do(Recall(counter="no-such-counter"))
        assert self.rig.store.last_position() == position + 1
        self._look()

    def _do(self, command: Any) -> None:
        self.rig.clock.goes(seconds=self.chance.choice([0.3, 7, 50, 190]))
        self.rig.ask(command)
        self._look()

    def _look(self) -> None:
        """Look at the screen, and once more a little later."""
        self.seen.append(self.rig.core.live.now())
        self.rig.clock.goes(seconds=self.chance.choice([0.1, 20, 70]))
        self.seen.append(self.rig.core.live.now())
