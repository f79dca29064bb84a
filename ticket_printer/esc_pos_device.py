"""One tie to an ESC/POS printer: the only module that knows escpos.

escpos loads a table of printers when imported, which takes a second and writes a file:
it is imported when the first printer is opened. An escpos object that lost its device
never finds it again, so a tie is thrown away after any trouble.
"""

from __future__ import annotations

import errno
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from firmware_config.site import Printer

READ_S = 0.5
DRAIN_S = 0.001
WRITE_S = 5.0
FRAGMENT = 100


class EscPosDevice:
    """An open printer; every call may raise whatever its driver raises."""

    def __init__(self, settings: Printer, scratch: Path) -> None:
        """Remember how it is reached; `scratch` is where escpos may write."""
        self._settings = settings
        self._scratch = scratch
        self._printer: Any = None

    def open(self) -> None:
        """Reach the printer."""
        self._printer = _escpos(self._settings, self._scratch)
        if self._settings.kind == "network":
            # By hand, for escpos leaves the socket open where it cannot connect.
            where = (self._printer.host, self._printer.port)
            self._printer.device = socket.create_connection(where, WRITE_S)
            return
        self._printer.open()
        if self._settings.kind == "serial":
            # A printer that holds us up must not do so for ever.
            self._printer.device.write_timeout = WRITE_S

    def close(self) -> None:
        """Let go of the printer."""
        self._printer.close()

    def send(self, picture: Image.Image) -> None:
        """Send a picture, a strip at a time, and cut."""
        self._printer.hw("INIT")
        self._printer.image(picture, fragment_height=FRAGMENT, center=False)
        self._printer.cut()

    def ask(
        self, query: bytes, is_reply: Callable[[int], bool], within_s: float
    ) -> int | None:
        """Return the first byte that can be the answer, or None if none comes."""
        self._drain()
        self._printer._raw(query)  # escpos offers no public way to send bytes
        deadline = time.monotonic() + within_s
        while (left := deadline - time.monotonic()) > 0:
            for byte in self._read(min(READ_S, left)):
                if is_reply(byte):
                    return byte
        return None

    def _drain(self) -> None:
        """Throw away what an earlier question left behind."""
        if self._settings.kind == "serial":
            self._printer.device.reset_input_buffer()
            return
        while self._read(DRAIN_S):
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
    milliseconds = max(1, int(seconds * 1000))
    try:
        return bytes(printer.device.read(printer.in_ep, 16, milliseconds))
    except OSError as error:
        if error.errno == errno.ETIMEDOUT:
            return b""
        raise


def _escpos(settings: Printer, scratch: Path) -> Any:
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
            timeout = int(WRITE_S * 1000)
            return kinds.Usb(vendor, product, timeout=timeout, profile=profile)
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
