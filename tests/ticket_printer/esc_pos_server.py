"""A network printer in a thread: takes slips, answers `DLE EOT` and `GS r`."""

from __future__ import annotations

import os
import re
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

WELL = {b"\x10\x04\x01": 0x12, b"\x10\x04\x02": 0x12, b"\x10\x04\x04": 0x12}
GS_R = b"\x1dr\x01"
# Raster rows may hold any byte, so questions are looked for outside of them.
RASTER = re.compile(rb"\x1dv0.(..)(..)", re.DOTALL)

Write: TypeAlias = Callable[[bytes], object]


@dataclass
class EscPosServer:
    """A printer on a port of this machine; `answers` are its status bytes."""

    answers: dict[bytes, int] = field(default_factory=lambda: dict(WELL))
    after_job: int | None = 0x00
    heights: list[int] = field(default_factory=list)
    listener: socket.socket = field(default_factory=socket.socket)
    tie: socket.socket | None = None

    def start(self) -> None:
        """Listen, one visitor after the other."""
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def where(self) -> str:
        """Return host and port, as a site file has it."""
        host, port = self.listener.getsockname()
        return f"{host}:{port}"

    def hang_up(self) -> None:
        """Drop the visitor, as a printer does that is switched off."""
        tie, self.tie = self.tie, None
        if tie is not None:
            with suppress(OSError):  # the visitor may have left first
                tie.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        """Listen no more."""
        self.hang_up()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    @contextmanager
    def on_a_line(self) -> Iterator[str]:
        """Sit at the far end of a serial line; return the near end's path."""
        far, near = os.openpty()
        tty.setraw(near)
        thread = threading.Thread(
            target=self._listen,
            args=(lambda: os.read(far, 65536), partial(os.write, far)),
            daemon=True,
        )
        thread.start()
        try:
            yield os.ttyname(near)
        finally:
            os.close(near)
            thread.join(5)
            os.close(far)
            self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                self.tie, _ = self.listener.accept()
            except OSError:
                return
            with self.tie as tie:
                self._listen(partial(tie.recv, 65536), tie.sendall)

    def _listen(self, read: Callable[[], bytes], write: Write) -> None:
        waiting = b""
        try:
            while some := read():
                waiting = self._digest(write, waiting + some)
        except OSError:
            return

    def _digest(self, write: Write, data: bytes) -> bytes:
        """Answer what is asked; return what is not complete yet."""
        while data:
            if raster := RASTER.match(data):
                width, height = (int.from_bytes(x, "little") for x in raster.groups())
                end = 8 + width * height
                if len(data) < end:
                    return data
                self.heights.append(height)
                data = data[end:]
            elif data[:1] in b"\x10\x1d" and len(data) < 8 and not self._asked(data):
                return data
            else:
                data = self._take_one(write, data)
        return b""

    def _asked(self, data: bytes) -> bool:
        return data[:3] in (*WELL, GS_R) or data[:2] == b"\x1dV"

    def _take_one(self, write: Write, data: bytes) -> bytes:
        question = data[:3]
        if question in WELL:
            if question in self.answers:
                write(bytes([self.answers[question]]))
            return data[3:]
        if question == GS_R:
            if self.after_job is not None:
                write(bytes([self.after_job]))
            return data[3:]
        return data[1:]
