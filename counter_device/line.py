"""The box's line to the hub: it joins, asks, hears, and leaves.

Nothing waits in here. What cannot be sent at once is not sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from counter_device.hearing import Heard, MetNewHub, Unread, read
from counter_device.keys import Command
from events import topics
from events.device import DeviceHealth
from events.held_back import warnings_to
from events.ids import CounterId, MessageId
from events.link import Link, Message, OnChange, OnMessage, Will
from events.presence import Outgoing, Presence

EXPIRES = timedelta(seconds=5)

log = logging.getLogger(__name__)


class Line:
    """A link, while there is one, and this box's presence on it."""

    def __init__(
        self, new_link: Callable[[], Link], presence: Presence, counter: CounterId
    ) -> None:
        """Remember how a link is made; none is yet. `odd` is told what to log."""
        self._new_link = new_link
        self._presence = presence
        self._counter = counter
        self._link: Link | None = None
        self._last_will: Will | None = None
        self.odd = warnings_to(log)

    @property
    def is_joined(self) -> bool:
        """True while there is a link, up or down."""
        return self._link is not None

    @property
    def is_live(self) -> bool:
        """True while link and hub are there."""
        return self._link is not None and self._presence.is_hub_live()

    def join(self, on_message: OnMessage, on_change: OnChange) -> None:
        """Take a new link."""
        identity = self._presence.identity
        self._link = self._new_link()
        self._link.start(
            subscribe=(
                *self._presence.subscriptions,
                topics.counter(identity.office, self._counter),
            ),
            on_message=on_message,
            on_change=on_change,
            will=self._will,
        )

    def pull(self) -> None:
        """Drop the link as a pulled plug does; the will is told in its name."""
        if self._link is not None:
            will = self._last_will or self._presence.will()
            self._link.publish(will.topic, will.payload, retain=True)
        self._drop()

    def leave(self) -> None:
        """Say goodbye and drop the link."""
        self._publish([self._presence.farewell()])
        self._drop()

    def ask(self, command: Command, id: MessageId) -> bool:
        """Send a command that dies after 5 s; False if it could not leave."""
        now = self._presence.hub_time()
        if self._link is None or now is None or not self.is_live:
            return False
        identity = self._presence.identity
        return self._link.publish(
            topics.command(identity.office, identity.device),
            self._presence.sealed(command, id=id, expires=now + EXPIRES),
        )

    def changed(self, is_up: bool) -> None:
        """Announce the box on a link that came up."""
        self._publish(self._presence.changed(is_up))

    def hear(self, message: Message) -> Heard | None:
        """Return what the message says to this box; None if nothing."""
        if announcement := self._presence.heard(message):
            self._publish(announcement)
            return MetNewHub()
        heard = read(message, self._counter)
        if not isinstance(heard, Unread):
            return heard
        self.odd.note(f"passed over a message on its {heard.kind} topic: {heard.why}")
        return None

    def tick(self, health: Callable[[], DeviceHealth]) -> None:
        """Tell the box's health when it is time; log what was held back."""
        self.odd.tell()
        self._publish(self._presence.tick(health))

    def _will(self) -> Will:
        self._last_will = self._presence.will()
        return self._last_will

    def _publish(self, messages: Iterable[Outgoing]) -> None:
        for topic, payload, qos, retain in messages:
            if self._link is not None:
                self._link.publish(topic, payload, qos=qos, retain=retain)

    def _drop(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.stop()
        self._presence.changed(False)
