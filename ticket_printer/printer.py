"""Thermal printers that speak ESC/POS: the only module that knows escpos.

escpos loads a table of printers when imported, which takes a second and writes a file:
it is imported when the first printer is opened. After any trouble the escpos object is
dropped, for one that lost its device never finds it again.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import time
from pathlib import Path
from typing import Any

from PIL import Image

from events.device import PrinterHealth, PrintFault
from firmware_config.site import Printer
from ticket_printer.dispenser import UNTOLD, printer_fault
from ticket_printer.esc_pos_status import (
    GS_PAPER,
    QUERIES,
    health,
    is_paper_reply,
    is_paper_used_up,
    is_status_reply,
)

ANSWER_S = 0.5
JOB_S = 10.0
WRITE_S = 5.0
FRAGMENT = 100
OFFLINE = PrinterHealth(online=False, paper="unknown", cover="unknown")

log = logging.getLogger(__name__)


class EscPosPrinter:
    """A printer by USB, serial line, network or device file."""

    def __init__(self, settings: Printer, scratch: Path) -> None:
        """Remember how it is reached; `scratch` is where escpos may write."""
        self._settings = settings
        self._scratch = scratch
        self._printer: Any = None
        self._is_missed = False
        self._has_answered = False

    @property
    def _can_answer(self) -> bool:
        return self._settings.kind != "file"

    def status(self) -> PrinterHealth:
        """Ask the printer how it is; one that never answered is taken to be well."""
        try:
            self._open()
            return self._told() if self._can_answer else UNTOLD
        except Exception as error:  # escpos and its drivers raise a dozen kinds
            self._lose(error)
            return OFFLINE

    def print(self, picture: Image.Image, name: str) -> PrintFault | None:
        """Print and cut; wait until the printer says that it has done so."""
        before = self.status()
        if (fault := printer_fault(before)) is not None:
            return fault
        try:
            self._send(picture)
            if before == UNTOLD:
                return None
            return self._verdict()
        except TimeoutError as error:
            self._lose(error)
            return PrintFault.TIMEOUT
        except Exception as error:  # the same dozen
            self._lose(error)
            return PrintFault.OFFLINE

    def close(self) -> None:
        """Close the device."""
        printer, self._printer = self._printer, None
        if printer is None:
            return
        try:
            printer.close()
        except Exception:  # it is gone either way
            log.debug("the printer could not be closed", exc_info=True)

    def _told(self) -> PrinterHealth:
        told = health(self._ask_all())
        if told == UNTOLD and self._has_answered:
            raise TimeoutError("it answers no more")
        self._has_answered = self._has_answered or told != UNTOLD
        return told

    def _open(self) -> None:
        if self._printer is None:
            printer = opened(self._settings, self._scratch)
            _connect(printer, self._settings.kind)
            self._printer = printer
            self._is_missed = False
            log.info("the printer is there (%s)", self._settings.kind)

    def _lose(self, error: Exception) -> None:
        if not self._is_missed:
            log.warning("the printer is away, trying on: %s", error)
        self._is_missed = True
        self.close()

    def _send(self, picture: Image.Image) -> None:
        self._printer.hw("INIT")
        self._printer.image(picture, fragment_height=FRAGMENT, center=False)
        self._printer.cut()

    def _verdict(self) -> PrintFault | None:
        """GS r stands in line behind the slip: its answer says that all is printed."""
        self._drain()
        self._printer._raw(GS_PAPER)  # escpos offers no public way to send bytes
        for byte in self._read_until(JOB_S):
            if is_paper_reply(byte):
                return PrintFault.PAPER_OUT if is_paper_used_up(byte) else None
        return printer_fault(health(self._ask_all())) or PrintFault.TIMEOUT

    def _ask_all(self) -> list[int | None]:
        return [self._ask(query) for query in QUERIES]

    def _ask(self, query: bytes) -> int | None:
        self._drain()
        self._printer._raw(query)
        for byte in self._read_until(ANSWER_S):
            if is_status_reply(byte):
                return byte
        return None

    def _read_until(self, seconds: float) -> bytes:
        """Return the first bytes that arrive within so many seconds, or none."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if some := self._read(ANSWER_S):
                return some
        return b""

    def _drain(self) -> None:
        """Throw away what an earlier question left behind."""
        if self._settings.kind == "serial":
            self._printer.device.reset_input_buffer()
            return
        while self._read(0.001):
            pass

    def _read(self, seconds: float) -> bytes:
        device = self._printer.device
        match self._settings.kind:
            case "network":
                return _received(device, seconds)
            case "serial":
                device.timeout = seconds
                return bytes(device.read(1))
            case _:
                return _usb_read(self._printer, seconds)


def _received(sock: Any, seconds: float) -> bytes:
    sock.settimeout(seconds)
    try:
        some = bytes(sock.recv(16))
    except TimeoutError:
        return b""
    finally:
        sock.settimeout(WRITE_S)
    if not some:
        raise ConnectionError("the printer hung up")
    return some


def _usb_read(printer: Any, seconds: float) -> bytes:
    try:
        return bytes(
            printer.device.read(printer.in_ep, 16, max(1, int(seconds * 1000)))
        )
    except OSError as error:
        if error.errno == errno.ETIMEDOUT:
            return b""
        raise


def _connect(printer: Any, kind: str) -> None:
    if kind == "network":
        # By hand, for escpos leaves the socket open where it cannot connect.
        where = (printer.host, printer.port)
        printer.device = socket.create_connection(where, WRITE_S)
        return
    printer.open()
    if kind == "serial":
        # A printer that holds us up must not do so for ever.
        printer.device.write_timeout = WRITE_S


def opened(settings: Printer, scratch: Path) -> Any:
    """Return the escpos object for the settings; its device is not open yet."""
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(scratch))
    from escpos import printer as kinds  # noqa: PLC0415 - see the module's docstring

    where, profile = settings.where, _profile(settings.dots)
    match settings.kind:
        case "network":
            host, _, port = where.rpartition(":")
            return kinds.Network(host, int(port), timeout=WRITE_S, profile=profile)
        case "serial":
            return kinds.Serial(where, settings.baud, dsrdtr=False, profile=profile)
        case "usb":
            vendor, product = (int(part, 16) for part in where.split(":"))
            # Milliseconds; 0 would wait for ever.
            return kinds.Usb(
                vendor, product, timeout=int(WRITE_S * 1000), profile=profile
            )
        case _:
            return kinds.File(where, profile=profile)


def _profile(dots: int) -> Any:
    """A profile that knows the paper's width: escpos prints to stdout without."""
    from escpos.capabilities import Profile  # noqa: PLC0415 - the same

    profile = Profile(features={"paperFullCut": True})
    profile.profile_data = {
        **profile.profile_data,
        "media": {"width": {"pixels": dots}},
    }
    return profile
