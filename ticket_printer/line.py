"""The dispenser's tie to the hub: announces, asks, reports, understands what it hears.

Only the app's thread calls it; the link's threads come in through the app's queue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, NamedTuple, TypeAlias

from events import topics
from events.device import DeviceHealth, Identify, PrintSlip
from events.envelope import Envelope, Malformed, unseal
from events.fact_sender import FactSender
from events.held_back import warnings_to
from events.ids import new_id
from events.link import Link, Message, OnChange, OnMessage
from events.outbox import Outbox
from events.presence import Outgoing, Presence
from events.replies import Accepted, RefusalReply
from events.visit import IssueTicket
from ticket_printer.effects import Fact
from ticket_printer.press import Press

log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """The hub's reply to a command of ours."""

    to: str
    reply: Accepted | RefusalReply


class Order(NamedTuple):
    """What staff want of this box."""

    id: str
    body: PrintSlip | Identify
    is_late: bool


Heard: TypeAlias = Answer | Order


class Line:
    """One box's traffic; a new link is made after every planned cut."""

    def __init__(
        self, presence: Presence, new_link: Callable[[], Link], outbox: Outbox
    ) -> None:
        """Remember the parts; nothing is joined. `odd` is told what to log."""
        self._presence = presence
        self._new_link = new_link
        self._outbox = outbox
        self._link: Link | None = None
        self._sender: FactSender | None = None
        self.odd = warnings_to(log)

    @property
    def is_live(self) -> bool:
        """Whether broker and hub are there."""
        return self._presence.is_hub_live()

    def join(self, on_message: OnMessage, on_change: OnChange) -> None:
        """Begin to connect by a new link, and keep at it."""
        who = self._presence.identity
        link = self._new_link()
        self._link = link
        facts = topics.fact(who.office, who.device)
        self._sender = FactSender(link, facts, self._outbox, self.odd.note)
        link.start(
            subscribe=self._presence.subscriptions,
            on_message=on_message,
            on_change=on_change,
            will=self._presence.will,
        )

    def pull(self) -> None:
        """Vanish as if the plug were pulled: the last will speaks, not we."""
        self._publish([self._presence.lost()])
        self._leave()

    def stop(self) -> None:
        """Say goodbye and leave."""
        self._publish([self._presence.farewell()])
        self._leave()

    def changed(self, is_up: bool) -> None:
        """Announce the box on a link that came up."""
        self._publish(self._presence.changed(is_up))

    def command(self, press: Press, lasts_s: float) -> bytes:
        """Return the command of a press, sealed; good for so long by the hub's time."""
        hub_time = self._presence.hub_time()
        expires = hub_time and hub_time + timedelta(seconds=lasts_s)
        body = IssueTicket(service=press.service, visit_class=press.visit_class)
        return self._presence.sealed(body, id=press.id, expires=expires)

    def send(self, command: bytes) -> bool:
        """Publish a sealed command; False if we are cut off."""
        who = self._presence.identity
        topic = topics.command(who.office, who.device)
        return self._link is not None and self._link.publish(topic, command)

    def report(self, fact: Fact, fact_id: str | None = None) -> None:
        """Keep a fact on disk until the hub has it."""
        name = fact_id or new_id()
        self._outbox.add(
            name,
            lambda sequence: self._presence.sealed(fact, id=name, sequence=sequence),
        )

    def tick(self, now: float, health: Callable[[], DeviceHealth]) -> None:
        """Send what is due: a fact, the health; log what was held back."""
        self.odd.tell()
        if self._sender is not None:
            self._sender.tick(now)
        self._publish(self._presence.tick(health))

    def live_changed(self, is_live: bool) -> None:
        """Tell the facts that somebody is there to hear them, or not."""
        if self._sender is not None:
            self._sender.connected(is_live)

    def hear(self, message: Message) -> Heard | None:
        """Return what a message means for the dispenser, if anything.

        Answers and orders are for now: one that a broker kept means nothing.
        """
        who = self._presence.identity
        self._publish(self._presence.heard(message))
        if message.retained:
            return None
        if message.topic == topics.reply(who.office, who.device):
            return self._reply(message)
        if message.topic == topics.order(who.office, who.device):
            return self._order(message)
        return None

    def _reply(self, message: Message) -> Heard | None:
        envelope = self._opened(message)
        if envelope is None:
            return None
        if self._sender is not None and self._sender.heard(envelope):
            return None
        body = self._body(envelope)
        if envelope.causationid and isinstance(body, Accepted | RefusalReply):
            return Answer(envelope.causationid, body)
        return None

    def _order(self, message: Message) -> Heard | None:
        envelope = self._opened(message)
        body = envelope and self._body(envelope)
        if envelope is None or not isinstance(body, PrintSlip | Identify):
            return None
        now, expires = self._presence.hub_time(), envelope.expires
        is_late = now is not None and expires is not None and now > expires
        return Order(envelope.id, body, is_late)

    def _opened(self, message: Message) -> Envelope | None:
        try:
            return unseal(message.payload)
        except Malformed as error:
            self._unread(error)
            return None

    def _body(self, envelope: Envelope) -> Any:
        try:
            return envelope.body()
        except ValueError as error:
            self._unread(error)
            return None

    def _unread(self, error: Exception) -> None:
        # Its kind only: what it says may hold what was sent.
        self.odd.note(f"passed over what cannot be read: {type(error).__name__}")

    def _publish(self, outgoing: Iterable[Outgoing]) -> None:
        for topic, payload, qos, retain in outgoing:
            if self._link is not None:
                self._link.publish(topic, payload, qos=qos, retain=retain)

    def _leave(self) -> None:
        link, self._link, self._sender = self._link, None, None
        if link is not None:
            link.stop()
        self._presence.changed(False)
