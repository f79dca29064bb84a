"""Who was called before somebody that had come earlier for the same."""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TypeAlias

from hub.projections.measured.instants import Instant
from hub.projections.measured.rows import Facts, StintRow

# A stay, and how many people were passed over by whoever left it, or came to it.
Jump: TypeAlias = tuple[StintRow, int]
# Such calls of each visit, by day and id.
Passed: TypeAlias = Mapping[tuple[str, str], list[Jump]]
Turn: TypeAlias = tuple[Instant, StintRow]

NEVER = 1 << 62


def passed_over(facts: Facts) -> Passed:
    """Return the calls that passed somebody over, and how many.

    Of a service and class the earlier arrival goes first by rule, unless it may be
    called at one counter only: such visits are left out.
    """
    waits = [r for r in facts.stints if r.place == "waiting" and r.counter is None]
    arrived = _arrived(facts, {row.visit for row in waits if row.n})
    lines: dict[tuple[str, str, str], list[Turn]] = defaultdict(list)
    for row in waits:
        came = arrived.get(row[:2], row.began) if row.n else row.began
        lines[row.day, row.service, row.visit_class].append((came, row))
    jumps = [jump for line in lines.values() for jump in _jumps(line)]
    return _calls(facts, jumps) if jumps else {}


def _arrived(facts: Facts, visits: set[str]) -> dict[tuple[str, str], Instant]:
    """Return when these visits came."""
    return {
        (row.day, row.visit): row.arrived for row in facts.visits if row.visit in visits
    }


def _calls(facts: Facts, jumps: Iterable[Jump]) -> Passed:
    """Return the jumps that were calls: others left the line by themselves."""
    calls = {row[:3]: row for row in facts.stints if row.place == "called"}
    passed: dict[tuple[str, str], list[Jump]] = defaultdict(list)
    for wait, people in jumps:
        call = calls.get((wait.day, wait.visit, wait.n + 1))
        if call is not None:
            passed[wait.day, wait.visit].append((call, people))
    return passed


def _jumps(line: list[Turn]) -> Iterable[Jump]:
    """Yield each wait that ended before those of people who had come earlier."""
    before: list[tuple[Instant, Instant, Instant]] = []
    latest = 0
    for arrived, wait in sorted(line, key=itemgetter(0)):
        ended = NEVER if wait.ended is None else wait.ended
        if ended >= latest:  # As a rule: nobody was passed over.
            before.append((ended, wait.began, arrived))
            latest = ended
            continue
        longer = before[bisect(before, (ended, NEVER, NEVER)) :]
        people = sum([began < ended and it < arrived for _, began, it in longer])
        if people:
            yield wait, people
        insort(before, (ended, wait.began, arrived))
