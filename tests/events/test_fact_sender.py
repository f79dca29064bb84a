"""Facts go to the hub one by one, until it says that it has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from events import topics
from events.device import PaperLow
from events.envelope import Envelope, seal, unseal
from events.fact_sender import FactSender
from events.link import MemoryBroker, MemoryLink, Message
from events.outbox import Outbox
from events.replies import Acknowledged, RefusalReply, Sentence

TOPIC = topics.fact("hk01", "dispenser-1")
SOURCE = topics.device_source("hk01", "dispenser-1")


def sealed(id: str, sequence: int) -> bytes:
    """A fact of that id."""
    return seal(PaperLow(), id=id, source=SOURCE, sequence=sequence)


class Desk:
    """A box with an outbox, and a hub that hears its facts."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.broker = MemoryBroker()
        self.heard: list[str] = []
        box, hub = MemoryLink(self.broker), MemoryLink(self.broker)
        box.start(subscribe=(), on_message=self.hear, on_change=lambda _: None)
        hub.start(subscribe=(TOPIC,), on_message=self.hear, on_change=lambda _: None)
        self.noted: list[str] = []
        self.sender = FactSender(box, TOPIC, outbox, self.noted.append)
        self.sender.connected(True)

    def hear(self, message: Message) -> None:
        """Note the fact's id."""
        self.heard.append(unseal(message.payload).id)

    def add(self, *ids: str) -> None:
        """Put facts into the outbox."""
        for id in ids:
            self.outbox.add(id, partial(sealed, id))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A box and a hub, connected."""
    outbox = Outbox(tmp_path / "outbox.db")
    outbox.open()
    yield Desk(outbox)
    outbox.close()


def answer(body: object, cause: str | None = None) -> Envelope:
    """What the hub says."""
    source = topics.hub_source("hk01")
    return unseal(seal(body, id="r-1", source=source, causationid=cause))


def acknowledged(sequence: int) -> Envelope:
    """The hub has facts up to this."""
    return answer(Acknowledged(sequence=sequence))


def refused(refusal: str, cause: str) -> Envelope:
    """The hub will not have that fact."""
    return answer(RefusalReply(refusal=refusal, text=Sentence(vi="x", en="x")), cause)


def test_the_next_waits_for_the_hub(desk: Desk) -> None:
    """A fact goes only after the hub has acknowledged the one before it."""
    desk.add("a", "b")
    desk.sender.tick(0.0)
    desk.sender.tick(1.0)
    assert desk.heard == ["a"]

    assert desk.sender.heard(acknowledged(1))
    desk.sender.tick(1.1)
    assert desk.heard == ["a", "b"]
    assert desk.outbox.depth() == 1


def test_without_an_answer_it_goes_again(desk: Desk) -> None:
    """A fact unanswered for 5 s is sent again, the same."""
    desk.add("a")
    for now in (0.0, 4.9, 5.0, 9.9, 10.0):
        desk.sender.tick(now)

    assert desk.heard == ["a", "a", "a"]


def test_offline_nothing_goes(desk: Desk) -> None:
    """Without a hub facts stay; back again the oldest goes at once."""
    desk.add("a")
    desk.sender.tick(0.0)
    desk.sender.connected(False)
    desk.sender.tick(6.0)
    desk.sender.connected(True)
    desk.sender.tick(6.1)

    assert desk.heard == ["a", "a"]


def test_a_broken_link_keeps_the_fact(desk: Desk) -> None:
    """What the link would not take goes as soon as it does."""
    desk.add("a")
    desk.broker.go_down()
    desk.sender.tick(0.0)
    desk.broker.come_up()
    desk.sender.tick(0.1)

    assert desk.heard == ["a"]


def test_a_refused_fact_is_passed_over(desk: Desk) -> None:
    """One bad fact is logged and does not hold up the rest."""
    desk.add("a", "b")
    desk.sender.tick(0.0)
    assert desk.sender.heard(refused("malformed", "a"))
    desk.sender.tick(0.1)

    assert desk.heard == ["a", "b"]
    assert desk.noted == ["the hub refused a fact: malformed"]


@pytest.mark.parametrize("refusal", ["hub-cannot-write", "flood"])
def test_a_fact_the_hub_cannot_keep_now_stays(desk: Desk, refusal: str) -> None:
    """A hub in trouble gets the same fact again 5 s later."""
    desk.add("a")
    desk.sender.tick(0.0)
    assert desk.sender.heard(refused(refusal, "a"))
    desk.sender.tick(1.0)
    desk.sender.tick(5.0)

    assert desk.heard == ["a", "a"]
    assert desk.outbox.depth() == 1
    assert desk.noted == [f"the hub refused a fact: {refusal}"]


NOT_OF_THE_FACT = ["unknown-device", "unknown-version", "unknown-type", "wrong-office"]


@pytest.mark.parametrize("refusal", [*NOT_OF_THE_FACT, "wrong-source", "not-allowed"])
def test_a_wrong_site_file_costs_no_fact(desk: Desk, refusal: str) -> None:
    """What the fact is not to blame for is tried every minute until it is mended."""
    desk.add("a", "b")
    for now in (0.0, 5.0, 59.0, 60.0, 119.0):
        desk.sender.tick(now)
        desk.sender.heard(refused(refusal, "a"))

    assert desk.heard == ["a", "a"]
    assert desk.outbox.depth() == 2
    assert desk.noted[0].endswith(f"they are kept: {refusal}")
    desk.sender.tick(120.0)
    assert desk.sender.heard(acknowledged(1))
    desk.sender.tick(120.1)
    assert desk.heard == ["a", "a", "a", "b"]


def test_a_hub_that_comes_back_is_asked_at_once(desk: Desk) -> None:
    """Whoever mends the site file starts the hub anew: no minute is waited for it."""
    desk.add("a")
    desk.sender.tick(0.0)
    desk.sender.heard(refused("unknown-device", "a"))
    desk.sender.connected(False)
    desk.sender.connected(True)
    desk.sender.tick(1.0)

    assert desk.heard == ["a", "a"]


@pytest.mark.parametrize("refusal", ["malformed", "id-reused", "too-large"])
def test_what_is_wrong_with_a_fact_blocks_no_other(desk: Desk, refusal: str) -> None:
    """A fact that no hub will ever take is let go."""
    desk.add("a", "b")
    desk.sender.tick(0.0)
    assert desk.sender.heard(refused(refusal, "a"))

    assert desk.outbox.depth() == 1


def test_what_a_refusal_is_called_is_not_repeated(desk: Desk) -> None:
    """A name that no refusal has stands in no log."""
    desk.add("a")
    desk.sender.tick(0.0)
    desk.sender.heard(refused("Nguyen Van Canary 0912345678", "a"))

    assert desk.noted == ["the hub takes no facts of ours; they are kept: unknown"]


def test_only_its_own_answer_counts(desk: Desk) -> None:
    """Answers to other messages, older facts or nothing at all settle no fact."""
    assert not desk.sender.heard(acknowledged(1))
    desk.add("a", "b")
    desk.sender.tick(0.0)
    desk.sender.heard(acknowledged(1))
    desk.sender.tick(0.1)

    assert not desk.sender.heard(acknowledged(1))
    assert not desk.sender.heard(refused("nobody-waiting", "a-press"))
    assert desk.outbox.depth() == 1


def test_an_answer_lets_go_of_no_later_fact(desk: Desk) -> None:
    """An acknowledgement from before a new outbox file does not empty that file."""
    desk.add("a", "b")
    desk.sender.tick(0.0)
    desk.sender.heard(acknowledged(500))

    assert desk.outbox.depth() == 1


def test_an_unreadable_answer_is_no_answer(desk: Desk) -> None:
    """A reply of a newer hub changes nothing."""
    desk.add("a")
    desk.sender.tick(0.0)
    newer = Envelope(
        specversion="1.0",
        id="r",
        source="/hub",
        type="layso.acknowledged",
        dataversion=9,
    )

    assert not desk.sender.heard(newer)
    assert desk.outbox.depth() == 1
