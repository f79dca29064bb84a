"""What the doors turn away: every one counted, and the log told without a flood.

The first of a kind from a sender is told at once; after it at most one line a minute
says how many more there were. Floods are counted here and told by their gate, when they
begin and when they end. Neither counts nor lines hold anything that a message said:
kinds are words of ours, and a sender is one that the site file names.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from events import codec
from events.held_back import HeldBack, more_of
from events.replies import RefusalReply
from hub.application.jobs import Job

log = logging.getLogger(__name__)

FLOOD = "flood"
UNKNOWN = "unknown"
DOORS = ("mqtt", "http", "hub")


class Kind(NamedTuple):
    """What is told together: the same word, at the same door, from the same sender."""

    level: int
    what: str
    word: str
    door: str
    sender: str
    command: str = ""


class Oddities:
    """Counts what is strange or refused; may be told from any thread."""

    def __init__(
        self,
        devices: Iterable[str],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember the devices of the site file; nothing was odd yet."""
        self._senders = frozenset((*devices, *DOORS))
        self._lock = threading.Lock()
        self._held = HeldBack(_say, monotonic)
        self._strange: Tally[tuple[str, str]] = Tally()
        self._refused: Tally[tuple[str, str]] = Tally()

    def strange(self, kind: str, door: str, sender: str = "") -> None:
        """Take note of what was stopped at the door, by what is wrong with it."""
        who = self._named(sender or door)
        with self._lock:
            self._strange[kind, door] += 1
        if kind != FLOOD:
            self._held.note(Kind(logging.WARNING, "strange message", kind, door, who))

    def refused(self, job: Job, reply: RefusalReply) -> None:
        """Take note of what came through the door and was refused."""
        door = door_of(job)
        who = self._named(job.device or door)
        name = wire_word(type(job.body))
        with self._lock:
            self._refused[reply.refusal, door] += 1
        self._held.note(Kind(logging.INFO, "refused", reply.refusal, door, who, name))

    def counts(self) -> tuple[Tally[tuple[str, str]], Tally[tuple[str, str]]]:
        """Return how many were strange, by kind and door, and how many refused."""
        with self._lock:
            return self._strange.copy(), self._refused.copy()

    def tell(self) -> None:
        """Say what was held back for a minute."""
        self._held.tell()

    def _named(self, sender: str) -> str:
        return sender if sender in self._senders else UNKNOWN


def wire_word(kind: type) -> str:
    """Return a body's wire name; what is not of the contract is `unknown`."""
    return codec.NAMES.get(kind, (UNKNOWN, 0))[0]


def door_of(job: Job) -> str:
    """Return which door a job came through; the hub asks itself things too."""
    kind, last = job.source.rsplit("/", 2)[-2:]
    if kind == "clerk":
        return "http"
    return last if last in DOORS else "mqtt"


def _say(kind: Kind, count: int, over_s: float) -> None:
    fields: dict[str, Any] = {
        "word": kind.word,
        "door": kind.door,
        "sender": kind.sender,
        "count": count,
    }
    about = f" {kind.command}" if kind.command else ""
    if kind.command:
        fields["command"] = kind.command
    log.log(
        kind.level,
        "%s%s from %s: %s%s",
        *(kind.what, about, kind.sender, kind.word, more_of(count, over_s)),
        extra=fields,
    )
