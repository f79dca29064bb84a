"""What stands in views.db is what the events come to, however it came there."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from events.device import Connection, DeviceOffline, DeviceOnline
from events.recorded import Recorded
from events.session import Outcome, OutcomeCorrected
from events.visit import ClassChanged, ClassReason
from hub.application.measured import CannotRead
from hub.projections.measured.gathered import facts_of
from hub.projections.measured.instants import micros
from hub.projections.measured.rows import DeviceRow
from hub.store.memory import MemoryEventStore
from hub.store.views.file import VIEWS
from hub.store.views.following import Following
from hub.store.views.reading import SQLiteMeasured
from hub.store.views.writing import Damaged, Replaced, Views
from tests.history import OFFICE, PRIORITY
from tests.hub.store.views_rig import a_history, all_facts, followed, in_memory

HISTORY = a_history()


def test_a_reader_finds_what_the_events_come_to(tmp_path) -> None:
    """Every row of every table, in the order of keys, with position and instant."""
    store = in_memory(HISTORY)

    assert followed(store, tmp_path) == facts_of(HISTORY, store=store.store_id)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    batches=st.lists(st.integers(1, 40), min_size=1, max_size=30),
    seed=st.integers(0, 3),
)
def test_batches_and_restarts_change_nothing(tmp_path_factory, batches, seed) -> None:
    """After each batch the follower is gone and another one goes on."""
    history = a_history(days=3, presses=30, seed=seed)
    folder, store = tmp_path_factory.mktemp("views"), in_memory(history)
    for batch in batches:
        following = Following(store, Views(folder / VIEWS))
        following.begin()
        following.step(batch)

    assert followed(store, folder, 7) == facts_of(history, store=store.store_id)


def test_a_batch_is_written_whole_or_not_at_all(tmp_path) -> None:
    """Whoever wrote the views anew meanwhile is not written over."""
    store = in_memory(HISTORY)
    one, other = Views(tmp_path / VIEWS), Views(tmp_path / VIEWS)
    first, second = Following(store, one), Following(store, other)
    first.begin()
    second.begin()
    second.step(50)

    with pytest.raises(Replaced):
        first.step(10)
    assert first_position(tmp_path) == 50


def first_position(folder) -> int:
    """Return how far the views of a folder are."""
    return SQLiteMeasured(folder).place().position


def test_views_of_another_store_are_made_anew(tmp_path, caplog) -> None:
    """After a restore the store has another id: nothing of the old one stays."""
    followed(in_memory(HISTORY), tmp_path)
    shorter = in_memory(HISTORY[:40])

    with caplog.at_level(logging.WARNING):
        facts = followed(shorter, tmp_path)

    assert facts == facts_of(HISTORY[:40], store=shorter.store_id)
    assert len(caplog.records) == 1


def test_views_of_another_form_are_made_anew(tmp_path) -> None:
    """What an older or newer hub wrote is not read as if it were ours."""
    store = in_memory(HISTORY)
    expected = followed(store, tmp_path)
    with closing(sqlite3.connect(tmp_path / VIEWS)) as line, line:
        line.execute("UPDATE about SET value='of-old' WHERE key='form'")
        line.execute("DELETE FROM visits")

    with pytest.raises(CannotRead):
        SQLiteMeasured(tmp_path).days()
    assert followed(store, tmp_path) == expected


@pytest.mark.parametrize("damage", [b"no database at all" * 999, b"", None])
def test_damaged_views_are_made_anew(tmp_path, damage) -> None:
    """Whatever has become of the file, the rows come back from the events."""
    store = in_memory(HISTORY)
    expected = followed(store, tmp_path)
    file = tmp_path / VIEWS
    file.write_bytes(damage) if damage is not None else file.unlink()

    assert followed(store, tmp_path) == expected


def test_damage_found_while_writing_is_told(tmp_path) -> None:
    """A page that has gone bad stops the batch, and the next opening mends it."""
    store = in_memory(a_history(days=3, presses=200))
    views = Views(tmp_path / VIEWS)
    following = Following(store, views)
    following.begin()
    following.step(500)
    views.close()
    following.begin()
    raw = (tmp_path / VIEWS).read_bytes()
    (tmp_path / VIEWS).write_bytes(raw[:4096] + b"\x77" * (len(raw) - 4096))

    with pytest.raises(Damaged):
        _to_the_end(following)
    views.begin_anew()
    assert followed(store, tmp_path).visits


def _to_the_end(following: Following) -> None:
    while following.step(100):
        pass


def test_there_is_nothing_to_read_before_anything_was_written(tmp_path) -> None:
    """A reader is told why, and never makes the file."""
    with pytest.raises(CannotRead):
        SQLiteMeasured(tmp_path).facts(date(2026, 1, 1), date(2026, 1, 2))
    assert list(tmp_path.iterdir()) == []


def test_only_the_days_asked_for_are_read(tmp_path) -> None:
    """Days are read from the first to the last, both included."""
    followed(in_memory(HISTORY), tmp_path)
    measured = SQLiteMeasured(tmp_path)
    first, second = measured.days()

    alone = measured.facts(second, second + timedelta(days=9))

    assert {row.day for row in alone.visits} == {str(second)}
    assert [row.day for row in alone.days] == [str(second)]
    assert measured.facts(date(2020, 1, 1), date(2020, 1, 2)).days == ()
    assert {row.day for row in all_facts(tmp_path).visits} == {str(first), str(second)}


def test_what_comes_late_belongs_to_its_day(tmp_path) -> None:
    """An event of a day that is over has that day written anew, in any batches."""
    visits = facts_of(HISTORY).visits
    session = facts_of(HISTORY).sessions[0]
    assert session.day == visits[0].day
    late = (
        ClassChanged(
            visit=visits[0].visit, ticket=visits[0].ticket, visit_class=PRIORITY,
            reason=ClassReason.MANAGER,
        ),
        OutcomeCorrected(session=session.session, outcome=Outcome.REFERRED),
    )  # fmt: skip
    history, last = list(HISTORY), HISTORY[-1]
    streams = (f"{OFFICE}/{session.day}", f"{OFFICE}/session/{session.session}")
    for event, stream in zip(late, streams, strict=True):
        position = len(history) + 1
        history.append(
            replace(last, event=event, stream=stream, position=position, cause="late")
        )

    told = []
    for batch in (1, 3, 10_000):
        folder = tmp_path / str(batch)
        folder.mkdir()
        told.append(replace(followed(in_memory(history), folder, batch), store=""))

    first = told[0]
    assert first.visits[0].visit_class == "priority"
    by_id = {row.session: row for row in first.sessions}
    assert by_id[session.session].outcome == "referred"
    assert told == [first] * 3
    assert first.stints == facts_of(HISTORY).stints


def test_devices_go_on_over_night(tmp_path) -> None:
    """A box that was ready in the evening is ready in the morning."""
    history: list[Recorded] = []
    facts = (DeviceOnline(version="1", boot="b"), *[None] * 30)
    for place, recorded in enumerate(HISTORY):
        fact = facts[place] if place < len(facts) else None
        for event in (fact, recorded.event):
            if event is not None:
                stream = recorded.stream if event is recorded.event else DEVICE
                position = len(history) + 1
                history.append(
                    replace(recorded, event=event, position=position, stream=stream)
                )
    gone = DeviceOffline(how=Connection.LOST)
    end = replace(history[-1], event=gone, position=len(history) + 1, stream=DEVICE)
    history.append(end)

    told = followed(in_memory(history), tmp_path, 5)

    begun, ended = micros(history[0].at), micros(end.at)
    assert told.devices == (
        DeviceRow("counter-1", 1, "ready", begun, ended),
        DeviceRow("counter-1", end.position, "lost", ended, None),
    )


def test_what_ended_as_a_day_began_touches_it(tmp_path) -> None:
    """To the very instant: a row is read wherever its time meets the day's."""
    followed(in_memory(HISTORY), tmp_path)
    days = all_facts(tmp_path).days
    for n, ended in enumerate((days[1].opened, days[1].opened - 1)):
        with closing(sqlite3.connect(tmp_path / VIEWS)) as line, line:
            row = DeviceRow(f"box-{n}", 1, "ready", 0, ended)
            line.execute("INSERT INTO devices VALUES (?,?,?,?,?)", row)
    second = date.fromisoformat(days[1].day)

    found = SQLiteMeasured(tmp_path).facts(second, second).devices
    assert [row.device for row in found] == ["box-0"]


DEVICE = f"{OFFICE}/device/counter-1"


def test_an_empty_store_has_no_rows(tmp_path) -> None:
    """Before the first day there is nothing, and nothing is wrong."""
    views = Views(tmp_path / VIEWS)
    following = Following(MemoryEventStore(), views)

    assert following.begin() == 0
    assert following.step(10) == 0
    assert SQLiteMeasured(tmp_path).days() == ()
