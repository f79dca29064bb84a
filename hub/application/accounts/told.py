"""What is told of a sign-in, or of why there is none."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from events.ids import ClerkId
from events.replies import Sentence
from events.settings import Role


class SignedIn(Struct, frozen=True, kw_only=True):
    """Who asks: a clerk, and the role that the settings give him at this moment.

    Without an act until `locks_at` the sign-in is locked; at `ends_at` it is over.
    """

    clerk: ClerkId
    role: Role
    locks_at: datetime
    ends_at: datetime


class AccountNow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A clerk's account as a manager sees it."""

    clerk: ClerkId
    role: Role
    has_pin: bool = False
    is_active: bool = True
    is_signed_in: bool = False
    locked_until: datetime | None = None


class NotTaken(Exception):
    """A sign-in or a PIN is not taken; `until` is when a locked code takes one again.

    The web says `text` to whoever asked.
    """

    def __init__(
        self, refusal: str, text: Sentence, until: datetime | None = None
    ) -> None:
        """Remember the refusal's name and sentence."""
        super().__init__(text.en)
        self.refusal = refusal
        self.text = text
        self.until = until
