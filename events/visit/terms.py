"""The closed lists that speak of a visit: classes, channels, reasons, rules."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class VisitClass(StrEnum):
    """How a visit ranks among those waiting. Never why: that would be health data."""

    NORMAL = "normal"
    PRIORITY = "priority"


class Channel(StrEnum):
    """Where a ticket was taken."""

    BUTTON = "button"
    WEB = "web"
    CLERK = "clerk"


class PickReason(StrEnum):
    """Why a clerk called out of order. Codes only: free text could name a person."""

    FRAIL = "frail"
    CAME_BACK = "came-back"
    QUICK = "quick"
    CORRECTION = "correction"
    MANAGER = "manager"


class ParkReason(StrEnum):
    """Why a visit was set aside."""

    MISSING_PAPERS = "missing-papers"
    PHOTOCOPY = "photocopy"
    PHONE_OR_ACCOUNT = "phone-or-account"
    OTHER = "other"


class ClassReason(StrEnum):
    """Why a visit's class was changed."""

    ASKED_AT_COUNTER = "asked-at-counter"
    PRESSED_BY_MISTAKE = "pressed-by-mistake"
    MANAGER = "manager"


class UndoReason(StrEnum):
    """Why a counter took its last act back."""

    WRONG_KEY = "wrong-key"
    WRONG_VISIT = "wrong-visit"


class WhyRule(StrEnum):
    """The rule by which a visit was called; `log`: another system's, now replayed."""

    LONGEST_WAIT = "longest-wait"
    PRIORITY = "priority"
    GUARD = "guard"
    RUN = "priority-run"
    RETURN = "return"
    PICKED = "picked"
    LOG = "log"


class Why(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why this visit was called and no other; `minutes` is the rule's own figure."""

    rule: WhyRule
    minutes: int = 0
    reason: PickReason | None = None
    by: str | None = None
