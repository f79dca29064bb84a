"""What stood in the way: noted at a counter, or how a session ended; each once.

A session counts once under a kind, whether it ended so, somebody noted it, or both.
That portal or network were down counts as what was noted of the two; where neither
was, apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from hub.projections.measured.rows import DifficultyRow, SessionRow

KIND_OF: Mapping[str, str] = {
    "missing-papers": "papers",
    "no-account": "account",
    "not-online": "not-online",
}
DOWN, UNSAID = "system-down", "system"
DOWN_KINDS = ("portal", "network", UNSAID)


def hindering(
    ended: Iterable[SessionRow], difficulties: Iterable[DifficultyRow]
) -> dict[str, Any]:
    """Return how many sessions a kind ended, and how many only noted it.

    What was noted of the office itself counts as noted, each time.
    """
    so: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    of_sessions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for note in difficulties:
        if note.session:
            of_sessions[note.day, note.session].add(note.kind)
        else:
            noted[note.kind] += 1
    for row in ended:
        if row.outcome == DOWN or row.outcome in KIND_OF:
            notes = of_sessions.get((row.day, row.session), set())
            kind = KIND_OF.get(row.outcome or "") or _down(notes)
            so[kind] += 1
            notes.discard(kind)
    for kinds in of_sessions.values():
        noted.update(kinds)
    return {"hindered": dict(so), "hindered_noted": dict(noted)}


def _down(notes: set[str]) -> str:
    """Return which of portal and network it was, as far as somebody noted it."""
    return next((kind for kind in DOWN_KINDS if kind in notes), UNSAID)
