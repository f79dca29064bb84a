"""A device's outbox loses nothing and gives no sequence twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.outbox import Kept, Outbox

WRITER = """
import pathlib, sys
from events.outbox import Outbox

outbox = Outbox(pathlib.Path(sys.argv[1]))
outbox.open()
number = 0
while True:
    number += 1
    print(outbox.add(f"id-{number}", lambda sequence: b"%d" % sequence), flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the outbox lies."""
    return tmp_path / "box" / "outbox.db"


@pytest.fixture
def outbox(file: Path) -> Iterator[Outbox]:
    """An empty outbox."""
    made = Outbox(file, clock=lambda: 1000.0)
    made.open()
    yield made
    made.close()


def seal(sequence: int) -> bytes:
    """Say the sequence; a real one makes an envelope of it."""
    return f"fact {sequence}".encode()


def test_sequences_count_from_one(outbox: Outbox) -> None:
    """Facts are numbered from 1, and the first in is the first out."""
    assert [outbox.add(id, seal) for id in ("a", "b", "c")] == [1, 2, 3]
    assert outbox.oldest() == Kept(1, "a", b"fact 1")
    assert outbox.depth() == 3


def test_an_acknowledged_fact_is_gone(outbox: Outbox) -> None:
    """An acknowledgement lets go of everything up to it, and of nothing after it."""
    for id in ("a", "b", "c"):
        outbox.add(id, seal)
    outbox.acknowledge(2)

    assert outbox.oldest() == Kept(3, "c", b"fact 3")
    outbox.acknowledge(3)
    assert outbox.oldest() is None
    assert outbox.depth() == 0


def test_no_sequence_is_given_twice(outbox: Outbox, file: Path) -> None:
    """An emptied outbox goes on counting, also after it was closed and opened."""
    outbox.add("a", seal)
    outbox.acknowledge(1)
    outbox.close()
    again = Outbox(file)
    again.open()

    assert again.add("b", seal) == 2
    again.close()


def test_the_same_fact_is_kept_once(outbox: Outbox) -> None:
    """A fact added again under its id changes nothing."""
    assert outbox.add("a", seal) == 1
    assert outbox.add("a", lambda _: b"other") == 1
    assert outbox.oldest() == Kept(1, "a", b"fact 1")
    assert outbox.add("b", seal) == 2


def test_what_cannot_be_sealed_is_not_kept(outbox: Outbox) -> None:
    """A fact that cannot be sealed leaves nothing behind, not even a gap."""

    def clumsy(_sequence: int) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outbox.add("a", clumsy)
    assert outbox.depth() == 0
    assert outbox.add("b", seal) == 1


def test_it_knows_how_long_facts_wait(file: Path) -> None:
    """The age is that of the oldest fact, in seconds, and never less than none."""
    now = [1000.0]
    outbox = Outbox(file, clock=lambda: now[0])
    outbox.open()
    assert outbox.age_s() == 0
    outbox.add("a", seal)
    now[0] += 61.5
    outbox.add("b", seal)
    assert outbox.age_s() == 61
    now[0] = 0.0
    assert outbox.age_s() == 0
    outbox.close()


def test_any_thread_may_add(outbox: Outbox) -> None:
    """Threads that add at once get sequences of their own."""
    given: list[int] = []

    def add(name: str) -> None:
        given.extend(outbox.add(f"{name}-{n}", seal) for n in range(25))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == list(range(1, 101))


def test_an_unopened_outbox_says_so(file: Path) -> None:
    """Asking a closed outbox tells what to do."""
    with pytest.raises(RuntimeError, match=r"call open\(\)"):
        Outbox(file).oldest()


def test_it_survives_being_killed(file: Path) -> None:
    """What `add` has returned is there after kill -9, and the counting goes on."""
    with subprocess.Popen(
        (sys.executable, "-c", WRITER, str(file)), stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(50)]
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout]

    outbox = Outbox(file)
    outbox.open()
    depth = outbox.depth()
    kept = []
    while (fact := outbox.oldest()) is not None:
        kept.append(fact)
        outbox.acknowledge(fact.sequence)

    assert [fact.sequence for fact in kept] == list(range(1, depth + 1))
    assert [int(fact.payload) for fact in kept] == list(range(1, depth + 1))
    assert said == list(range(1, len(said) + 1))
    assert depth >= len(said)
    assert outbox.add("next", seal) == depth + 1
    outbox.close()
