"""Figures of visits: who came, how long they waited, what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from operator import not_
from typing import Any

from events.settings import Targets
from hub.projections.measured.instants import MINUTE, Instant, Span
from hub.projections.measured.rows import Facts, VisitRow
from hub.projections.measures.figures import Share
from hub.projections.measures.links import Links, is_timed
from hub.projections.measures.of_calls import of_stints, of_visits_calls
from hub.projections.measures.parts import Part

MISTAKEN = MINUTE
UNKNOWN = "unknown"


def of_visits(part: Part, links: Links, targets: Targets) -> dict[str, Any]:
    """Return every figure that rests on visits."""
    return {
        **_people(part.visits, links),
        **_waits(part.visits, links, targets.called_within_min * MINUTE),
        **_calls(part, links),
        **_departures(part.visits, links),
    }


def _calls(part: Part, links: Links) -> dict[str, Any]:
    if part.stints is None:
        return of_visits_calls(part.visits, links)
    return of_stints(part.stints, links)


def _people(visits: Sequence[VisitRow], links: Links) -> dict[str, Any]:
    places = Counter([visit.place for visit in visits])
    meant = [row for row in visits if row.place != "abandoned" or not is_mistaken(row)]
    came = links.visitors
    waiting = [links.at - row.arrived for row in visits if row.place == "waiting"]
    return {
        "issued": len(visits),
        "mistaken": len(visits) - len(meant),
        "priority": sum([row.visit_class == "priority" for row in meant]),
        "served": places["served"],
        "waiting": places["waiting"],
        "places": dict(places),
        "visitors_by_type": dict(
            Counter([came.get(row[:2], UNKNOWN) for row in meant])
        ),
        "longest_waiting": max(waiting, default=None),
    }


def came_of(facts: Facts) -> Counter[Any]:
    """Count who came by day, service, class and type, mistaken tickets left out."""
    types = {(row.day, row.visit): row.visitor for row in facts.sessions}
    return Counter(
        [
            (row.day, row.service, row.visit_class, types.get(row[:2]))
            for row in facts.visits
            if row.place != "abandoned" or not is_mistaken(row)
        ]
    )


def is_mistaken(visit: VisitRow) -> bool:
    """Whether a number was given back at once: taken in error."""
    if visit.place != "abandoned" or visit.ended is None:
        return False
    return visit.ended - visit.arrived <= MISTAKEN


def _waits(visits: Sequence[VisitRow], links: Links, within: Span) -> dict[str, Any]:
    called = [visit for visit in visits if visit.first_called is not None]
    first = [row.first_called - row.arrived for row in called]  # type: ignore[operator]  # they were called
    is_first = [row.visit_class == "priority" for row in called]
    return {
        "wait_first": links.spread(first),
        "wait_priority": links.spread(compress(first, is_first)),
        "wait_normal": links.spread(compress(first, map(not_, is_first))),
        "wait_last": links.spread(
            [v.last_called - v.arrived for v in visits if v.last_called is not None]
        ),
        "wait_total": links.spread([row.waited for row in called]),
        "called_in_time": _in_time(first, visits, links, within),
        "no_show": Share(sum([row.no_shows for row in visits]), len(called)),
        "transfers": Share(sum([row.transfers for row in visits]), len(called)),
        **_told(first, called, links),
    }


def _in_time(
    first: Sequence[Span], visits: Iterable[VisitRow], links: Links, within: Span
) -> Share:
    """Return the service level; who was not called counts once the time is over."""
    too_long = sum([wait > within for wait in uncalled(visits, links.at)])
    return Share(sum([wait <= within for wait in first]), len(first) + too_long)


def uncalled(visits: Iterable[VisitRow], at: Instant) -> list[Span]:
    """Return how long those waited who were never called."""
    return [
        (at if visit.ended is None else visit.ended) - visit.arrived
        for visit in visits
        if visit.first_called is None
    ]


def _told(
    first: Iterable[Span], called: Iterable[VisitRow], links: Links
) -> dict[str, Any]:
    waits = [
        (wait, visit.told_from, visit.told_to)
        for wait, visit in zip(first, called, strict=True)
        if visit.told_from is not None and visit.told_to is not None
    ]
    return {
        "told_too_little": Share(sum([wait > to for wait, _, to in waits]), len(waits)),
        "told_error": links.spread([abs(2 * w - (a + b)) // 2 for w, a, b in waits]),
    }


def _departures(visits: Sequence[VisitRow], links: Links) -> dict[str, Any]:
    left = [visit for visit in visits if visit.place == "abandoned"]
    mistaken = sum(map(is_mistaken, left))
    expired = sum([visit.place == "expired" for visit in visits])
    return {
        "dwell": links.spread(
            [v.ended - v.arrived for v in visits if v.ended is not None and is_timed(v)]
        ),
        "abandoned": Share(len(left) - mistaken, len(visits) - mistaken),
        "left_at_closing": Share(expired, len(visits)),
    }
