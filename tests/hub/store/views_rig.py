"""Events for views to follow: days at random, in memory or in a folder."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from events.counter import OpenCounter
from events.day import CloseDay, OpenDay
from events.recorded import Recorded
from events.session import CompleteStep, RecordSubmission, Step
from events.visit import (
    CallNext,
    FinishServing,
    IssueTicket,
    ParkVisit,
    ReturnVisit,
    StartServing,
    Undo,
)
from hub.domain.asked import Asked
from hub.domain.day import Day
from hub.domain.decide_state import decide_state
from hub.domain.evolve_state import evolve_state
from hub.domain.refused import Refused
from hub.domain.state import State
from hub.store.memory import MemoryEventStore
from hub.store.sqlite import SQLiteEventStore
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.reading import SQLiteMeasured
from hub.store.views.writing import Views
from tests.given import DAWN
from tests.history import OFFICE, plan

KEYS = (
    *(CallNext, CallNext, StartServing, StartServing, FinishServing),
    *(ParkVisit, ReturnVisit, Undo),
)


def a_history(days: int = 2, presses: int = 60, seed: int = 1) -> list[Recorded]:
    """Return days on which clerks pressed keys at random; the last one is open."""
    chance, state, written = random.Random(seed), _NOTHING, list[Recorded]()
    at = DAWN
    for day in range(days):
        commands: list[Any] = [OpenDay(), *map(_open, "123")]
        for _ in range(presses):
            commands.append(_press(chance))
        if day < days - 1:
            commands += [_finish(counter) for counter in "123"] + [CloseDay()]
        for command in commands:
            at += timedelta(seconds=chance.randint(1, 8))
            state = _ask(written, state, command, at)
        at += timedelta(days=1)
    return written


_NOTHING = State(day=Day(office=OFFICE))


def _open(counter: str) -> OpenCounter:
    return OpenCounter(counter=counter)


def _finish(counter: str) -> list[Any]:
    return [StartServing(counter=counter), FinishServing(counter=counter)]


def _press(chance: random.Random) -> Any:
    if chance.random() < 0.35:
        return IssueTicket(service=chance.choice("ABC"))
    if chance.random() < 0.2:
        return chance.choice((_step, _submission))
    return chance.choice(KEYS)(counter=chance.choice("123"))


def _step(session: str) -> CompleteStep:
    return CompleteStep(session=session, step=Step.ADVICE)


def _submission(session: str) -> RecordSubmission:
    return RecordSubmission(session=session, procedure="birth", level="full")


def _ask(written: list[Recorded], state: State, command: Any, at: Any) -> State:
    if isinstance(command, list):
        for each in command:
            state = _ask(written, state, each, at)
        return state
    if callable(command):
        command = command(next(iter(state.sessions.by_id), "none"))
    n = len(written)
    asked = Asked(
        command=command, id=f"press-{n}", at=at, by="somebody", fresh=f"id-{n:06}",
        plan=plan(),
    )  # fmt: skip
    try:
        events = decide_state(state, asked)
    except Refused:
        return state
    for event in events:
        recorded = Recorded(
            stream=f"{OFFICE}/{getattr(event, 'day', state.day.date)}",
            version=state.day.version + 1,
            position=len(written) + 1,
            at=at,
            cause=asked.id,
            by=asked.by,
            event=event,
        )
        written.append(recorded)
        state = evolve_state(state, recorded)
    return state


def in_memory(history: list[Recorded]) -> MemoryEventStore:
    """Return a store that holds a history."""
    store = MemoryEventStore()
    store.save(_versioned(history), [])
    return store


def on_disk(folder: Path, history: list[Recorded]) -> SQLiteEventStore:
    """Return a store in a folder that holds a history."""
    folder.mkdir(parents=True, exist_ok=True)
    store = SQLiteEventStore(folder / "events.db")
    store.save(_versioned(history), [])
    return store


def _versioned(history: list[Recorded]) -> list[Recorded]:
    """Return events with versions that count up in each stream."""
    versions: dict[str, int] = {}
    told = []
    for event in history:
        versions[event.stream] = versions.get(event.stream, 0) + 1
        told.append(replace(event, version=versions[event.stream]))
    return told


def followed(store: Any, folder: Path, batch: int = 1_000) -> Any:
    """Follow a store to its end; return all facts as a reader finds them."""
    views = Views(folder / VIEWS)
    following = Following(store, views)
    following.begin()
    while following.step(batch):
        pass
    views.close()
    return all_facts(folder)


def all_facts(folder: Path) -> Any:
    """Return every row of the views in a folder."""
    measured = SQLiteMeasured(folder)
    days = measured.days()
    return measured.facts(days[0], days[-1])
