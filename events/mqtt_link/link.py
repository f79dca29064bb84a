"""A `Link` that comes back by itself: one connection after the other.

Every connection is thrown away when it ends: the next asks the last will anew, and no
press that was still queued in it is ever sent late. One supervisor thread connects,
watches, drops and begins again; what fails there costs an attempt, never the thread.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing

from events.link import OnChange, OnMessage, Will
from events.mqtt_link import address
from events.mqtt_link.address import Tls
from events.mqtt_link.connection import Access, Connection
from events.mqtt_link.delivery import Delivery

log = logging.getLogger(__name__)


class MqttLink:
    """A tie to one MQTT broker that comes back by itself.

    `url` is `mqtt://[user:password@]host[:port]` or `mqtts://…`, the latter with `tls`.
    `reconnect_s` is the first and the longest pause between attempts, in seconds;
    `published` counts the messages that a broker was handed.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        *,
        tls: Tls | None = None,
        reconnect_s: tuple[float, float] = (1.0, 30.0),
        keepalive_s: int = 10,
    ) -> None:
        """Remember where and as whom; `BadAddress` if the url cannot be read."""
        self._access = Access(address.parse(url), client_id, tls or Tls(), keepalive_s)
        self._reconnect_s = reconnect_s
        self._filters: tuple[str, ...] = ()
        self._will: Callable[[], Will] | None = None
        self._delivery: Delivery
        self._connection: Connection | None = None
        self._is_up = threading.Event()
        self.published = 0
        self._is_missed = False
        self._is_stopping = threading.Event()
        self._supervisor = threading.Thread(
            target=self._keep_connected, name=f"link-{client_id}", daemon=True
        )

    @property
    def is_connected(self) -> bool:
        """True while the broker answers."""
        return self._is_up.is_set()

    @property
    def is_alive(self) -> bool:
        """Whether its threads work, connected or not."""
        return self._supervisor.is_alive() and self._delivery.is_alive

    def wait_connected(self, timeout: float) -> bool:
        """Wait until the link is up; False if it is not within so many seconds."""
        return self._is_up.wait(timeout)

    def start(
        self,
        *,
        subscribe: tuple[str, ...],
        on_message: OnMessage,
        on_change: OnChange,
        will: Callable[[], Will] | None = None,
    ) -> None:
        """Begin to connect, and keep at it; returns at once."""
        self._filters = subscribe
        self._will = will
        self._delivery = Delivery(on_message, on_change)
        self._delivery.start()
        self._supervisor.start()

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> bool:
        """Hand a message over if connected; False (and nothing kept) if not."""
        connection = self._connection
        if connection is None or not self._is_up.is_set():
            return False
        is_taken = connection.publish(topic, payload, qos, retain)
        self.published += is_taken
        return is_taken

    def stop(self) -> None:
        """Leave in good order; no handler is called afterwards."""
        if self._supervisor.ident is None:
            return
        self._is_stopping.set()
        connection = self._connection
        if connection is not None:
            connection.ended.set()
        self._supervisor.join()
        self._delivery.stop()

    def _keep_connected(self) -> None:
        first, longest = self._reconnect_s
        pause = first
        while not self._is_stopping.is_set():
            if self._one_connection():
                pause = first
            self._is_stopping.wait(pause)
            pause = min(pause * 2, longest)

    def _one_connection(self) -> bool:
        """Connect and stay while it lasts; return whether the link was up."""
        try:
            with closing(
                Connection(self._filters, self._came_up, self._delivery.put)
            ) as connection:
                self._connection = connection
                connection.open(self._access, self._will() if self._will else None)
                connection.last()
        except Exception as error:  # whatever it is, the next attempt may do better
            self._miss(error)
        return self._was_up()

    def _came_up(self) -> None:
        log.info("connected to the broker at %s", self._access.address)
        self._is_missed = False
        self._is_up.set()
        self._delivery.put(True)

    def _miss(self, error: Exception) -> None:
        if not self._is_missed and not self._is_stopping.is_set():
            log.warning(
                "no tie to the broker at %s, trying on: %s", self._access.address, error
            )
            self._is_missed = True

    def _was_up(self) -> bool:
        """Note that the connection is gone; tell the owner if it was up."""
        was_up = self._is_up.is_set()
        self._is_up.clear()
        if was_up and not self._is_stopping.is_set():
            self._delivery.put(False)
        return was_up
