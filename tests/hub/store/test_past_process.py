"""The child that looks back: what it shows, and how it comes and goes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from msgspec import json
from msgspec.structs import replace

from hub.application.live_screen.lookback import CannotLook
from hub.application.live_screen.shown import ManagerState
from hub.bootstrap.live_screen import past_process, whose
from hub.store.past import PastProcess
from hub.store.past.process import ROOM, STOP_S
from hub.store.sqlite import SQLiteEventStore
from tests.hub.played_day import PlayedDay
from tests.hub.rig import SITE, Rig, wait_until

BOUND_S = 60
# No clock in Vietnam ever shows it: the question has no answer at all.
NO_INSTANT = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """A core over a real events file."""
    rig = Rig(SQLiteEventStore(tmp_path / "events.db"))
    yield rig
    rig.stop()
    rig.store.close()


@pytest.fixture
def past(rig: Rig, tmp_path: Path) -> Iterator[PastProcess]:
    """Who looks back into that file."""
    del rig
    past = past_process(SITE, tmp_path)
    past.start()
    yield past
    past.stop()


def shown(past: PastProcess, when: datetime) -> ManagerState:
    """Return what the child shows of an instant."""
    body = past.at(when).result(BOUND_S)
    assert body is not None
    return json.decode(body, type=ManagerState)


def test_the_child_shows_what_was_shown(rig: Rig, past: PastProcess) -> None:
    """Read from the file by another process, while the hub goes on writing it."""
    played = PlayedDay(rig, 1)
    played.play(40)
    for state in played.chance.sample(played.seen, 30):
        assert shown(past, state.at) == state
    rig.clock.goes(hours=13)
    played.play(20)
    for state in played.seen[-30:]:
        assert shown(past, state.at) == state


def test_before_the_first_day_the_child_shows_nothing(
    rig: Rig, past: PastProcess
) -> None:
    """Nothing is not a fault."""
    PlayedDay(rig, 2).play(1)
    assert past.at(datetime(2020, 1, 1, tzinfo=UTC)).result(BOUND_S) is None


def test_without_views_nobody_knows_what_is_usual(past: PastProcess) -> None:
    """The answer comes all the same."""
    heard: SimpleQueue[Any] = SimpleQueue()
    past.usual(date(2026, 11, 23), heard.put)
    assert heard.get(timeout=20) is None


def test_no_child_runs_before_it_is_wanted(past: PastProcess) -> None:
    """An office where nobody looks back pays nothing for it."""
    assert past.pid is None


def test_a_killed_child_is_replaced(rig: Rig, past: PastProcess) -> None:
    """One look fails and says so; the next is answered."""
    played = PlayedDay(rig, 3)
    played.play(5)
    when = played.seen[-1].at
    shown(past, when)
    first = past.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with pytest.raises(CannotLook):
        past.at(when).result(BOUND_S)

    assert shown(past, when) == played.seen[-1]
    assert past.pid != first


def test_a_child_that_nobody_asks_is_let_go(rig: Rig, tmp_path: Path) -> None:
    """Days that were looked at do not stay in memory for ever."""
    played = PlayedDay(rig, 4)
    played.play(2)
    where = replace(whose(SITE), events=str(tmp_path / "events.db"))
    past = PastProcess(where, idle_s=0.2)
    past.start()
    try:
        shown(past, played.seen[-1].at)
        wait_until(lambda: past.pid is None)
        assert shown(past, played.seen[-1].at) == played.seen[-1]
    finally:
        past.stop()


def test_the_child_ends_with_whoever_asks(rig: Rig, past: PastProcess) -> None:
    """Stopped, no process is left behind."""
    played = PlayedDay(rig, 5)
    played.play(1)
    shown(past, played.seen[-1].at)
    pid = past.pid
    assert pid is not None
    past.stop()

    wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_a_question_without_an_answer_ends_no_child(
    rig: Rig, past: PastProcess
) -> None:
    """Whoever asks it is told; the days the child knows stay known."""
    played = PlayedDay(rig, 6)
    played.play(3)
    shown(past, played.seen[-1].at)
    pid = past.pid
    with pytest.raises(CannotLook):
        past.at(NO_INSTANT).result(BOUND_S)

    assert shown(past, played.seen[-1].at) == played.seen[-1]
    assert past.pid == pid


@pytest.fixture
def stuck(rig: Rig, past: PastProcess) -> int:
    """A child that answered once and does so no more; its process id."""
    played = PlayedDay(rig, 7)
    played.play(1)
    shown(past, played.seen[-1].at)
    assert past.pid is not None
    os.kill(past.pid, signal.SIGSTOP)
    return past.pid


def test_no_more_than_some_wait(past: PastProcess, stuck: int) -> None:
    """One more is told at once to ask again; whoever gives up makes room."""
    assert stuck
    when = datetime.now(UTC)
    waiting = [past.at(when) for _ in range(ROOM)]
    with pytest.raises(CannotLook):
        past.at(when).result(0)
    assert waiting[-1].cancel()

    assert not past.at(when).done()


def test_nobody_waits_for_an_answer_nobody_wants(
    rig: Rig, past: PastProcess, stuck: int
) -> None:
    """A question that was given up is not played; the next is answered in its place."""
    when = rig.clock.now()
    past.at(when)
    given_up = past.at(when)
    last = past.at(when)
    given_up.cancel()
    os.kill(stuck, signal.SIGCONT)

    assert last.result(BOUND_S) is not None
    assert given_up.cancelled()


def test_a_child_that_does_not_answer_is_replaced(
    rig: Rig, past: PastProcess, stuck: int
) -> None:
    """The one question fails, a new child takes the next."""
    when = rig.clock.now()
    past.answer_within_s = 0.2
    with pytest.raises(CannotLook):
        past.at(when).result(BOUND_S)
    past.answer_within_s = BOUND_S

    assert shown(past, when).day.date == when.date()
    assert past.pid != stuck


def test_whoever_stops_waits_for_no_answer(past: PastProcess, stuck: int) -> None:
    """The child ends with its question, and no other is begun for those that wait."""
    waiting = [past.at(datetime.now(UTC)) for _ in range(ROOM)]
    begun = time.monotonic()
    past.stop()

    assert time.monotonic() - begun < STOP_S
    assert not Path(f"/proc/{stuck}").exists()
    assert all(isinstance(one.exception(0), CannotLook) for one in waiting)
    assert past.pid is None
