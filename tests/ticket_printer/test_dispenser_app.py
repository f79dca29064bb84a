"""A dispenser at work, from a press or an order to lamps, slips and facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from events.device import (
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
from events.visit import VisitClass
from tests.ticket_printer.conftest import Bench, running
from tests.ticket_printer.dispenser_site import AT, accepted, wait_for
from ticket_printer.job import Job
from ticket_printer.journal import Journal
from ticket_printer.lamps import Lamps, Light
from ticket_printer.virtual_printer import Trouble

ON, BLINK = Light.ON, Light.BLINK


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
