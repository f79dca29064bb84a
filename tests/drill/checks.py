"""What is checked after every fault, with the house at rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from events import codec
from events.local_time import Instant
from events.recorded import Recorded
from firmware_config.load import load_site
from hub.application.board import Board
from hub.application.tokens import FollowTokens
from hub.domain.day import Day
from hub.domain.evolve_state import fold_state
from hub.domain.state import State
from tests.drill.history import History, Paper
from tests.drill.house import House
from tests.drill.ledger import Ledger, Promise
from tests.drill.site import DISPENSER


class Page(msgspec.Struct):
    """What stands in the `state` column, as far as the fold needs it."""

    at: Instant
    cause: str
    by: str
    data: msgspec.Raw


TRIES = 10
FOLD = ("screen", "counters")
TOLD_WITHIN_S = 30.0


class Books:
    """Holds promises, slips and live state against what stands in events.db."""

    def __init__(self, house: House, ledger: Ledger) -> None:
        """Begin before anything was promised."""
        self._house = house
        self._ledger = ledger
        self._checked = 0
        self._store_id = ""
        self.history = History()
        self.lost: list[Promise] = []

    @property
    def acknowledged(self) -> int:
        """How many accepted answers were held against the file."""
        return sum(p.is_accepted for p in self._ledger.since(0)[: self._checked])

    def another_store(self) -> None:
        """Expect a new store's id, as a restored file has."""
        self._store_id = ""

    def check(self) -> list[str]:
        """Return everything that is wrong; nobody may ask anything meanwhile."""
        file = self._house.events_file
        promises = self._ledger.since(self._checked)
        self._checked += len(promises)
        self._slips_settle()
        self.history.read(file)
        return [
            *self.history.faults,
            *self._broken(promises, file),
            *_integrity(file),
            *self._fold(),
            *self.history.papers.get(DISPENSER, Paper()).faults(self._house.slips()),
            *self._ledger.strange,
        ]

    def _slips_settle(self) -> None:
        """Wait until the dispenser has told of every slip, good or bad."""

        def all_told() -> bool:
            self.history.read(self._house.events_file)
            paper = self.history.papers.get(DISPENSER, Paper())
            return not paper.faults(self._house.slips())

        try:
            self._house.until(all_told, "word of every slip", TOLD_WITHIN_S)
        except AssertionError:
            return  # the check itself then says what is missing

    def _broken(self, promises: list[Promise], file: Path) -> list[str]:
        kept = _answers(file)
        wrong = []
        for promise in promises:
            stored = kept.get((promise.source, promise.id))
            happened = (
                promise.said.get("at") is None or promise.id in self.history.causes
            )
            if stored is None or not happened or not _same(stored, promise.said):
                self.lost.append(promise)
                wrong.append(f"promised and lost: {promise}, kept is {stored!r}")
        return wrong

    def _standing_still(self) -> tuple[Any, Any]:
        """Return live state and fold of one position: a last press may still arrive."""
        for _ in range(TRIES):
            state = self._house.state()
            folded = _folded(self._house)
            if self._house.state()["position"] == state["position"]:
                break
        return state, folded

    def _fold(self) -> list[str]:
        """Hold the whole history, folded anew, against what the hub shows."""
        state, folded = self._standing_still()
        wrong = [part for part in FOLD if state[part] != folded[part]]
        if state["store"] != (self._store_id or state["store"]):
            wrong.append("the store's own id")
        self._store_id = state["store"]
        return [f"the live state and the fold differ in {part}" for part in wrong]


def _folded(house: House) -> Any:
    office = load_site(house.folder / "site.toml").office.id
    history = tuple(_recorded(house.events_file))
    board = Board(office, FollowTokens(b"s" * 32, house.url))
    last = history[-1].position if history else 0
    board.begin(history, fold_state(history, State(day=Day(office=office))), last)
    told = {"screen": board.now.screen, "counters": board.counters()}
    return msgspec.json.decode(codec.encode(told))


def _recorded(file: Path) -> Iterator[Recorded]:
    """Yield the office's own events, the devices' facts left out."""
    line = sqlite3.connect(file, timeout=10)
    try:
        rows = line.execute(
            "SELECT position, originator_id, originator_version, topic, state "
            "FROM events WHERE originator_id NOT LIKE '%/device/%' ORDER BY position"
        ).fetchall()
    finally:
        line.close()
    for position, stream, version, topic, state in rows:
        page = msgspec.json.decode(state, type=Page)
        name, _, number = topic.partition("/")
        yield Recorded(
            stream=stream,
            version=version,
            position=position,
            at=page.at,
            cause=page.cause,
            by=page.by,
            event=codec.decode(name, int(number), page.data),
        )


def _answers(file: Path) -> dict[tuple[str, str], Any]:
    line = sqlite3.connect(file, timeout=10)
    try:
        rows = line.execute("SELECT source, id, body FROM answers").fetchall()
    finally:
        line.close()
    return {(source, id): body for source, id, body in rows}


def _same(stored: bytes, said: dict[str, Any]) -> bool:
    """Whether what was said is what was kept; the follow link is made each time."""
    kept = msgspec.json.decode(stored)
    return {k: v for k, v in said.items() if k != "follow"} == {
        k: v for k, v in kept.items() if k != "follow"
    }


def _integrity(file: Path) -> list[str]:
    line = sqlite3.connect(file, timeout=10)
    try:
        said = line.execute("PRAGMA integrity_check").fetchall()
    finally:
        line.close()
    return [] if said == [("ok",)] else [f"integrity_check: {said}"]
