"""How much one sender may send before it is refused."""

from __future__ import annotations

import logging

import pytest

from hub.application.flood import MOST_SENDERS, Allowance, FloodGate, Passage

TEN = Allowance(per_s=10, burst=20)


class Time:
    """A clock that is set by hand, in seconds."""

    now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def time() -> Time:
    """A clock that stands."""
    return Time()


@pytest.fixture
def gate(time: Time) -> FloodGate:
    """Twenty at once, ten a second."""
    return FloodGate(TEN, time)


def passed(gate: FloodGate, sender: str, count: int) -> int:
    """Send that many, and return how many passed."""
    asked = [gate.passage(sender) for _ in range(count)]
    return asked.count(Passage.FREE)


def test_a_burst_passes(gate: FloodGate) -> None:
    """Twenty messages at once are no flood; the twenty-first is."""
    assert passed(gate, "dispenser-1", 20) == 20
    assert gate.passage("dispenser-1") is Passage.REFUSED
    assert gate.refused == 1


def test_what_is_used_up_comes_back(gate: FloodGate, time: Time) -> None:
    """A second later ten more pass; however long later, never more than the burst."""
    passed(gate, "dispenser-1", 25)
    time.now += 1

    assert passed(gate, "dispenser-1", 25) == 10
    time.now += 3_600
    assert passed(gate, "dispenser-1", 25) == 20


def test_the_usual_pace_is_never_refused(gate: FloodGate, time: Time) -> None:
    """Ten a second for an hour pass all."""
    for _ in range(36_000):
        assert gate.passage("dispenser-1") is Passage.FREE
        time.now += 0.1


def test_others_are_unharmed(gate: FloodGate) -> None:
    """Each sender has its own allowance."""
    passed(gate, "dispenser-1", 1_000)

    assert passed(gate, "counter-1", 20) == 20


def test_few_of_the_refused_are_answered(gate: FloodGate, time: Time) -> None:
    """Five at once, then five a second hear `flood`; the rest are only counted."""
    passed(gate, "dispenser-1", 20)
    asked = [gate.passage("dispenser-1") for _ in range(1_000)]
    assert asked.count(Passage.REFUSED) == 5
    assert asked.count(Passage.SILENT) == 995

    answered = 0
    for _ in range(1_000):
        time.now += 0.002
        answered += gate.passage("dispenser-1") is Passage.REFUSED
    assert 9 <= answered <= 10


def test_a_flood_is_told_at_its_beginning_and_end(
    gate: FloodGate, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has one line when it begins, and one with the count when it is over."""
    with caplog.at_level(logging.INFO):
        for _ in range(30):
            passed(gate, "dispenser-1", 10)
            gate.tick()
            time.now += 0.1
        time.now += 6
        gate.tick()
        gate.tick()

    first, last = (record.getMessage() for record in caplog.records)
    assert first.startswith("flood from dispenser-1: more than 20 at once")
    assert last == "the flood from dispenser-1 is over: 251 refused in 2.7 s"


def test_a_sender_without_a_name_for_the_log(gate: FloodGate, caplog) -> None:
    """An address that is not to be written down is called something else."""
    for _ in range(21):
        gate.passage("192.0.2.7", called="an HTTP client")

    assert "192.0.2.7" not in caplog.text
    assert "flood from an HTTP client" in caplog.text


def test_invented_senders_fill_no_memory(gate: FloodGate, time: Time) -> None:
    """Ten thousand are remembered at most; whoever has been quiet is forgotten."""
    for n in range(MOST_SENDERS + 100):
        gate.passage(f"address {n}")
    assert len(gate._buckets) == MOST_SENDERS

    time.now += 10
    gate.passage("dispenser-1")
    gate.tick()
    assert set(gate._buckets) == {"dispenser-1"}
