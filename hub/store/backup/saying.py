"""What a technician is told of a backup, a gap and a restore, in sentences."""

from __future__ import annotations

from datetime import datetime

from events.local_time import local
from hub.application.reissue import Again, place
from hub.domain.numbering import label
from hub.store.backup.gap import Gap, Numbers
from hub.store.backup.manifest import Holdings, Manifest
from hub.store.backup.slips import Slips

KEPT = "they keep their numbers and places"
RISEN = (
    "The vault there could not be read: what was erased on request since the backup "
    "may stand in the vault again. Erase it once more."
)
ONCE_MORE = "before the hub is started, restore once more with --replace"


def of_backup(said: Manifest) -> str:
    """Return when a backup was made, how everything stood, which numbers come next."""
    numbers = ", ".join(said.holds.next_numbers.values())
    told = of_state(said)
    return f"{told}, next numbers {numbers}" if numbers else told


def of_state(said: Manifest) -> str:
    """Return when a backup was made and how everything stood then."""
    holds = said.holds
    told = f"made {clock(said.made_at)}, position {holds.position}"
    if holds.last_at is not None:
        told += f" (last event {clock(holds.last_at)})"
    if holds.day is None:
        return f"{told}, no day was ever opened"
    state = "open" if holds.is_open else "closed"
    return f"{told}, day {holds.day} ({state}), {holds.visits} visits"


def of_slips(slips: Slips, holds: Holdings, *, done: bool) -> list[str]:
    """Return what `--issued` came to, or would, and which numbers come next then."""
    told = [
        f"{again.last} is the backup's last number of {service}: nothing to give again."
        for service, again in slips.again.items()
        if not again.count
    ]
    runs = ", ".join(_run(again) for again in slips.again.values() if again.count)
    if runs:
        verb = "were" if done else "would be"
        told.append(f"Numbers that {verb} given again, as --issued says: {runs}.")
    if slips.can_be:
        numbers = ", ".join(slips.next_numbers(holds).values())
        told.append(f"The next numbers are {numbers}.")
    return told


def of_gap(
    gap: Gap | None, holds: Holdings, slips: Slips, *, done: bool = False
) -> list[str]:
    """Return what is lost between a backup and the file it replaces, and what helps.

    `done`: it is replaced already.
    """
    look = [] if slips.again or not slips.can_be else [_look_at_slips(holds, done=done)]
    if gap is None:
        return [f"Everything after position {holds.position} is lost.", *look]
    if not gap.is_related:
        return [_stranger(gap), *look]
    told = [_lost(gap, holds.position), *_numbers(gap, slips, done=done)]
    if not gap.is_whole:
        told.append("The file there is damaged: more may be lost than it still shows.")
        told += look
    return told


def clock(at: datetime) -> str:
    """Return an instant as all these sentences say it."""
    return f"{local(at):%Y-%m-%d %H:%M:%S}"


def _lost(gap: Gap, position: int) -> str:
    if not gap.events or gap.last_at is None:
        return f"The file there shows nothing after position {position}."
    return (
        f"{gap.events} events after position {position}, the last at "
        f"{clock(gap.last_at)}, are lost."
    )


def _numbers(gap: Gap, slips: Slips, *, done: bool) -> list[str]:
    """Return which numbers the replaced file knows and nobody gives again."""
    left = {
        service: numbers
        for service, known in gap.numbers.items()
        if (numbers := _beyond(slips.again.get(service), known)) is not None
    }
    if not left:
        return []
    runs = ", ".join(_run(numbers) for numbers in left.values())
    since = "Numbers given since" if not slips.again else "Numbers past those given"
    if slips.can_be and not slips.again and not gap.is_whole:
        # There may be more, so the slips themselves are asked for below.
        return [f"{since}, as far as it shows: {runs}; they may be given again."]
    if not slips.can_be:
        hide = "Cover the dispenser until all who wait with them have been served."
        return [f"{since}: {runs}; they may be given again. {hide}"]
    named = {service: again.last for service, again in slips.again.items()}
    named |= {service: numbers.last for service, numbers in left.items()}
    how = _how(",".join(named.values()), done=done)
    told = f"{since}: {runs}; they will be given again."
    return [f"{told} If people wait with them, {how}: {KEPT}."]


def _beyond(again: Again | None, known: Numbers) -> Numbers | None:
    """Return what is left of a run of numbers past those that are given again."""
    if again is None or not again.count:
        return known
    covered, last = place(again.last) or 0, place(known.last) or 0
    first = label(again.last[0], covered + 1)
    if last <= covered or first is None:
        return None
    return Numbers(first, known.last, last - covered)


def _run(numbers: Numbers | Again) -> str:
    if numbers.count == 1:
        return numbers.last
    return f"{numbers.first} to {numbers.last}"


def _stranger(gap: Gap) -> str:
    if not gap.is_whole and not gap.events:
        return "The file there cannot be read: what is lost cannot be told from it."
    return f"The file there is of another store, with {gap.events} events."


def _look_at_slips(holds: Holdings, *, done: bool) -> str:
    first = " or ".join(holds.next_numbers.values())
    how = _how("and the last number of each service (as A057,B012)", done=done)
    return f"If people wait with numbers from {first} on, {how}: {KEPT}."


def _how(last: str, *, done: bool) -> str:
    return f"{ONCE_MORE if done else 'restore with'} --issued {last}"
