"""A dispenser and its way to the hub: cut, mended, full of junk; it goes on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from events import topics
from events.device import Connection, TicketPrinted
from events.link import MemoryLink
from events.replies import RefusalReply, Sentence
from tests.junk import junk, topics_of
from tests.ticket_printer.conftest import Bench, running
from tests.ticket_printer.dispenser_site import DEVICE, OFFICE, wait_for
from ticket_printer.lamps import Lamps, Light

ON, BLINK = Light.ON, Light.BLINK


def test_a_cut_is_shown_and_mends_by_itself(bench: Bench) -> None:
    """Without a broker a press is answered by lamps alone; later all is well again."""
    bench.broker.go_down()
    wait_for(lambda: bench.lit() == Lamps(cut=ON))
    bench.press("A")
    wait_for(lambda: bench.lit() == Lamps(staff=BLINK, cut=BLINK))
    bench.broker.come_up()
    bench.hub.beat()
    bench.ahead_s += 5
    wait_for(lambda: bench.lit() == Lamps(ready=ON))
    assert bench.hub.commands == []


def test_a_hub_that_says_goodbye_is_away_at_once(bench: Bench) -> None:
    """With the broker up and the hub gone the dispenser is not connected."""
    bench.hub.beat("offline")
    wait_for(lambda: bench.lit() == Lamps(cut=ON))
    bench.hub.beat()
    wait_for(lambda: bench.lit() == Lamps(ready=ON))


def test_a_hub_not_heard_for_half_a_minute_is_away(bench: Bench) -> None:
    """A heartbeat older than 30 s counts no more."""
    bench.ahead_s += 30
    wait_for(lambda: bench.lit() == Lamps(cut=ON))


def test_a_pulled_plug_speaks_the_last_will(bench: Bench) -> None:
    """The page's network switch cuts this box alone, and joins it anew."""
    bench.box.app.cut(True)
    wait_for(lambda: bench.lit() == Lamps(cut=ON))
    assert bench.hub.statuses[-1].status is Connection.LOST
    bench.box.app.cut(False)
    wait_for(lambda: bench.lit() == Lamps(ready=ON))
    first, lost, again = bench.hub.statuses
    assert first.session == lost.session != again.session


def test_strange_messages_kill_nothing(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Nonsense on every topic is logged, and the next press gives its slip."""
    for kind in ("reply", "order", "settings"):
        for payload in (b"", b"{", b"[]", bytes(70_000)):
            topic = f"layso/v1/hk01/{kind}/dispenser-1"
            bench.hub.link.publish(topic, payload)
    bench.hub.link.publish("layso/v1/hk01/hub", b"nonsense")
    bench.press("A")
    wait_for(lambda: bench.slips() == ["0001-A001.png"])
    said = [r.getMessage() for r in caplog.records if "cannot be read" in r.message]
    assert said == ["passed over what cannot be read: Malformed"]


CANARY = "Nguyen Van Canary 0912345678"


def test_answers_to_others_are_not_the_visitors(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """What answers no press of ours is not shown; the log has a line, not its words."""
    text = Sentence(vi=CANARY, en=CANARY)
    for n in range(300):
        reply = RefusalReply(refusal="malformed", text=text)
        bench.hub.send(topics.reply(OFFICE, DEVICE), reply, causationid=f"no-{n}")
    bench.press("A")
    wait_for(lambda: bench.slips() == ["0001-A001.png"])

    assert bench.box.app.shown.refusal is None
    assert caplog.text.count("an answer that is not waited for") == 1
    assert "refused a press" not in caplog.text
    assert CANARY not in caplog.text


class FailingLink(MemoryLink):
    """A link whose first commands blow up."""

    failures = 1

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> bool:
        """Fail as told, then publish."""
        if "/command/" in topic and FailingLink.failures:
            FailingLink.failures -= 1
            raise RuntimeError("planted")
        return super().publish(topic, payload, qos=qos, retain=retain)


def test_an_exception_in_the_middle_kills_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A step that blows up costs a moment: the press is asked again and printed."""
    bench = Bench(tmp_path)
    bench.build(lambda: FailingLink(bench.broker))
    with running(bench):
        wait_for(lambda: bench.lit() == Lamps(ready=ON))
        bench.press("A")
        wait_for(lambda: "planted" in caplog.text)
        bench.ahead_s += 1.6
        wait_for(lambda: bench.slips() == ["0001-A001.png"])


def test_a_box_that_stops_says_so(tmp_path: Path) -> None:
    """A dispenser that ends in good order is disconnected, not lost; its lamps end."""
    bench = Bench(tmp_path)
    bench.build()
    with running(bench):
        wait_for(lambda: bench.lit() == Lamps(ready=ON))
    assert [status.status for status in bench.hub.statuses] == [
        Connection.READY,
        Connection.DISCONNECTED,
    ]


def test_junk_that_a_broker_kept_harms_nothing(bench: Bench) -> None:
    """Whatever stands where the box listens, it is passed over: no slip, no fact."""
    for count, payload in enumerate(junk(OFFICE), 2):
        for topic in topics_of(OFFICE, DEVICE):
            bench.broker.retained[topic] = payload
        bench.box.app.cut(True)
        bench.box.app.cut(False)
        wait_for(partial(_was_ready, bench, count))
    wait_for(lambda: bench.lit() == Lamps(ready=ON))
    bench.press("A")
    wait_for(lambda: bench.hub.named(TicketPrinted) != [])

    assert bench.slips() == ["0001-A001.png"]
    assert bench.hub.facts == [TicketPrinted(visit="visit-A001", ticket="A001")]


def _was_ready(bench: Bench, times: int) -> bool:
    """Return whether the box has announced itself so many times."""
    ready = [s for s in bench.hub.statuses if s.status is Connection.READY]
    return len(ready) >= times
