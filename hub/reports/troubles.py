"""The third and fourth part: what stood in the way, and what is proposed."""

from __future__ import annotations

from hub.projections.measures.hindering import DOWN, UNSAID
from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.notation import shown
from hub.reports.published import Cells, ended_by
from hub.reports.report import Block, Note, Part, Row, Sayings, Table
from hub.reports.values import ABSENT, Number, Said, Value


def troubles(cells: Cells, asked: Asked) -> Part:
    """Return the part about difficulties, with the notes that the manager chose."""
    say = asked.say
    rows = tuple(
        Row(
            say(named),
            (*_counts(kind, cells), Said(_seen(kind, cells, asked))),
        )
        for kind, named in words.DIFFICULTIES.items()
        if kind != UNSAID or _is_told(cells)
    )
    named = (words.VISITS, words.ENDED_SO, words.ONLY_NOTED, words.SEEN)
    columns = (say(words.TROUBLE), *(say(each) for each in named))
    blocks: list[Block] = [Table(title=say(words.TROUBLES), columns=columns, rows=rows)]
    if asked.notes:
        blocks.append(Sayings(say(words.NOTES), asked.notes))
    return Part(say(words.TROUBLES), tuple(blocks))


def _is_told(cells: Cells) -> bool:
    """Whether a row says what was down and nobody noted; not where nothing was."""
    outcome = f"outcome:{DOWN}"
    return outcome in cells.hidden or bool(cells.values[outcome])


def _counts(kind: str, cells: Cells) -> tuple[Value, Value, Value]:
    """Return how often in all, how many sessions ended so, and what was only noted."""
    ending, whole = ended_by(kind), cells.count(f"trouble:{kind}")
    if ending is None:
        return whole, ABSENT, whole
    if kind == UNSAID:
        return whole, whole, ABSENT
    return whole, cells.count(ending), cells.count(f"noted:{kind}")


def _seen(kind: str, cells: Cells, asked: Asked) -> str:
    """Return on what the step of the account got stuck, where that was."""
    if kind == "extra-cost":
        return _said(cells, asked)
    if kind != "account":
        return ""
    said: list[str] = []
    for result, named in words.STUCK.items():
        value = cells.count(f"stuck:{result}")
        if not isinstance(value, Number) or value.digits:
            said.append(f"{asked.say(named)}: {shown(value, asked.lang)}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _said(cells: Cells, asked: Asked) -> str:
    """Return how many said so when they rated, which no clerk has noted."""
    value = cells.count("rating:extra-cost")
    if isinstance(value, Number) and not value.digits:
        return ""
    return asked.say(words.RATED_SO).format(n=shown(value, asked.lang))


def proposals(asked: Asked) -> Part:
    """Return the part that the manager wrote."""
    say, blocks = asked.say, list[Block]()
    if asked.proposals:
        blocks.append(Sayings(say(words.PROPOSALS), asked.proposals))
    elif not asked.lost:
        blocks.append(Note(say(words.NO_PROPOSALS)))
    if asked.lost:
        blocks.append(Note(say(words.PROPOSALS_GONE).format(n=asked.lost)))
    return Part(say(words.PROPOSALS), tuple(blocks))
