"""Sends a device's facts one by one: the next only when the hub has answered the last.

The broker's word is not the hub's: only `layso.acknowledged` lets a fact go. It asks no
clock; its owner, one thread, calls `tick` often and passes on what it hears.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from events.envelope import Envelope
from events.link import Link
from events.outbox import Kept, Outbox
from events.replies import PASSING, Acknowledged, RefusalReply

RESEND_S = 5.0
# Where the hub takes no facts of ours, until somebody has mended that.
MENDED_S = 60.0
# The fact itself is wrong, and the next may be right. Any other refusal is about the
# hub, the site file or the program here: then no fact may be let go.
OF_THE_FACT = frozenset({"malformed", "id-reused", "too-large"})


class FactSender:
    """Empties an outbox over a link, stop and wait.

    `topic` is the device's fact topic; `note` is told what to log, often the same;
    `now` is monotonic time in seconds.
    """

    def __init__(
        self,
        link: Link,
        topic: str,
        outbox: Outbox,
        note: Callable[[str], None],
        resend_s: float = RESEND_S,
    ) -> None:
        """Remember where facts come from and where they go."""
        self._link = link
        self._topic = topic
        self._outbox = outbox
        self._note = note
        self._resend_s = resend_s
        self._is_connected = False
        self._sent: Kept | None = None
        self._sent_at = 0.0
        self._wait_s = resend_s

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
            self._sent_at, self._wait_s = now, self._resend_s

    def heard(self, envelope: Envelope) -> bool:
        """Take a message from the reply topic; True if it is about the fact under way.

        A refusal is logged. A fact that is itself wrong is passed over: it must not
        block the rest. Any other stays and goes again: in a minute, unless it is known
        that the refusal passes.
        """
        if self._sent is None:
            return False
        match self._body(envelope):
            case Acknowledged(sequence=sequence) if sequence >= self._sent.sequence:
                return self._let_go()
            case RefusalReply() as reply if envelope.causationid == self._sent.id:
                return self._refused(reply)
            case _:
                return False

    def _is_waiting(self, now: float) -> bool:
        return self._sent is not None and now - self._sent_at < self._wait_s

    def _refused(self, reply: RefusalReply) -> bool:
        if reply.refusal in PASSING or reply.refusal in OF_THE_FACT:
            self._note(f"the hub refused a fact: {reply.word}")
            return reply.refusal in PASSING or self._let_go()
        self._note(f"the hub takes no facts of ours; they are kept: {reply.word}")
        self._wait_s = MENDED_S
        return True

    def _let_go(self) -> bool:
        """Let go of the fact under way, of no later one whatever was answered."""
        assert self._sent is not None
        self._outbox.acknowledge(self._sent.sequence)
        self._sent = None
        return True

    @staticmethod
    def _body(envelope: Envelope) -> Any:
        """Return the body, or None where this program cannot read it.

        That is for whoever reads what is not about a fact to log.
        """
        try:
            return envelope.body()
        except ValueError:
            return None
