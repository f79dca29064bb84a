"""What every refusal of the house is."""

from __future__ import annotations

from typing import ClassVar

from events.replies import Sentence


class Refused(Exception):
    """A rule of the house forbids it; nothing happened. Never raised directly."""

    name: ClassVar[str]
    vi: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        """Remember what the sentences speak of."""
        super().__init__(self.en.format(**facts))
        self.facts = facts

    @property
    def text(self) -> Sentence:
        """What stands in the way and what to do next, in both languages."""
        return Sentence(
            vi=self.vi.format(**self.facts), en=self.en.format(**self.facts)
        )
