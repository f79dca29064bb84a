"""The third and fourth part: what stood in the way, and what is proposed."""

from __future__ import annotations

from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.notation import shown
from hub.reports.published import Cells
from hub.reports.report import Block, Note, Part, Row, Sayings, Table
from hub.reports.values import Number, Said


def troubles(cells: Cells, asked: Asked) -> Part:
    """Return the part about difficulties, with the notes that the manager chose."""
    say = asked.say
    rows = tuple(
        Row(
            say(named),
            (cells.count(f"trouble:{kind}"), Said(_seen(kind, cells, asked))),
        )
        for kind, named in words.DIFFICULTIES.items()
    )
    columns = (say(words.TROUBLE), say(words.VISITS), say(words.SEEN))
    blocks: list[Block] = [Table(title=say(words.TROUBLES), columns=columns, rows=rows)]
    if asked.notes:
        blocks.append(Sayings(say(words.NOTES), asked.notes))
    return Part(say(words.TROUBLES), tuple(blocks))


def _seen(kind: str, cells: Cells, asked: Asked) -> str:
    """Return on what the step of the account got stuck, where that was."""
    if kind != "account":
        return ""
    said: list[str] = []
    for result, named in words.STUCK.items():
        value = cells.count(f"stuck:{result}")
        if not isinstance(value, Number) or value.digits:
            said.append(f"{asked.say(named)} {shown(value, asked.lang)}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


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
