"""A box with faces: what a visitor's press asks for, and how the box shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from counter_device.counter import Counter, Press, Sign
from counter_device.gestures import Gesture
from counter_device.hands import Edge
from counter_device.keys import FACES, SCORES, Key, command
from counter_device.panel import GpioPanel, VirtualKeys, key_pins
from counter_device.virtual import Controls, Stage, create_panel
from events.counter import CounterStatus
from events.replies import Accepted
from events.session import Rate
from tests.counter_device.conftest import BOX, Bench
from tests.counter_device.fake_hub import COUNTER, refusal, state_of

FIVE = structs.replace(BOX, face_keys=(24, 25, 12, 16, 26))
THREE = structs.replace(BOX, face_keys=(24, 25, 12))
READY = Counter("2", is_connected=True, shown=state_of("idle"))
FACE = Press(Key.FACE_4, Gesture.TAP, 100.0, "f1")
NEXT = Press(Key.NEXT, Gesture.TAP, 100.1, "p1")


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Return a box with five faces, ready, with the hub there."""
    bench = Bench(box=FIVE)
    bench.hub.start()
    bench.thread.start()
    bench.wait(lambda shown: shown.is_connected)
    yield bench
    bench.end()


@pytest.mark.parametrize("gesture", [Gesture.TAP, Gesture.HOLD])
@pytest.mark.parametrize(("key", "score"), SCORES.items())
def test_a_face_is_a_score(key, score, gesture) -> None:
    """A face rates whoever was served last, however long a finger rests on it."""
    asked = command(key, gesture, CounterStatus.IDLE, counter="2", revision=412)
    assert asked == Rate(score=score, counter="2", revision=412)


def test_three_faces_span_the_whole_scale() -> None:
    """The middle one of three is the middle of five."""
    assert [SCORES[key] for key in FACES[3]] == [1, 3, 5]
    assert [SCORES[key] for key in FACES[5]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("box", "count"), [(BOX, 4), (THREE, 7), (FIVE, 9)])
def test_a_box_has_the_keys_of_its_site_file(box, count) -> None:
    """Faces are wired from the saddest to the happiest; most boxes have none."""
    pins = key_pins(box)
    assert len(pins) == count
    assert pins.get(Key.FACE_1) == (24 if box.face_keys else None)
    assert pins.get(Key.FACE_5) == (box.face_keys[-1] if box.face_keys else None)


def test_a_face_tells_its_edges() -> None:
    """A face is a key to ground like the others."""
    keys = VirtualKeys(THREE)
    panel = GpioPanel(THREE, keys.factory, lambda: 7.0)
    edges: list[Edge] = []
    panel.start(edges.append)
    keys.move(Key.FACE_3, True)
    keys.move(Key.FACE_3, False)
    panel.close()
    assert edges == [Edge(Key.FACE_3, True, 7.0), Edge(Key.FACE_3, False, 7.0)]


def test_the_clerk_never_waits_for_a_visitor() -> None:
    """While a face waits for its answer, the clerk's press is asked all the same."""
    rated = READY.pressed(FACE).counter
    step = rated.pressed(NEXT)
    assert step.command is not None
    assert step.counter.is_asking("p1")
    late = step.counter.answered("f1", refusal(), 100.2)
    assert late.is_asking("p1")
    assert late.shining is None


def test_a_visitor_waits_for_the_clerk() -> None:
    """While the clerk's press waits, a face is ignored, and the lamp says so."""
    step = READY.pressed(NEXT).counter.pressed(FACE)
    assert step.command is None
    assert step.counter.is_asking("p1")
    assert step.counter.shining == (Sign.IGNORED, 100.0, Key.FACE_4)


def test_a_second_face_waits_for_the_first() -> None:
    """Two faces at once are one rating, not two."""
    rated = READY.pressed(FACE).counter
    assert rated.pressed(FACE._replace(key=Key.FACE_1, id="f2")).command is None


def test_a_face_without_a_hub_is_refused() -> None:
    """Cut off, a face says no at once and is not kept for later."""
    step = replace(READY, is_connected=False).pressed(FACE)
    assert step.command is None
    assert step.counter.shining == (Sign.REFUSED, 100.0, Key.FACE_4)


def test_a_face_reaches_the_hub_and_its_answer_the_lamp(bench: Bench) -> None:
    """One press is one command with revision and 5 s to live; accepted lights up."""
    bench.hub.answer = Accepted(revision=412, state="idle")
    bench.tap("face-4")
    asked = bench.hub.wait_asked(1)
    assert asked.body() == Rate(score=4, counter=COUNTER, revision=412)
    assert asked.expires is not None
    left = asked.expires - datetime.now(UTC)
    assert timedelta(seconds=4) < left <= timedelta(seconds=5)
    bench.wait(lambda shown: (shown.sign, shown.key) == (Sign.ACCEPTED, Key.FACE_4))
    assert bench.pins_lit() == {"accepted"}


def test_a_long_press_of_a_face_rates_once(bench: Bench) -> None:
    """Whoever leans on a face has rated when the lamp lights, and not again after."""
    bench.hold("face-1")
    assert bench.hub.wait_asked(1).body().score == 1
    bench.tap("face-1")
    bench.tap("next")
    bench.hub.wait_asked(2)
    assert bench.hub.names() == ["rate", "call-next"]


def test_nothing_to_rate_is_refused_by_lamp(bench: Bench) -> None:
    """Where nobody was served just now, or it was rated already, red says so."""
    bench.hub.answer = refusal("already-rated")
    bench.tap("face-5")
    bench.wait_lamps("refused")
    bench.wait(lambda shown: shown.key is Key.FACE_5 and shown.refusal is not None)
    bench.hub.answer = Accepted(revision=413, state="called")
    bench.tap("next")
    bench.wait(lambda shown: (shown.sign, shown.key) == (Sign.ACCEPTED, Key.NEXT))
    assert bench.hub.names() == ["rate", "call-next"]


def test_a_face_without_an_answer_asks_to_press_again(bench: Bench) -> None:
    """After two seconds of silence the lamps blink as for any other key."""
    bench.hub.answer = None
    bench.tap("face-2")
    bench.hub.wait_asked(1)
    bench.pass_time(2.1)
    bench.wait(lambda shown: (shown.sign, shown.key) == (Sign.UNANSWERED, Key.FACE_2))


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (BOX, []),
        (THREE, ["Rất tệ", "Tạm được", "Rất tốt"]),
        (FIVE, ["Rất tệ", "Chưa tốt", "Tạm được", "Tốt", "Rất tốt"]),
    ],
)
def test_the_page_draws_the_faces_with_their_words(box, words) -> None:
    """A face is never told by its drawing alone; a plain box has no visitor's side."""
    controls = Controls(lambda *_: None, lambda _: None)
    page = create_panel(box, controls, Stage()).test_client()
    text = page.get("/").text
    every = ("Rất tệ", "Chưa tốt", "Tạm được", ">Tốt<", "Rất tốt")
    assert [word.strip("<>") for word in every if word in text] == words
    assert text.count("data-key=") == len(key_pins(box))
    assert ("Mặt phía khách" in text) == bool(words)


def test_a_face_that_the_box_lacks_is_explained() -> None:
    """A script that presses a face of a plain box is told that there is none."""
    moves: list[tuple[Key, bool]] = []
    controls = Controls(lambda *move: moves.append(move), lambda _: None)
    page = create_panel(THREE, controls, Stage()).test_client()
    answer = page.post("/press", json={"key": "face-2"})
    assert (answer.status_code, moves) == (400, [])
    assert "This box has no key face-2" in answer.text
    assert page.post("/press", json={"key": "face-3", "ms": 1}).status_code == 200
    assert moves == [(Key.FACE_3, True), (Key.FACE_3, False)]
