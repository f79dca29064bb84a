"""As much of MQTT 3.1.1 as a measurement needs: QoS 1 both ways, no library's cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tests.benchmarks.lines import Lines, dial

CONNECT, CONNACK, PUBLISH, PUBACK = 0x10, 0x20, 0x30, 0x40
SUBSCRIBE, SUBACK, DISCONNECT = 0x82, 0x90, 0xE0
QOS_1 = 0x02

OnMessage: TypeAlias = Callable[[str, bytes, float], None]


class MqttLine:
    """One connection to a broker; messages go to `on_message` as they come."""

    def __init__(
        self, lines: Lines, port: int, name: str, on_message: OnMessage
    ) -> None:
        self._lines = lines
        self._on_message = on_message
        self._rest = bytearray()
        self._said = 0
        self._heard: set[int] = set()
        self.socket = dial(port)
        lines.add(self.socket, self._read)
        # Clean session, no keepalive.
        self._send(CONNECT, _text("MQTT") + b"\x04\x02\x00\x00" + _text(name))
        lines.wait(lambda: CONNACK in self._heard)

    def subscribe(self, topic: str) -> None:
        """Hear a topic from now on."""
        self._heard.discard(SUBACK)
        self._send(SUBSCRIBE, self._next_id() + _text(topic) + b"\x01")
        self._lines.wait(lambda: SUBACK in self._heard)

    def publish(self, topic: str, payload: bytes) -> None:
        """Send a message."""
        self._send(PUBLISH | QOS_1, _text(topic) + self._next_id() + payload)

    def close(self) -> None:
        """Leave in good order."""
        self._send(DISCONNECT, b"")
        self.socket.close()

    def _next_id(self) -> bytes:
        self._said = self._said % 65_535 + 1
        return self._said.to_bytes(2)

    def _send(self, kind: int, body: bytes) -> None:
        self.socket.sendall(bytes((kind,)) + length_of(len(body)) + body)

    def _read(self, chunk: bytes, at: float) -> None:
        self._rest += chunk
        for kind, body in packets(self._rest):
            self._heard.add(kind & 0xF0)
            if kind & 0xF0 == PUBLISH:
                self._take(kind, body, at)

    def _take(self, kind: int, body: bytes, at: float) -> None:
        end = 2 + int.from_bytes(body[:2])
        topic = body[2:end].decode()
        if kind & QOS_1:
            self._send(PUBACK, body[end : end + 2])
            end += 2
        self._on_message(topic, body[end:], at)


def _text(text: str) -> bytes:
    return len(text).to_bytes(2) + text.encode()


def length_of(length: int) -> bytes:
    """Return a packet's remaining length as MQTT writes it."""
    digits = bytearray()
    while length > 127:
        digits.append(length % 128 | 128)
        length //= 128
    digits.append(length)
    return bytes(digits)


def packets(rest: bytearray) -> Iterator[tuple[int, bytes]]:
    """Take every whole packet off what has come so far."""
    while len(rest) >= 2:
        length, shift, n = 0, 0, 1
        while True:
            if n >= len(rest):
                return
            length |= (rest[n] & 127) << shift
            shift, n = shift + 7, n + 1
            if not rest[n - 1] & 128:
                break
        if len(rest) < n + length:
            return
        kind, body = rest[0], bytes(rest[n : n + length])
        del rest[: n + length]
        yield kind, body
