"""The follower: woken, killed, hindered; and the road goes on."""

from __future__ import annotations

import logging
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise

from events.recorded import Recorded
from events.visit import IssueTicket
from hub.application.measured import CannotRead
from hub.domain.day import Day
from hub.domain.state import State
from hub.projections.measured.gathered import facts_of
from hub.store.views import rebuilding
from hub.store.views.catching_up import catch_up
from hub.store.views.elsewhere import catch_up_elsewhere
from hub.store.views.file import VIEWS
from hub.store.views.follower import FAR, Follower
from hub.store.views.reading import SQLiteMeasured
from hub.store.views.writing import Views
from tests.hub.projections.measured.test_ledger_is_total import (
    forgotten_where_nobody_sat,
)
from tests.hub.rig import Rig, wait_until
from tests.hub.store.views_rig import a_history, all_facts, followed, in_memory, on_disk

WAIT_S = 20
NO_STATE = State(day=Day())


def following(store, folder, **how) -> Follower:
    """Return a follower of a store that waits for nobody."""
    return Follower(store, Views(folder / VIEWS), gather_s=0.0, **how)


def test_every_commit_reaches_the_views(tmp_path) -> None:
    """The follower is woken by each commit and lags behind none for long."""
    rig = Rig()
    follower = following(rig.store, tmp_path)
    rig.core.writer.listen(follower.on_commit)
    follower.start()
    rig.open_with("1", "2", waiting=3)
    wait_until(lambda: follower.behind == 0 and follower.position > 3)
    rig.accepted(IssueTicket(service="A"))
    newest = rig.store.last_position()

    assert follower.wait(newest, WAIT_S)
    assert len(all_facts(tmp_path).visits) == 4
    follower.stop()
    rig.stop()


def test_a_follower_goes_on_where_another_has_ended(tmp_path) -> None:
    """What happened meanwhile is caught up at the start."""
    history = a_history()
    followed(in_memory(history[:50]), tmp_path)
    store = in_memory(history)
    follower = following(store, tmp_path)
    follower.start()

    assert follower.wait(len(history), WAIT_S)
    follower.stop()
    assert all_facts(tmp_path) == facts_of(history, store=store.store_id)


def test_views_made_anew_by_somebody_else_are_gone_on_with(tmp_path) -> None:
    """A rebuild while the hub runs costs no event and doubles none."""
    history = a_history()
    store = in_memory(history[:80])
    follower = following(store, tmp_path)
    follower.start()
    assert follower.wait(80, WAIT_S)

    views = Views(tmp_path / VIEWS)
    views.begin_anew()
    store.save([event for event in in_memory(history).read_after(80, 10_000)], [])
    follower.on_commit((history[-1],), NO_STATE)

    wait_until(lambda: _position(tmp_path) == len(history))
    follower.stop()
    assert all_facts(tmp_path) == facts_of(history, store=store.store_id)


def _position(folder) -> int:
    """Return how far the views are; not at all where they are only just begun."""
    try:
        return SQLiteMeasured(folder).place().position
    except CannotRead:
        return 0


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path, caplog) -> None:
    """The trouble is told once, and shown; the follower goes on trying."""
    (tmp_path / VIEWS).mkdir()
    store = in_memory(a_history()[:10])
    follower = following(store, tmp_path)
    with caplog.at_level(logging.ERROR):
        follower.start()
        wait_until(lambda: follower.trouble is not None)
    follower.stop()

    assert [record.levelname for record in caplog.records] == ["ERROR"]


class Faulty:
    """A history that cannot be read, for a reason that nobody foresaw."""

    store_id = "faulty"

    def __init__(self) -> None:
        self.asked: list[float] = []

    def last_position(self) -> int:
        """Return that there is one event."""
        return 1

    def read_after(self, position: int, limit: int) -> list[Recorded]:
        """Fail, and note when."""
        self.asked.append(time.monotonic())
        raise KeyError(position, limit)


def test_a_fault_is_told_once_and_tried_ever_more_seldom(tmp_path, caplog) -> None:
    """A log on an SD card is not filled by it; a technician is asked for."""
    store = Faulty()
    follower = following(store, tmp_path, again_s=0.01)
    with caplog.at_level(logging.ERROR):
        follower.start()
        wait_until(lambda: len(store.asked) > 5)
    follower.stop()

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "KeyError" in caplog.text
    assert follower.trouble is not None
    assert "Báo kỹ thuật viên" in follower.trouble.vi
    assert "KeyError" not in follower.trouble.en
    waited = [after - before for before, after in pairwise(store.asked)]
    assert all(gap >= 0.01 * 2**n for n, gap in enumerate(waited))


def test_what_nobody_foresaw_does_not_stop_the_figures(tmp_path) -> None:
    """All else is in the rows, live and rebuilt; how many are missing is told."""
    history = forgotten_where_nobody_sat()
    with closing(on_disk(tmp_path, history)) as store:
        follower = following(store, tmp_path)
        follower.start()
        assert follower.wait(len(history), WAIT_S)
        follower.stop()
        assert follower.skipped == 1
        facts = all_facts(tmp_path)
        assert facts == facts_of(history, store=store.store_id)
        again = following(store, tmp_path)
        again.start()
        wait_until(lambda: again.skipped == 1)
        again.stop()

    rebuilding.rebuild(tmp_path, print)
    assert all_facts(tmp_path) == facts


def test_only_commits_say_what_is_newest(tmp_path) -> None:
    """What the follower reads for itself takes no newer commit back."""
    history = a_history()
    follower = following(in_memory(history[:50]), tmp_path)
    follower.on_commit((history[-1],), NO_STATE)
    follower.start()

    assert follower.wait(50, WAIT_S)
    assert follower.behind == len(history) - 50
    follower.stop()


def test_a_long_way_is_gone_by_another_process(tmp_path) -> None:
    """A child catches up, and the follower goes on from there."""
    history = a_history(days=12, presses=300)
    assert len(history) > FAR
    asked = []

    def elsewhere(is_over) -> bool:
        asked.append(follower.behind)
        return catch_up_elsewhere(tmp_path, is_over)

    with closing(on_disk(tmp_path, history)) as store:
        follower = following(store, tmp_path, elsewhere=elsewhere)
        follower.start()
        assert follower.wait(len(history), 60)
        follower.stop()
        expected = facts_of(history, store=store.store_id)

    assert asked == [len(history)]
    assert all_facts(tmp_path) == expected


CATCH_UP = """
import sys
from pathlib import Path
from hub.store.views import catching_up
catching_up.PAGE = 20
print("began", flush=True)
catching_up.catch_up(Path(sys.argv[1]))
"""


def test_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path) -> None:
    """Killed at any moment, the views hold whole batches; another one goes on."""
    chance, history = random.Random(5), a_history(days=4, presses=250)
    with closing(on_disk(tmp_path, history)) as store:
        expected = facts_of(history, store=store.store_id)
    reached = []
    for _ in range(6):
        command = (sys.executable, "-c", CATCH_UP, str(tmp_path))
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0.002, 0.05))
            child.send_signal(signal.SIGKILL)
        reached.append(_position(tmp_path))

    assert reached == sorted(reached)
    assert all(position % 20 == 0 or position == len(history) for position in reached)
    assert catch_up(tmp_path) == len(history)
    assert all_facts(tmp_path) == expected
