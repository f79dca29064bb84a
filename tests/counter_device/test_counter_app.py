"""The box at work, from pin to message and back to lamp and digits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from counter_device.hands import Edge
from counter_device.keys import Key
from events import topics
from events.device import Identify
from events.replies import Accepted
from tests.counter_device.conftest import Bench
from tests.counter_device.fake_hub import COUNTER, DEVICE, OFFICE, refusal, state_of


def test_a_tap_reaches_the_hub_and_its_answer_the_lamp(bench: Bench) -> None:
    """A press becomes one command with revision and expiry; accepted lights up."""
    bench.hub.answer = Accepted(ticket="A047", revision=413, state="called")
    bench.tap("next")
    asked = bench.hub.wait_asked(1)
    assert asked.name == "call-next"
    assert (asked.body().counter, asked.body().revision) == (COUNTER, 412)
    assert asked.source == topics.device_source(OFFICE, DEVICE)
    assert asked.expires is not None
    left = asked.expires - datetime.now(UTC)
    assert timedelta(seconds=4) < left <= timedelta(seconds=5)
    bench.wait_lamps("accepted")


def test_the_lamps_are_pins(bench: Bench) -> None:
    """What the box says it shows is what its pins do."""
    bench.hub.answer = None
    assert bench.pins_lit() == {"accepted"}
    bench.tap("next")
    bench.hub.wait_asked(1)
    bench.wait_lamps("pressed")
    assert bench.pins_lit() == {"pressed"}


@pytest.mark.parametrize(
    ("key", "name"), [("next", "open-counter"), ("recall", "mark-no-show")]
)
def test_a_hold_is_asked_while_the_key_is_down(bench: Bench, key, name) -> None:
    """A hold acts after 1.5 s, and letting go asks nothing more."""
    bench.hold(key)
    assert bench.hub.wait_asked(1).name == name
    bench.tap(key)
    bench.tap("pause")
    bench.hub.wait_asked(2)
    assert bench.hub.names() == [name, "pause-counter"]


@pytest.mark.parametrize(
    ("key", "name"), [("recall", "undo"), ("start", "return-visit")]
)
def test_a_double_press(bench: Bench, key, name) -> None:
    """Two presses in a row ask for one thing."""
    bench.double(key)
    assert bench.hub.wait_asked(1).name == name
    assert bench.hub.names() == [name]


def test_a_tap_that_could_double_waits_for_its_time(bench: Bench) -> None:
    """A single press on such a key is asked a moment later."""
    bench.hub.show(state_of("called", 413, ticket="A047"))
    bench.wait(lambda shown: shown.digits == "A047")
    bench.tap("start")
    assert bench.hub.wait_asked(1).name == "start-serving"


def test_a_refusal_is_seen(bench: Bench) -> None:
    """The hub's no lights refused."""
    bench.hub.answer = refusal()
    bench.tap("next")
    bench.wait_lamps("refused")
    bench.wait(lambda shown: shown.refusal == refusal())


def test_a_refusal_is_forgotten_with_the_next_press(bench: Bench) -> None:
    """Nobody reads yesterday's reason under today's red lamp."""
    bench.hub.answer = refusal()
    bench.tap("next")
    bench.wait(lambda shown: shown.refusal is not None)
    bench.hub.answer = None
    bench.tap("next")
    bench.hub.wait_asked(2)
    bench.wait(lambda shown: shown.refusal is None)


def test_silence_is_seen_and_the_next_press_counts(bench: Bench) -> None:
    """No answer in 2 s blinks; the clerk presses again, and that is another press."""
    bench.hub.answer = None
    bench.tap("next")
    first = bench.hub.wait_asked(1)
    bench.pass_time(2)
    bench.wait_lamps("refused", "cut")
    bench.hub.answer = Accepted(revision=413)
    bench.tap("next")
    assert bench.hub.wait_asked(2).id != first.id


def test_one_command_at_a_time(bench: Bench) -> None:
    """A second press before the answer is not asked, then or later."""
    bench.hub.answer = None
    bench.tap("next")
    asked = bench.hub.wait_asked(1)
    bench.tap("pause")
    bench.wait_lamps("pressed", "refused")
    bench.hub.reply(asked.id, Accepted(revision=413))
    bench.wait_lamps("accepted")
    assert bench.hub.names() == ["call-next"]


def test_digits_follow_the_retained_state(bench: Bench) -> None:
    """The box shows what the hub shows of its counter, whoever changed it."""
    bench.hub.show(state_of("called", 413, ticket="A047"))
    bench.wait(lambda shown: shown.digits == "A047")
    bench.hub.show(state_of("paused", 414))
    bench.wait(lambda shown: shown.digits == "--P-" and not any(shown.lamps))


def test_a_box_started_late_learns_the_state(bench: Bench) -> None:
    """A box that starts after the hub shows the retained state at once."""
    bench.hub.show(state_of("serving", 413, ticket="B012"))
    late = Bench(broker=bench.broker)
    late.thread.start()
    late.wait(lambda shown: shown.digits == "B012" and shown.is_connected)
    late.end()


def test_identify_blinks(bench: Bench) -> None:
    """A technician finds the box by its blinking lamps."""
    bench.hub.publish(topics.order(OFFICE, DEVICE), Identify())
    bench.wait_lamps("pressed", "accepted", "refused", "cut")
    bench.pass_time(5)
    bench.wait_lamps("accepted")


class FragileDisplay:
    """A display that fails on one text."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.texts: list[str] = []

    def show(self, text: str) -> None:
        """Fail on a called ticket, note everything else."""
        if text == "A047":
            msg = "planted"
            raise RuntimeError(msg)
        self.texts.append(text)


def test_a_failing_part_stops_nothing(bench: Bench, caplog) -> None:
    """An exception in the middle of showing a state is logged; the box goes on."""
    bench.panel.display = FragileDisplay()
    bench.hub.show(state_of("called", 413, ticket="A047"))
    bench.hub.show(state_of("serving", 414, ticket="A048"))
    bench.wait(lambda shown: shown.digits == "A048")
    bench.tap("next")
    bench.hub.wait_asked(1)
    assert "A048" in bench.panel.display.texts


def test_an_edge_that_makes_no_sense_stops_nothing(bench: Bench, caplog) -> None:
    """An exception while taking something from the queue costs that one thing."""
    bench.app.put(Edge("no such key", True, 0.0))  # type: ignore[arg-type]  # planted
    bench.tap("next")
    bench.hub.wait_asked(1)
    assert "one step failed" in caplog.text


def test_a_press_that_waited_too_long_is_void(bench: Bench) -> None:
    """A press the box itself was slow to take is not asked late."""
    then = bench.monotonic() - 3
    bench.app.put(Edge(Key.NEXT, True, then))
    bench.app.put(Edge(Key.NEXT, False, then + 0.1))
    bench.wait_lamps("refused", "cut")
    assert bench.hub.names() == []
