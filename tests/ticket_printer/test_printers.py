"""Every kind of printer keeps one promise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from events.device import PrinterHealth, PrintFault
from firmware_config.site import Printer
from tests.ticket_printer.esc_pos_server import EscPosServer
from tests.ticket_printer.printer_contract import it_prints_and_says_how_it_is, slip
from ticket_printer.printer import EscPosPrinter, Patience
from ticket_printer.virtual_printer import Trouble, VirtualPrinter

PAPER, CAUSE, ONLINE = b"\x10\x04\x04", b"\x10\x04\x02", b"\x10\x04\x01"


@contextmanager
def on_the_network(scratch: Path) -> Iterator[tuple[EscPosServer, EscPosPrinter]]:
    """A network printer on this machine, and the way to it."""
    server = EscPosServer()
    server.start()
    settings = Printer(kind="network", where=server.where)
    printer = EscPosPrinter(settings, scratch, Patience(answer_s=0.2, job_s=0.5))
    try:
        yield server, printer
    finally:
        printer.close()
        server.stop()


def test_the_virtual_printer(tmp_path: Path) -> None:
    """The virtual printer keeps a PNG of every slip, counted and named."""
    printer = VirtualPrinter(tmp_path / "slips")
    it_prints_and_says_how_it_is(printer)
    assert [file.name for file in printer.slips()] == ["0001-A001.png", "0002-A002.png"]
    with Image.open(printer.slips()[0]) as kept:
        assert kept.tobytes() == slip().tobytes()


@pytest.mark.parametrize(
    ("trouble", "fault"),
    [
        (Trouble.PAPER_OUT, PrintFault.PAPER_OUT),
        (Trouble.COVER_OPEN, PrintFault.COVER_OPEN),
        (Trouble.OFFLINE, PrintFault.OFFLINE),
        (Trouble.PAPER_LOW, None),
    ],
)
def test_the_virtual_printer_fails_as_told(
    tmp_path: Path, trouble: Trouble, fault: PrintFault | None
) -> None:
    """The virtual printer has the faults of a real one, by name."""
    printer = VirtualPrinter(tmp_path)
    printer.trouble = trouble
    assert printer.print(slip(), "A001") == fault


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    """A slip that cannot be kept is a fault, never an exception."""
    (tmp_path / "slips").write_text("a file in the way")
    assert VirtualPrinter(tmp_path / "slips").print(slip(), "A001") is not None


def test_a_device_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A printer behind a device file gets ESC/POS and nothing goes to stdout."""
    paper = tmp_path / "lp0"
    printer = EscPosPrinter(Printer(kind="file", where=str(paper)), tmp_path)
    it_prints_and_says_how_it_is(printer)
    sent = paper.read_bytes()
    assert sent.count(b"\x1dv0") == 2 * -(-slip().height // 100)
    assert b"\x1dV" in sent
    assert capsys.readouterr().out == ""


def test_a_network_printer(tmp_path: Path) -> None:
    """A network printer gets at most 100 rows at a time, and confirms the slip."""
    with on_the_network(tmp_path) as (server, printer):
        it_prints_and_says_how_it_is(printer)
        assert sum(server.heights) == 2 * slip().height
        assert max(server.heights) == 100


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, ("plenty", "closed", True)),
        ({PAPER: 0x1E}, ("low", "closed", True)),
        ({PAPER: 0x72, ONLINE: 0x1A}, ("out", "closed", True)),
        ({CAUSE: 0x16, ONLINE: 0x1A}, ("plenty", "open", True)),
        ({ONLINE: 0x1A}, ("plenty", "closed", False)),
        ({PAPER: 0xFF}, ("unknown", "closed", True)),
    ],
)
def test_status_bytes_are_understood(
    tmp_path: Path, answers: dict[bytes, int], told: tuple[str, str, bool]
) -> None:
    """Paper, cover and line are read from the printer's own bytes; noise is not."""
    with on_the_network(tmp_path) as (server, printer):
        server.answers.update(answers)
        paper, cover, online = told
        assert printer.status() == PrinterHealth(
            online=online, paper=paper, cover=cover
        )


def test_paper_that_ends_in_the_middle(tmp_path: Path) -> None:
    """A roll that ends during the slip is told by the answer after the job."""
    with on_the_network(tmp_path) as (server, printer):
        server.after_job = 0x0C
        assert printer.print(slip(), "A001") is PrintFault.PAPER_OUT


def test_a_printer_that_cannot_confirm_is_believed(tmp_path: Path) -> None:
    """A printer that never knew `GS r` is believed when it is well after the slip."""
    with on_the_network(tmp_path) as (server, printer):
        server.after_job = None
        assert printer.print(slip(), "A001") is None
        server.answers[PAPER] = 0x72
        assert printer.status().paper == "out"


def test_a_printer_that_confirms_no_more_is_not_believed(tmp_path: Path) -> None:
    """A printer that used to confirm its slips and is silent has a fault."""
    with on_the_network(tmp_path) as (server, printer):
        assert printer.print(slip(), "A001") is None
        server.after_job = None
        assert printer.print(slip(), "A002") is PrintFault.TIMEOUT


def test_a_serial_printer(tmp_path: Path) -> None:
    """A printer on a serial line is asked and prints like any other."""
    server = EscPosServer()
    with server.on_a_line() as line:
        printer = EscPosPrinter(Printer(kind="serial", where=line), tmp_path)
        it_prints_and_says_how_it_is(printer)
        assert sum(server.heights) == 2 * slip().height


def test_a_printer_that_never_answers_is_taken_to_be_well(tmp_path: Path) -> None:
    """A printer without a way back prints; nothing is known of its paper."""
    with on_the_network(tmp_path) as (server, printer):
        server.answers.clear()
        server.after_job = None
        assert printer.status().paper == "unknown"
        assert printer.print(slip(), "A001") is None


def test_a_printer_that_falls_silent_is_away(tmp_path: Path) -> None:
    """A printer that used to answer and does no more is not believed to print."""
    with on_the_network(tmp_path) as (server, printer):
        assert printer.status().online
        server.answers.clear()
        assert not printer.status().online


def test_a_printer_that_comes_back(tmp_path: Path) -> None:
    """A printer switched off is offline; on its return it prints again."""
    with on_the_network(tmp_path) as (server, printer):
        assert printer.print(slip(), "A001") is None
        server.hang_up()
        assert printer.print(slip(), "A002") in (PrintFault.OFFLINE, None)
        assert printer.print(slip(), "A003") is None


@pytest.mark.parametrize(
    "settings",
    [
        Printer(kind="network", where="127.0.0.1:1"),
        Printer(kind="network", where="nonsense"),
        Printer(kind="serial", where="/nowhere/ttyUSB0"),
        Printer(kind="usb", where="ffff:ffff"),
        Printer(kind="file", where="/nowhere/lp0"),
    ],
)
def test_a_printer_that_is_not_there(tmp_path: Path, settings: Printer) -> None:
    """A printer that is not there is offline, every time, and kills nothing."""
    before = threading.active_count()
    printer = EscPosPrinter(settings, tmp_path)
    for _ in range(2):
        assert not printer.status().online
        assert printer.print(slip(), "A001") is PrintFault.OFFLINE
    assert threading.active_count() <= before
