"""What was recorded one by one in a session: looked up, and taken back again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeVar

from msgspec.structs import replace

from events.session import EntryKind
from hub.domain.session import Session


class Held(NamedTuple):
    """An entry of a session, and what leads to words or a code of it, if anything."""

    entry: int
    kind: EntryKind
    ref: str | None = None


class _Recorded(Protocol):
    @property
    def entry(self) -> int: ...


R = TypeVar("R", bound=_Recorded)


def find(session: Session, entry: int) -> Held | None:
    """Return what was recorded at a position, None if nothing was or it is gone."""
    return next((held for held in entries(session) if held.entry == entry), None)


def entries(session: Session) -> Iterator[Held]:
    """Yield everything of a session that can be taken back."""
    for step in session.steps:
        yield Held(step.entry, EntryKind.STEP)
    for filed in session.submissions:
        yield Held(filed.entry, EntryKind.SUBMISSION, filed.dossier_ref)
    for paid in session.payments:
        yield Held(paid.entry, EntryKind.PAYMENT)
    for noted in session.difficulties:
        yield Held(noted.entry, EntryKind.DIFFICULTY, noted.note_ref)


def without(session: Session, entry: int) -> Session:
    """Return a session as if something had never been recorded in it."""
    return replace(
        _without_step(session, entry),
        submissions=_but(session.submissions, entry),
        payments=_but(session.payments, entry),
        difficulties=_but(session.difficulties, entry),
    )


def _without_step(session: Session, entry: int) -> Session:
    """The time of a step that was none belongs to the step after it."""
    for place, gone in enumerate(session.steps):
        if gone.entry == entry:
            before, later = session.steps[:place], session.steps[place + 1 :]
            if not later:
                return replace(session, steps=before, mark=session.mark - gone.took)
            longer = replace(later[0], took=later[0].took + gone.took)
            return replace(session, steps=(*before, longer, *later[1:]))
    return session


def _but(recorded: tuple[R, ...], entry: int) -> tuple[R, ...]:
    return tuple(each for each in recorded if each.entry != entry)
