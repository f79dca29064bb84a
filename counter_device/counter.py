"""What the box knows of its counter, and what follows from a press, a reply, time.

Pure. One press waits for its answer at a time; nothing that cannot be asked now is
kept for later. A visitor's press of a face never keeps the clerk's keys waiting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from counter_device.gestures import Gesture
from counter_device.keys import SCORES, Command, Key, command
from events.counter import CounterStatus
from events.device import CounterState
from events.ids import CounterId, MessageId
from events.replies import Accepted, RefusalReply

ANSWER_S = 2.0


class Sign(StrEnum):
    """What the lamps say for a moment."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    IGNORED = "ignored"
    UNANSWERED = "unanswered"
    IDENTIFY = "identify"


SIGN_S = {
    Sign.ACCEPTED: 1.0,
    Sign.REFUSED: 2.0,
    Sign.IGNORED: 0.3,
    Sign.UNANSWERED: 2.0,
    Sign.IDENTIFY: 5.0,
}


class Press(NamedTuple):
    """One gesture on one key: when it was made, and the id its command will bear."""

    key: Key
    gesture: Gesture
    at: float
    id: MessageId


class Asked(NamedTuple):
    """The one command that waits for its answer, and the key it came from."""

    id: MessageId
    at: float
    key: Key


class Shining(NamedTuple):
    """A sign, since when the lamps give it, and for which key, if for one."""

    sign: Sign
    since: float
    key: Key | None = None


class Answer(NamedTuple):
    """The counter as the last answer left it, where that is newer than what is shown.

    `status` is None where the answer did not say.
    """

    revision: int
    status: CounterStatus | None


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter seen from its box: shown by the hub, asked by the clerk."""

    id: CounterId
    is_connected: bool = False
    shown: CounterState | None = None
    answer: Answer | None = None
    asked: Asked | None = None
    shining: Shining | None = None

    @property
    def is_ready(self) -> bool:
        """True while a press can be asked: the hub is there and the counter known."""
        return self.is_connected and self.shown is not None

    @property
    def is_timing(self) -> bool:
        """True while something ends by itself soon."""
        return self.asked is not None or self.shining is not None

    @property
    def status(self) -> CounterStatus | None:
        """What the counter is doing, as far as is known."""
        if self.shown is None:
            return None
        return (self._newer and self._newer.status) or self.shown.state

    @property
    def revision(self) -> int | None:
        """The newest revision known, for the next command."""
        if self.shown is None:
            return None
        return self._newer.revision if self._newer else self.shown.revision

    @property
    def _newer(self) -> Answer | None:
        if self.answer and self.shown and self.answer.revision > self.shown.revision:
            return self.answer
        return None

    def is_asking(self, id: MessageId | None) -> bool:
        """Whether the command of that id waits for its answer."""
        return self.asked is not None and self.asked.id == id

    def pressed(self, press: Press) -> Step:
        """Return the command to send, or none and a lamp that says so."""
        if self.asked is not None and not self._gives_way(press.key):
            return Step(self._shine(Sign.IGNORED, press.at, press.key))
        asking = self._command(press)
        if asking is None:
            return Step(self._shine(Sign.REFUSED, press.at, press.key))
        asked = Asked(press.id, press.at, press.key)
        return Step(replace(self, asked=asked, shining=None), asking)

    def showed(self, state: CounterState) -> Counter:
        """Return the counter as the hub shows it."""
        return replace(self, shown=state)

    def answered(
        self, to: MessageId | None, reply: Accepted | RefusalReply, at: float
    ) -> Counter:
        """Return what follows from the hub's answer; a late one changes nothing.

        A late answer brings no revision: the next press must rest on what is shown.
        """
        if self.asked is None or not self.is_asking(to):
            return self
        if isinstance(reply, RefusalReply):
            answer, sign = _answer(reply.revision, None), Sign.REFUSED
        else:
            answer, sign = _answer(reply.revision, reply.state), Sign.ACCEPTED
        known = replace(self, asked=None, answer=answer or self.answer)
        return known._shine(sign, at, self.asked.key)

    def unsent(self, at: float) -> Counter:
        """Return what follows when the command could not even leave the box."""
        return replace(self, asked=None)._shine(Sign.UNANSWERED, at, self._asking_key)

    def refused(self, at: float) -> Counter:
        """Return the counter with a press refused by the box itself."""
        return self._shine(Sign.REFUSED, at)

    def connected(self, is_connected: bool, at: float) -> Counter:
        """Return what follows from hearing the hub, or from hearing it no more."""
        if is_connected == self.is_connected:
            return self
        key = self._asking_key
        now = replace(self, is_connected=is_connected, answer=None, asked=None)
        return now if key is None else now._shine(Sign.UNANSWERED, at, key)

    def forgot(self) -> Counter:
        """Return the counter without what only the lost broker vouched for."""
        return replace(self, shown=None, answer=None)

    def met_new_hub(self) -> Counter:
        """Return the counter without the last hub's answer: revisions may restart."""
        return replace(self, answer=None)

    def identified(self, at: float) -> Counter:
        """Return the counter with its lamps showing which box this is."""
        return self._shine(Sign.IDENTIFY, at)

    def waited(self, at: float) -> Counter:
        """Return what follows from time alone: a wait given up, a sign ended."""
        if self.asked is not None and at - self.asked.at >= ANSWER_S:
            return self.unsent(at)
        if self.shining and at - self.shining.since >= SIGN_S[self.shining.sign]:
            return replace(self, shining=None)
        return self

    @property
    def _asking_key(self) -> Key | None:
        return self.asked.key if self.asked else None

    def _gives_way(self, key: Key) -> bool:
        """Whether a face waits for its answer, and the key is one of the clerk's."""
        return self._asking_key in SCORES and key not in SCORES

    def _command(self, press: Press) -> Command | None:
        if not self.is_ready or self.status is None or self.revision is None:
            return None
        return command(
            press.key,
            press.gesture,
            self.status,
            counter=self.id,
            revision=self.revision,
        )

    def _shine(self, sign: Sign, at: float, key: Key | None = None) -> Counter:
        return replace(self, shining=Shining(sign, at, key))


class Step(NamedTuple):
    """The counter after a press, and what is to be sent."""

    counter: Counter
    command: Command | None = None


def _answer(revision: int | None, status: str | None) -> Answer | None:
    if revision is None:
        return None
    try:
        return Answer(revision, CounterStatus(status) if status else None)
    except ValueError:
        return Answer(revision, None)  # a state of a newer contract
