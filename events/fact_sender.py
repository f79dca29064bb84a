"""Sends a device's facts one by one: the next only when the hub has answered the last.

The broker's word is not the hub's: only `layso.acknowledged` lets a fact go. It asks no
clock; its owner, one thread, calls `tick` often and passes on what it hears.
"""

from __future__ import annotations

import logging
from typing import Any

from events.envelope import Envelope
from events.link import Link
from events.outbox import Kept, Outbox
from events.replies import PASSING, Acknowledged, RefusalReply

RESEND_S = 5.0

log = logging.getLogger(__name__)


class FactSender:
    """Empties an outbox over a link, stop and wait.

    `topic` is the device's fact topic; `now` is monotonic time in seconds.
    """

    def __init__(
        self, link: Link, topic: str, outbox: Outbox, resend_s: float = RESEND_S
    ) -> None:
        """Remember where facts come from and where they go."""
        self._link = link
        self._topic = topic
        self._outbox = outbox
        self._resend_s = resend_s
        self._is_connected = False
        self._sent: Kept | None = None
        self._sent_at = 0.0

    def connected(self, is_connected: bool) -> None:
        """Note that the hub is there, or not; a fact without an answer goes again."""
        self._is_connected = is_connected
        self._sent = None

    def tick(self, now: float) -> None:
        """Send the oldest fact if none is waiting for its answer, or for too long."""
        if not self._is_connected or self._is_waiting(now):
            return
        oldest = self._outbox.oldest()
        if oldest is not None and self._link.publish(self._topic, oldest.payload):
            self._sent = oldest
            self._sent_at = now

    def heard(self, envelope: Envelope) -> bool:
        """Take a message from the reply topic; True if it settled the fact under way.

        A refused fact is passed over and logged: one bad fact must not block the rest.
        """
        if self._sent is None:
            return False
        match self._body(envelope):
            case Acknowledged(sequence=sequence) if sequence >= self._sent.sequence:
                return self._let_go()
            case RefusalReply(refusal=refusal) if envelope.causationid == self._sent.id:
                return self._refused(refusal)
            case _:
                return False

    def _is_waiting(self, now: float) -> bool:
        return self._sent is not None and now - self._sent_at < self._resend_s

    def _refused(self, refusal: str) -> bool:
        assert self._sent is not None
        if refusal in PASSING:
            return False
        log.warning("the hub refused fact %s: %s", self._sent.id, refusal)
        return self._let_go()

    def _let_go(self) -> bool:
        """Let go of the fact under way, of no later one whatever was answered."""
        assert self._sent is not None
        self._outbox.acknowledge(self._sent.sequence)
        self._sent = None
        return True

    @staticmethod
    def _body(envelope: Envelope) -> Any:
        """Return the body, or None where this program cannot read it."""
        try:
            return envelope.body()
        except ValueError as error:
            log.warning("a reply cannot be read: %s", type(error).__name__)
            return None
