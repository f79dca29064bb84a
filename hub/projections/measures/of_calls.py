"""Figures of calls and of the time clerks gave: of visits, or of who gave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hub.projections.measured.instants import Span
from hub.projections.measured.rows import StintRow, VisitRow
from hub.projections.measures.figures import Share
from hub.projections.measures.links import Links, is_timed

PLACES = {"called": "walking", "serving": "handling", "parked": "parked"}


def of_visits_calls(visits: Sequence[VisitRow], links: Links) -> dict[str, Any]:
    """Return the figures of all that was done for some visits, by whomever."""
    over = [visit for visit in visits if is_timed(visit)]
    calls = sum([visit.calls for visit in visits])
    passed = links.passed
    found = [passed.get(row[:2], ()) for row in visits] if passed else ()
    people = [people for jumps in found for _, people in jumps]
    return {
        "walking": links.spread(
            [row.called for row in over if row.first_called is not None]
        ),
        "handling": links.spread(
            [row.served for row in over if row.started is not None]
        ),
        "parked": links.spread([visit.parked for visit in over if visit.parked]),
        "recalls": Share(sum([visit.announced for visit in visits]) - calls, calls),
        "overrides": Share(sum([visit.picked for visit in visits]), calls),
        "overtaken": Share(len(people), calls),
        "most_overtaken": max(people, default=0),
    }


def of_stints(stints: Iterable[StintRow], links: Links) -> dict[str, Any]:
    """Return the figures of what was done at some counters, whoever the visits are."""
    calls = [stint for stint in stints if stint.place == "called"]
    here = set(calls)
    found = [links.passed.get(name, ()) for name in {call[:2] for call in calls}]
    people = [people for jumps in found for call, people in jumps if call in here]
    return {
        **_spans(stints, links),
        "recalls": Share(
            sum([row.announced for row in calls]) - len(calls), len(calls)
        ),
        "overrides": Share(sum([row.rule == "picked" for row in calls]), len(calls)),
        "overtaken": Share(len(people), len(calls)),
        "most_overtaken": max(people, default=0),
    }


def _spans(stints: Iterable[StintRow], links: Links) -> dict[str, Any]:
    """Return the time here of visits that are over, summed for each visit."""
    summed: dict[str, dict[Any, Span]] = {place: defaultdict(int) for place in PLACES}
    for stint in stints:
        if stint.ended is not None and stint[:2] in links.over:
            summed[stint.place][stint[:2]] += stint.ended - stint.began
    return {
        name: links.spread(summed[place].values()) for place, name in PLACES.items()
    }
