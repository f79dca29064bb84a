"""A dispenser at work: mock pins, a broker in memory, a virtual printer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from events import topics
from events.device import (
    Connection,
    Identify,
    PaperLoaded,
    PaperOut,
    PressAbandoned,
    PrintFailed,
    PrintFault,
    PrintSlip,
    TicketPrinted,
)
from events.ids import new_id
from events.link import Link, MemoryBroker, MemoryLink
from events.replies import RefusalReply, Sentence
from events.visit import VisitClass
from tests.junk import junk, topics_of
from tests.ticket_printer.dispenser_site import (
    AT,
    DEVICE,
    OFFICE,
    FakeHub,
    accepted,
    site,
    wait_for,
)
from ticket_printer.bootstrap import Box, Place, build
from ticket_printer.job import Job
from ticket_printer.journal import Journal
from ticket_printer.keys import VirtualPins
from ticket_printer.lamps import Lamps, Light
from ticket_printer.virtual_printer import Trouble, VirtualPrinter

ON, BLINK = Light.ON, Light.BLINK


@dataclass
class Bench:
    """A dispenser, its hub and what lies between them."""

    data: Path
    broker: MemoryBroker = field(default_factory=MemoryBroker)
    pins: VirtualPins = field(default_factory=lambda: VirtualPins(site().dispensers[0]))
    ahead_s: float = 0.0
    hub: FakeHub = field(init=False)
    box: Box = field(init=False)

    def build(self, new_link: Callable[[], Link] | None = None) -> None:
        """Join everything."""
        self.hub = FakeHub(MemoryLink(self.broker))
        self.hub.start()
        office = site()
        self.box = build(
            Place(office, office.dispensers[0], self.data),
            new_link or (lambda: MemoryLink(self.broker)),
            self.pins,
            monotonic=self.now,
        )

    def now(self) -> float:
        """Return a clock that a test can put forward."""
        return time.monotonic() + self.ahead_s

    @property
    def printer(self) -> VirtualPrinter:
        """Return the virtual printer."""
        assert isinstance(self.box.printer, VirtualPrinter)
        return self.box.printer

    def press(self, key: str) -> None:
        """Press a key on its pin."""
        self.pins.press(key, 0)

    def slips(self) -> list[str]:
        """Return the names of the slips that came out."""
        return [file.name for file in self.printer.slips()]

    def lit(self) -> Lamps:
        """Return how the lamps are lit."""
        return self.box.app.shown.lamps


@contextmanager
def running(bench: Bench) -> Iterator[Bench]:
    """Run the dispenser until the test ends."""
    stop = threading.Event()
    thread = threading.Thread(target=bench.box.run, args=(stop,))
    thread.start()
    try:
        yield bench
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A running dispenser that the hub knows."""
    made = Bench(tmp_path / "made" / "if-missing")
    made.build()
    with running(made):
        wait_for(lambda: made.lit() == Lamps(ready=ON))
        yield made


def test_a_press_gives_a_slip(bench: Bench) -> None:
    """A press becomes a command, a number, a slip and a fact."""
    bench.press("A")
    wait_for(lambda: bench.hub.named(TicketPrinted) != [])
    assert bench.slips() == ["0001-A001.png"]
    assert bench.hub.facts == [TicketPrinted(visit="visit-A001", ticket="A001")]
    (command,) = bench.hub.commands
    assert command.expires is not None
    wait_for(lambda: bench.box.outbox.depth() == 0)
    assert bench.box.journal.unfinished() == []


def test_the_lamp_answers_before_the_hub_does(bench: Bench) -> None:
    """Pressed is lit while the hub is still silent."""
    bench.hub.is_silent = True
    bench.press("A")
    wait_for(lambda: bench.pins.lit()["pressed"], 1)
    assert bench.lit() == Lamps(pressed=ON)


def test_priority_is_asked_for(bench: Bench) -> None:
    """Priority pressed first is in the command and ends with it."""
    bench.press("priority")
    bench.press("A")
    bench.press("B")
    wait_for(lambda: len(bench.hub.named(TicketPrinted)) == 2)
    classes = [command.body().visit_class for command in bench.hub.commands]
    assert classes == [VisitClass.PRIORITY, VisitClass.NORMAL]


def test_silence_is_asked_again_with_the_same_bytes(bench: Bench) -> None:
    """The one re-send carries the same id and the same body; one slip comes out."""
    bench.hub.is_silent = True
    bench.press("A")
    wait_for(lambda: len(bench.hub.commands) == 1)
    bench.hub.is_silent = False
    bench.ahead_s += 1.6
    wait_for(lambda: bench.hub.named(TicketPrinted) != [])
    first, second = bench.hub.commands
    assert first == second
    assert len(bench.slips()) == 1


def test_a_press_without_answer_is_told(bench: Bench) -> None:
    """After ten seconds the press is a fact, and a late ticket one more."""
    bench.hub.is_silent = True
    bench.press("A")
    wait_for(lambda: len(bench.hub.commands) == 1)
    bench.ahead_s += 10
    wait_for(lambda: bench.hub.named(PressAbandoned) != [])
    assert bench.lit() == Lamps(staff=ON, cut=ON)
    (command,) = bench.hub.commands
    bench.hub.answer(command, accepted("A009"))
    wait_for(lambda: bench.hub.named(PrintFailed) != [])
    (failed,) = bench.hub.named(PrintFailed)
    assert (failed.ticket, failed.fault) == ("A009", PrintFault.TIMEOUT)
    assert bench.slips() == []


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


def test_no_paper(bench: Bench) -> None:
    """Paper out is a fact and a lamp, takes no number, and ends with a new roll."""
    bench.printer.trouble = Trouble.PAPER_OUT
    wait_for(lambda: bench.hub.named(PaperOut) != [])
    assert bench.lit() == Lamps(staff=ON)
    bench.press("A")
    bench.printer.trouble = Trouble.NONE
    wait_for(lambda: bench.hub.named(PaperLoaded) != [])
    bench.ahead_s += 5
    wait_for(lambda: bench.lit().ready is ON)
    assert bench.hub.commands == []


def test_a_slip_held_for_paper_comes_out(bench: Bench) -> None:
    """Paper that ends with a number under way: told, and printed on the new roll."""
    bench.hub.is_silent = True
    bench.press("A")
    wait_for(lambda: len(bench.hub.commands) == 1)
    bench.printer.trouble = Trouble.COVER_OPEN
    wait_for(lambda: bench.box.app.shown.printer.cover == "open")
    bench.hub.answer(bench.hub.commands[0], accepted("A001"))
    wait_for(lambda: bench.hub.named(PrintFailed) != [])
    bench.printer.trouble = Trouble.NONE
    wait_for(lambda: bench.hub.named(TicketPrinted) != [])
    assert bench.slips() == ["0001-A001.png"]


def test_a_refused_press(bench: Bench) -> None:
    """A refusal lights the staff lamp for a while and prints nothing."""
    bench.hub.refusal = "day-not-open"
    bench.press("A")
    wait_for(lambda: bench.lit() == Lamps(staff=ON))
    bench.ahead_s += 5
    wait_for(lambda: bench.lit() == Lamps(ready=ON))
    assert bench.slips() == []


def test_an_order_prints_a_copy_once(bench: Bench) -> None:
    """Staff get the same number again, once for each order."""
    order = PrintSlip(visit="v7", ticket="A007", service="A", at=AT)
    order_id = new_id()
    bench.hub.order(order, order_id)
    bench.hub.order(order, order_id)
    wait_for(lambda: bench.hub.named(TicketPrinted) != [])
    bench.hub.order(order, new_id(), expires_s=-1)
    wait_for(lambda: bench.hub.named(PrintFailed) != [])
    assert bench.hub.named(TicketPrinted)[0].order == order_id
    assert bench.hub.named(PrintFailed)[0].fault is PrintFault.TIMEOUT
    assert bench.slips() == ["0001-A007.png"]


def test_the_reprint_key(bench: Bench) -> None:
    """The last slip can be printed again at the box; without one nothing happens."""
    bench.box.app.press("reprint")
    bench.press("B")
    wait_for(lambda: len(bench.hub.named(TicketPrinted)) == 1)
    bench.box.app.press("reprint")
    wait_for(lambda: len(bench.hub.named(TicketPrinted)) == 2)
    assert bench.slips() == ["0001-B001.png", "0002-B001.png"]
    assert len(bench.hub.commands) == 1


def test_identify(bench: Bench) -> None:
    """An order to identify lets every lamp blink."""
    bench.hub.order(Identify(), new_id())
    wait_for(lambda: set(bench.lit()) == {BLINK})


def test_what_a_power_cut_left_is_told(tmp_path: Path) -> None:
    """An open press and a job of unknown end become facts at the next start."""
    bench = Bench(tmp_path)
    journal = Journal(tmp_path / "journal.db")
    journal.keep_press("p1", "A", b"sealed")
    bench.build()
    job = Job(id="p2", visit="v2", ticket="A002", service="A")
    journal.reserve(job)
    journal.sending(job)
    journal.close()
    with running(bench):
        wait_for(lambda: len(bench.hub.facts) == 2)
    assert bench.hub.facts[0] == PressAbandoned(press="p1", service="A")
    assert bench.hub.facts[1].fault is PrintFault.UNKNOWN
    assert bench.slips() == []


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


def test_a_flooded_fact_is_no_press(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """A fact that is to wait says so in the log, not to visitors, and goes again."""
    bench.hub.fact_refusal = "flood"
    bench.press("A")
    wait_for(lambda: "the hub refused a fact: flood" in caplog.text)
    bench.hub.fact_refusal = None
    bench.ahead_s += 6
    wait_for(lambda: bench.box.outbox.depth() == 0)

    assert bench.box.app.shown.refusal is None
    assert "press" not in caplog.text


def test_a_refused_press_is_logged_by_its_word(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """The sentence is for the visitor; what it says may hold what was sent."""
    bench.hub.refusal = "day-not-open"
    bench.press("A")
    wait_for(lambda: bench.box.app.shown.refusal is not None)

    assert "the hub refused a press: day-not-open" in caplog.text
    assert "It cannot be" not in caplog.text


def test_a_press_that_is_asked_again_is_not_refused(bench: Bench) -> None:
    """A hub that is flooded or busy is asked again; the visitor is told nothing yet."""
    bench.hub.refusal = "flood"
    bench.press("A")
    wait_for(lambda: bench.hub.commands != [])
    bench.hub.refusal = None
    bench.ahead_s += 2
    wait_for(lambda: bench.slips() == ["0001-A001.png"])

    assert bench.box.app.shown.refusal is None


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
