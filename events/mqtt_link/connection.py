"""One MQTT connection by paho, from connecting to leaving; the only paho module."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, MQTTMessage, MQTTMessageInfo
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode

from events.link import Message, Will
from events.mqtt_link.address import BrokerAddress, Tls

READY_WITHIN_S = 5.0
LEAVE_WITHIN_S = 2.0
LOOK_EVERY_S = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """Where a link goes, as whom, and how often it proves to be alive."""

    address: BrokerAddress
    client_id: str
    tls: Tls
    keepalive_s: int


class Connection:
    """One paho client's life: connect, subscribe, carry, leave.

    Its callbacks run on paho's thread, which an exception would kill: they only note
    and put.
    """

    def __init__(
        self,
        filters: tuple[str, ...],
        on_up: Callable[[], None],
        on_message: Callable[[Message], None],
    ) -> None:
        """Remember what to subscribe to and whom to tell."""
        self.ended = threading.Event()
        self._filters = filters
        self._on_up = on_up
        self._on_message = on_message
        self._client: Client | None = None
        self._thread: threading.Thread | None = None
        self._last_word: MQTTMessageInfo | None = None
        self._is_up = False
        self._is_cut = False
        self._why = "the connection was lost"

    def open(self, access: Access, will: Will | None) -> None:
        """Reach the broker, or raise what the socket raises.

        `connect()` may do that here without harm, and paho never reconnects by itself.
        """
        client = _client(access, will)
        client.on_socket_open = _send_at_once
        client.on_connect = self._connected
        client.on_subscribe = self._subscribed
        client.on_message = self._heard
        client.on_disconnect = self._disconnected
        self._client = client
        client.connect(access.address.host, access.address.port, access.keepalive_s)
        client.loop_start()

    def last(self) -> None:
        """Stay until told to end; raise ConnectionError when it ends by itself."""
        looks = 0
        while not self.ended.wait(LOOK_EVERY_S):
            looks += 1
            if self._thread is not None and not self._thread.is_alive():
                raise ConnectionError("paho's thread died")
            if not self._is_up and looks * LOOK_EVERY_S >= READY_WITHIN_S:
                raise ConnectionError("no answer")
        raise ConnectionError(self._why)

    def publish(self, topic: str, payload: bytes, qos: int, retain: bool) -> bool:
        """Give a message to paho; False if it cannot be sent now."""
        client = self._client
        if client is None:
            return False
        try:
            sent = client.publish(topic, payload, qos, retain)
        except ValueError:
            log.exception("this message can never be sent, it is dropped")
            return False
        self._last_word = sent
        return sent.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def close(self) -> None:
        """Say the last word and goodbye if the broker hears, and end paho's thread."""
        client, self._client = self._client, None
        if client is None:
            return
        thread = self._thread
        if thread is not None and thread.is_alive() and not self._is_cut:
            _wait_until_confirmed(self._last_word)
        client.disconnect()
        if thread is not None:
            thread.join(LEAVE_WITHIN_S)
        _hang_up(client)

    def _connected(
        self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _more: Any
    ) -> None:
        self._thread = threading.current_thread()
        if reason.is_failure:
            self._why = f"the broker refuses: {reason}"
        elif not self._filters:
            self._up()
        else:
            self._subscribe(client)

    def _subscribe(self, client: Client) -> None:
        try:
            client.subscribe([(wanted, 1) for wanted in self._filters])
        except ValueError as error:
            self._why = f"these subscriptions cannot be: {error}"
            self.ended.set()

    def _subscribed(
        self, _client: Any, _data: Any, _mid: Any, reasons: list[ReasonCode], _more: Any
    ) -> None:
        if any(reason.is_failure for reason in reasons):
            self._why = "the broker refuses a subscription"
            self.ended.set()
        else:
            self._up()

    def _up(self) -> None:
        self._is_up = True
        self._on_up()

    def _heard(self, _client: Any, _data: Any, message: MQTTMessage) -> None:
        try:
            self._on_message(_message(message))
        except Exception:
            log.exception("a message could not be taken in")

    def _disconnected(self, *_news: Any) -> None:
        self._is_cut = True
        self.ended.set()


def _send_at_once(_client: Any, _data: Any, sock: Any) -> None:
    """Small packets must not wait for others: 0.6 ms instead of 88 ms."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _client(access: Access, will: Will | None) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2, access.client_id, reconnect_on_failure=False
    )
    client.connect_timeout = READY_WITHIN_S
    if access.address.user is not None:
        client.username_pw_set(access.address.user, access.address.password)
    if access.address.is_tls:
        client.tls_set(access.tls.ca, access.tls.cert, access.tls.key)
    if will is not None:
        client.will_set(will.topic, will.payload, qos=1, retain=True)
    return client


def _message(message: MQTTMessage) -> Message:
    return Message(message.topic, bytes(message.payload), message.retain)


def _wait_until_confirmed(last_word: MQTTMessageInfo | None) -> None:
    if last_word is not None:
        with suppress(ValueError, RuntimeError):  # it was never sent
            last_word.wait_for_publish(LEAVE_WITHIN_S)


def _hang_up(client: Client) -> None:
    """End paho's thread even where the goodbye could not be sent, and the socket."""
    sock: Any = client.socket()
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
    client.loop_stop()
    if sock is not None:
        sock.close()
