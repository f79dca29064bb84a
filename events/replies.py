"""The hub's answers: accepted, refused, acknowledged."""

from __future__ import annotations

import re

from msgspec import Struct, field

from events.ids import CounterId, ServiceId, SessionId, TicketLabel, VisitId
from events.local_time import Instant
from events.visit import VisitClass, Why

# Refusals that pass: nothing was kept, the same message may be sent again by its id.
PASSING = frozenset({"hub-cannot-write", "hub-busy", "flood"})
# How refusals are named; a newer hub may have some that are not known here.
NAMES = re.compile(r"[a-z]{1,16}(-[a-z]{1,16}){0,3}")


class WaitRange(Struct, frozen=True, kw_only=True):
    """An estimated wait: the median and the 80 % quantile, in seconds.

    What people are told is rounded outward to five minutes; `to_s` 0 is a wait of none.
    """

    from_s: int
    to_s: int


class Accepted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The command was carried out, or it was already so.

    Fields stand where they exist: `revision` for a counter or settings, `ahead` and
    `follow` for a new ticket, `why` for a call, `session` for the help that goes on.
    """

    ticket: TicketLabel | None = None
    visit: VisitId | None = None
    service: ServiceId | None = None
    visit_class: VisitClass | None = field(name="class", default=None)
    counter: CounterId | None = None
    revision: int | None = None
    state: str | None = None
    why: Why | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    at: Instant | None = None
    follow: str | None = None
    session: SessionId | None = None


class Sentence(Struct, frozen=True, kw_only=True):
    """One thing said in Vietnamese and in English."""

    vi: str
    en: str


class RefusalReply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The command was refused; nothing happened, unless it is `outcome-unknown`.

    `revision` is the counter's now.
    """

    refusal: str
    text: Sentence
    revision: int | None = None

    @property
    def word(self) -> str:
        """The refusal's name for a log, which nothing else that was sent may enter."""
        return self.refusal if NAMES.fullmatch(self.refusal) else "unknown"


class Acknowledged(Struct, frozen=True, kw_only=True):
    """The hub has the fact of this sequence.

    A device sends its facts one at a time, the next when this one is acknowledged, so
    it has all before it as well.
    """

    sequence: int
