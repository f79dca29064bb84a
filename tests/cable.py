"""A cable between a link and its broker that a test can cut or freeze."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress


class Cable(socketserver.ThreadingTCPServer):
    """Passes bytes to a port both ways; `cut` breaks what passes now, no goodbye.

    While `flows` is cleared nothing passes and nothing breaks.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, to_port: int) -> None:
        """Lay it from a free port of its own to the broker's."""
        super().__init__(("127.0.0.1", 0), _Pump)
        self.to_port = to_port
        self.ends: list[socket.socket] = []
        self.flows = threading.Event()
        self.flows.set()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """The near end, for a link."""
        return f"mqtt://127.0.0.1:{self.server_address[1]}"

    def cut(self) -> None:
        """Break every connection that runs through it; new ones may be made."""
        for end in list(self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def remove(self) -> None:
        """Take it away."""
        self.cut()
        self.shutdown()
        self.server_close()


class _Pump(socketserver.BaseRequestHandler):
    server: Cable

    def handle(self) -> None:
        near = self.request
        try:
            far = socket.create_connection(("127.0.0.1", self.server.to_port))
        except OSError:
            return
        with far:
            self.server.ends += [near, far]
            back = threading.Thread(target=self._pass, args=(far, near), daemon=True)
            back.start()
            self._pass(near, far)
            back.join()
        self.server.ends.remove(near)
        self.server.ends.remove(far)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                self.server.flows.wait()
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
